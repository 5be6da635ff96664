"""What can go wrong with members, referrals and cases."""

from shared.kernel.errors import Conflict, NotFound, NotPermitted, RulesBroken
from shared.kernel.finding import Finding


class MemberNotFound(NotFound):
    code = "member-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such member here.")


class CaseNotFound(NotFound):
    code = "case-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such case, or it is not one of yours or of your team.")


class ReferralNotFound(NotFound):
    code = "referral-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such referral, or it is not one that you sent.")


class OptOutNotFound(NotFound):
    code = "opt-out-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such opt-out of this member.")


class DeathReportNotFound(NotFound):
    code = "death-report-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such report of this member.")


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rule. GET the list of rules for their ids.")


class MemberAlreadyKnown(Conflict):
    code = "member-already-known"
    title = "This member is already known"

    def __init__(self) -> None:
        super().__init__("Another member has this Medicaid id. Correct the record in plans.")


class CaseAlreadyOpen(Conflict):
    code = "case-already-open"
    title = "This member has an open case in this program"

    def __init__(self) -> None:
        super().__init__("A member has one open case per program. Work in the case that is open.")


class ProgramsExclude(Conflict):
    code = "programs-exclude-each-other"
    title = "An open case of this member excludes this program"

    def __init__(self) -> None:
        super().__init__("Prenatal screening and high-risk obstetrics exclude each other. End the open case first.")


class NumberTaken(Conflict):
    code = "number-taken"
    title = "This was numbered at the same moment"

    def __init__(self) -> None:
        super().__init__("Another case was numbered at the same moment. Send the request again.")


class LeadTaken(Conflict):
    code = "lead-taken"
    title = "This member has a lead case manager"

    def __init__(self) -> None:
        super().__init__("A member has one lead case manager. Read the case again.")


class SubmissionReused(Conflict):
    code = "submission-reused"
    title = "Another referral has this submission_id"

    def __init__(self) -> None:
        super().__init__("This submission_id was used for another referral. Use a new one.")


class AlreadyOptedOut(Conflict):
    code = "already-opted-out"
    title = "This opt-out stands already"

    def __init__(self) -> None:
        super().__init__("The member has opted out of this already. Nothing is to be done.")


class OptOutRevoked(Conflict):
    code = "opt-out-revoked"
    title = "This opt-out was revoked before"

    def __init__(self) -> None:
        super().__init__("The opt-out does not stand any more. Nothing is to be done.")


class DeathAlreadyReported(Conflict):
    code = "death-already-reported"
    title = "A report of this member's death waits for verification"

    def __init__(self) -> None:
        super().__init__("Outbound contact is suspended already. Retract or verify the report that is open.")


class DeathReportSettled(Conflict):
    code = "death-report-settled"
    title = "This report was settled before"

    def __init__(self) -> None:
        super().__init__("The report was verified or retracted before. Read the member's summary.")


class AlreadyDischarged(Conflict):
    code = "already-discharged"
    title = "This case was discharged already"

    def __init__(self) -> None:
        super().__init__("The case has a discharge already. Read it.")


class AlreadyTriaged(Conflict):
    code = "already-triaged"
    title = "This referral was triaged before"

    def __init__(self) -> None:
        super().__init__("Somebody has decided on this referral, or it was linked to an open case. Read it again.")


class AccessReasonRequired(NotPermitted):
    code = "access-reason-required"
    title = "Say why you open a confidential case"

    def __init__(self) -> None:
        super().__init__("This case is confidential. Send the header X-Access-Reason with your reason; it is logged.")


class NotYourMove(NotPermitted):
    """The action exists in this state, for another role."""

    def __init__(self, action: str, actors: str) -> None:
        super().__init__(f"The step “{action}” is done by: {actors}.".replace("_", " "))


class NotAMember:
    """R2 as an answer, which is kept on record: the referral names nobody whom the plan covers, now or later."""

    code = "invalid-request"
    title = "The person is not a member of the plan"
    error = "not_a_member"


class CaseNotReady(RulesBroken):
    code = "rules-broken"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        detail = findings[0].message if count == 1 else f"{count} rules refuse this. Each finding says what to do."
        super().__init__(detail, findings)
