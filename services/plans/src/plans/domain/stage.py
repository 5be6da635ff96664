"""The points of a plan's way to authorization at which rules are judged."""

from enum import StrEnum


class Stage(StrEnum):
    """In the order of the work: typed in, handed to the supervisor, forwarded to MSU, decided.

    `periodic` stands beside them: what a running plan is looked at for, whatever is asked of it.
    """

    EDIT = "edit"
    SUBMIT = "submit"
    FORWARD = "forward"
    DECIDE = "decide"
    PERIODIC = "periodic"

    def and_before(self) -> tuple["Stage", ...]:
        """A stage judges its own rules and those of the stages before it."""
        if self is Stage.PERIODIC:
            return (self,)
        stages = tuple(Stage)
        return stages[: stages.index(self) + 1]
