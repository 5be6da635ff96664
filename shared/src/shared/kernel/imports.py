"""What is brought in by file: the life of its job, and what refuses the file as a whole."""

from enum import StrEnum

from shared.kernel.errors import InvalidMember, NotFound


class JobStatus(StrEnum):
    RECEIVING = "receiving"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class ImportNotFound(NotFound):
    code = "import-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such import.")


class UnreadableFile(InvalidMember):
    """The file as a whole cannot be read; nothing of it is taken."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(pointer, "unreadable", message)
