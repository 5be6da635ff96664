"""A screening as a job."""

from enum import StrEnum

from shared.kernel.errors import InvalidMember, NotFound


class ScreeningScope(StrEnum):
    MEMBER = "member"
    POPULATION = "population"


class ScreeningStatus(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class ScreeningNotFound(NotFound):
    code = "screening-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such screening.")


class TwoDays(InvalidMember):
    """The facts speak of another day than the screening."""

    def __init__(self) -> None:
        super().__init__("/facts/as_of", "as_of", "Give the same day here and in as_of, or leave as_of out.")
