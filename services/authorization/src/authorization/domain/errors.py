"""What can go wrong with a request, by name."""

from shared.kernel.errors import Conflict, NotFound, NotPermitted, RulesBroken
from shared.kernel.finding import Finding


class RequestNotFound(NotFound):
    code = "request-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such request.")


class AuthorizationNotFound(NotFound):
    code = "authorization-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such authorization.")


class InformationRequestNotFound(NotFound):
    code = "information-request-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such information request on this request.")


class NoticeNotFound(NotFound):
    code = "notice-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such notice.")


class BatchNotFound(NotFound):
    code = "batch-not-found"

    def __init__(self) -> None:
        super().__init__("There is no batch with this control number.")


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no rule with this id.")


class HeldByAnother(Conflict):
    """Somebody else holds the request; who, is not told."""

    code = "request-held"
    title = "Another reviewer holds this request"

    def __init__(self) -> None:
        super().__init__("Another reviewer holds this request. Take the next one, or ask for its release.")


class NotHeld(Conflict):
    code = "request-not-held"
    title = "Nobody holds this request"

    def __init__(self) -> None:
        super().__init__("Nobody holds this request. Claim it first.")


class SubmissionReused(Conflict):
    code = "submission-reused"
    title = "This submission was received with other content"

    def __init__(self) -> None:
        super().__init__("This submission_id was received before with other content. Send changes under a new one.")


class PriorityNotUnderReview(Conflict):
    code = "priority-not-under-review"
    title = "No priority is under review"

    def __init__(self) -> None:
        super().__init__("No line of this request is under priority review.")


class QuestionNotOpen(Conflict):
    code = "question-not-open"
    title = "This question waits for no answer"

    def __init__(self) -> None:
        super().__init__("This question was answered, or the request was decided without it. Read the request again.")


class AlreadyThere(Conflict):
    code = "already-at-desk"
    title = "The request lies on this desk already"

    def __init__(self) -> None:
        super().__init__("The request lies on this desk already. Route it elsewhere or decide it.")


class AlreadyDecided(Conflict):
    code = "already-decided"
    title = "This request is decided"

    def __init__(self) -> None:
        super().__init__("This request has its decision. Read it to see the outcome of each line.")


class AlreadyExtended(Conflict):
    code = "already-extended"
    title = "The time was extended already"

    def __init__(self) -> None:
        super().__init__("The time for this request was extended before. It can be extended once; decide it.")


class TimeIsUp(Conflict):
    code = "time-is-up"
    title = "The time has run out"

    def __init__(self) -> None:
        super().__init__("The time for this request has run out and cannot be extended any more. Decide it now.")


class AlreadyAsked(Conflict):
    code = "question-open"
    title = "A question is open"

    def __init__(self) -> None:
        super().__init__("A question on this request waits for its answer. Put the next one when it is answered.")


class NumberTaken(Conflict):
    """Two authorizations were about to get one number, or one line two authorizations; a repetition resolves it."""

    code = "authorization-taken"
    title = "The line was authorized in the meantime"

    def __init__(self) -> None:
        super().__init__("The line was authorized in the meantime. Read the request again and repeat the decision.")


class ReportRefused(RulesBroken):
    code = "report-refused"
    title = "Rules refuse this report"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        detail = findings[0].message if count == 1 else f"{count} findings refuse this. Each says what to do."
        super().__init__(detail, findings)


class AppealRefused(RulesBroken):
    code = "appeal-refused"
    title = "Rules refuse this appeal"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings[0].message, findings)


class AppealNotFound(NotFound):
    code = "appeal-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such appeal.")


class AlreadyAppealed(Conflict):
    code = "already-appealed"
    title = "There is such an appeal"

    def __init__(self) -> None:
        super().__init__("This notice was appealed on this level before. Read that appeal.")


class ReportReused(Conflict):
    code = "report-reused"
    title = "This report was received with other content"

    def __init__(self) -> None:
        super().__init__(
            "This report_id was received before with other content. "
            "Send a correction under a new report_id that names it in corrects."
        )


class ReportCorrected(Conflict):
    code = "report-corrected"
    title = "The report was corrected already"

    def __init__(self) -> None:
        super().__init__("This report was corrected before. Correct the newest correction instead.")


class AuthorizationReplaced(Conflict):
    code = "authorization-replaced"
    title = "The authorization was replaced"

    def __init__(self, number: str) -> None:
        super().__init__(f"This authorization was replaced. Report under its successor {number}.")
        self.members = {"replaced_by": number}


class UnitsTaken(Conflict):
    """Another change took the last units, or cut the authorization short, in the same moment."""

    code = "units-taken"
    title = "The units that are left changed in the meantime"

    def __init__(self) -> None:
        super().__init__("The units that are left changed in the meantime. Read the authorization and try again.")


class ControlNumberTaken(Conflict):
    """The sequence is behind what was given out, as after a restored backup; each try moves it on."""

    code = "control-number-taken"
    title = "The control number was used before"

    def __init__(self) -> None:
        super().__init__("The next control number was used before and is never used again. Repeat this to get another.")


class AlreadyResent(Conflict):
    code = "already-resent"
    title = "This entry was sent again already"

    def __init__(self) -> None:
        super().__init__("This entry was sent again already. Look for it in a later batch.")


class DecisionRefused(RulesBroken):
    code = "decision-refused"
    title = "Rules refuse this decision"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        detail = findings[0].message if count == 1 else f"{count} findings refuse this. Each says what to do."
        super().__init__(detail, findings)


class NotYourDesk(NotPermitted):
    code = "not-your-desk"

    def __init__(self, desk: str) -> None:
        name = desk.replace("_", " ")
        super().__init__(f"The request lies on the {name} desk, which your roles do not work on.")


class NotYours(NotPermitted):
    code = "not-yours"


class NotIndependent(NotPermitted):
    code = "not-independent"
    title = "You had a part in this plan"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("Somebody who had no part in the plan decides. Release the request.", findings)
