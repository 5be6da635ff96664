"""The points of a plan's way to authorization at which rules are judged."""

from enum import StrEnum


class Stage(StrEnum):
    """In the order of the work: typed in, handed to the supervisor, forwarded to MSU, decided."""

    EDIT = "edit"
    SUBMIT = "submit"
    FORWARD = "forward"
    DECIDE = "decide"

    def and_before(self) -> tuple["Stage", ...]:
        """A stage judges its own rules and those of the stages before it."""
        stages = tuple(Stage)
        return stages[: stages.index(self) + 1]
