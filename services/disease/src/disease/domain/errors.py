"""What can go wrong with members, their facts and the registry."""

from shared.kernel.errors import Conflict, NotFound


class MemberNotFound(NotFound):
    code = "member-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such member.")


class MemberAlreadyKnown(Conflict):
    code = "member-already-known"
    title = "This Medicaid id belongs to another member"

    def __init__(self) -> None:
        super().__init__("Another member has this Medicaid id. Correct one of the two in the plans service first.")
