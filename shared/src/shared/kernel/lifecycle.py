"""One table `(status, action) -> status` drives the code, the answers and the diagram."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from shared.kernel.errors import Conflict

Status = TypeVar("Status", bound=str)
Action = TypeVar("Action", bound=str)


class ActionNotAllowed(Conflict):
    """The status forbids the action; `allowed` are the actions that it does allow."""

    code = "action-not-allowed"
    title = "This is not possible now"

    def __init__(self, thing: str, status: str, action: str, allowed: tuple[str, ...]) -> None:
        possible = (
            f"Possible now: {', '.join(map(_words, allowed))}." if allowed else "Nothing more can be done with it."
        )
        super().__init__(f"The {thing} has the status {_words(status)}, so this is not possible. {possible}")
        self.members = {"status_now": status, "action": action, "allowed_actions": list(allowed)}


def _words(name: str) -> str:
    return name.replace("_", " ")


class Lifecycle(Generic[Status, Action]):
    def __init__(self, thing: str, table: Mapping[tuple[Status, Action], Status]) -> None:
        self.thing = thing
        self.table = dict(table)

    def allowed(self, status: Status) -> tuple[Action, ...]:
        return tuple(action for (start, action) in self.table if start == status)

    def after(self, status: Status, action: Action) -> Status:
        """The status that follows. Raises `ActionNotAllowed`."""
        try:
            return self.table[status, action]
        except KeyError:
            allowed = tuple(str(possible) for possible in self.allowed(status))
            raise ActionNotAllowed(self.thing, str(status), str(action), allowed) from None

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = [f"    {start} --> {end}: {action}" for (start, action), end in self.table.items()]
        return "\n".join(["stateDiagram-v2", *lines])
