"""What is brought in of members' health: kinds of facts, and what becomes of a row."""

from enum import StrEnum


class FactKind(StrEnum):
    CONDITION = "condition"
    OBSERVATION = "observation"
    ENCOUNTER = "encounter"
    MEDICATION = "medication"
    PREGNANCY = "pregnancy"
    FLAG = "flag"
    ASSESSMENT = "assessment"


class ImportKind(StrEnum):
    FACTS = "facts"


class RowOutcome(StrEnum):
    """`known`: there already in this or a newer version, nothing was done."""

    LOADED = "loaded"
    UPDATED = "updated"
    DELETED = "deleted"
    KNOWN = "known"
    REFUSED = "refused"
