"""What can go wrong with enrolments, opt-outs, calls, education and guidelines."""

from shared.kernel.errors import Conflict, InvalidMember, NotFound, RulesBroken
from shared.kernel.finding import Finding


class EnrolmentNotFound(NotFound):
    code = "enrolment-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such enrolment.")


class OptOutNotFound(NotFound):
    code = "opt-out-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such opt-out.")


class AlreadyOptedOut(Conflict):
    code = "already-opted-out"
    title = "This opt-out is recorded already"

    def __init__(self) -> None:
        super().__init__("The member has this opt-out already. Nothing more is needed.")


class AlreadyEnrolled(Conflict):
    code = "already-enrolled"
    title = "The member is enrolled already"

    def __init__(self) -> None:
        super().__init__("Somebody enrolled this member at the same moment. Read the enrolments again.")


class NotEligible(Conflict):
    code = "not-eligible"
    title = "The member cannot be enrolled now"


class CallRefused(RulesBroken):
    """`next_allowed_at` is the next moment at which the hours of the member allow a call."""

    code = "call-refused"
    title = "The member may not be called now"

    def __init__(self, findings: tuple[Finding, ...], next_allowed_at: str | None) -> None:
        super().__init__("The findings say what is in the way and when to call.", findings)
        self.members = {"next_allowed_at": next_allowed_at}


class CallNotFound(NotFound):
    code = "call-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such call.")


class CallStillOpen(Conflict):
    code = "call-still-open"
    title = "A call to this member is still open"

    def __init__(self) -> None:
        super().__init__("A call to this member has no outcome yet. Record its outcome first.")


class CallEnded(Conflict):
    code = "call-ended"
    title = "This call has its outcome"

    def __init__(self) -> None:
        super().__init__("The outcome of this call is recorded already, and it is another one.")


class HeldByAnotherNurse(Conflict):
    code = "held-by-another"
    title = "Another nurse holds this member"

    def __init__(self) -> None:
        super().__init__("Another nurse has taken this member. Choose another one from the work list.")


class JobNotFound(NotFound):
    code = "job-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such job.")


class MaterialUnknown(InvalidMember):
    def __init__(self, pointer: str) -> None:
        super().__init__(pointer, "unknown", "There is no such material. GET /disease/v1/materials lists them.")


class AlreadyRequested(Conflict):
    code = "already-requested"
    title = "This material is on its way"

    def __init__(self) -> None:
        super().__init__("The member has asked for this material already, and it has not shipped yet.")


class ItemNotFound(NotFound):
    code = "mail-item-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such piece of mail.")


class GuidelineNotFound(NotFound):
    code = "guideline-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such guideline.")


class GuidelineVersionTaken(Conflict):
    code = "guideline-version-taken"
    title = "This version exists already"

    def __init__(self) -> None:
        super().__init__("A version is never rewritten. Give the changed guideline the next version number.")


class NewsletterTaken(Conflict):
    code = "newsletter-taken"
    title = "This issue exists already"

    def __init__(self) -> None:
        super().__init__("An issue goes out once. Give the next newsletter another name.")


class ReceiptNotFound(NotFound):
    code = "receipt-not-found"

    def __init__(self) -> None:
        super().__init__("This version was not sent to this provider.")
