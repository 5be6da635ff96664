"""What is brought in at once: kinds of import, the life of its job, and what becomes of a row."""

from enum import StrEnum

from shared.kernel.errors import InvalidMember, NotFound


class ImportKind(StrEnum):
    CONVERSION_PLANS = "conversion_plans"
    MEMBERS = "members"
    PROVIDERS = "providers"


class JobStatus(StrEnum):
    RECEIVING = "receiving"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class RowOutcome(StrEnum):
    """`known`: there already, nothing was done. `held_back`: good, but another row of its plan is refused."""

    LOADED = "loaded"
    UPDATED = "updated"
    KNOWN = "known"
    REFUSED = "refused"
    HELD_BACK = "held_back"


class ImportNotFound(NotFound):
    code = "import-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such import.")


class UnreadableFile(InvalidMember):
    """The file as a whole cannot be read; nothing of it is taken."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(pointer, "unreadable", message)
