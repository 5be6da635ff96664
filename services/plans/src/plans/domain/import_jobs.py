"""What is brought in at once: kinds of import, and what becomes of a row."""

from enum import StrEnum


class ImportKind(StrEnum):
    CONVERSION_PLANS = "conversion_plans"
    MEMBERS = "members"
    PROVIDERS = "providers"


class RowOutcome(StrEnum):
    """`known`: there already, nothing was done. `held_back`: good, but another row of its plan is refused."""

    LOADED = "loaded"
    UPDATED = "updated"
    KNOWN = "known"
    REFUSED = "refused"
    HELD_BACK = "held_back"
