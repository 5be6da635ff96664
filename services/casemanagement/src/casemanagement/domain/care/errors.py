"""What can go wrong with assessments, plans, tasks, contacts and letters."""

from collections.abc import Iterable

from shared.kernel.errors import Conflict, NotFound, NotPermitted, RulesBroken
from shared.kernel.finding import Finding


class AssessmentNotFound(NotFound):
    code = "assessment-not-found"

    def __init__(self) -> None:
        super().__init__("This case has no such assessment.")


class CarePlanNotFound(NotFound):
    code = "care-plan-not-found"

    def __init__(self) -> None:
        super().__init__("This case has no such care plan. POST one to begin.")


class GoalNotFound(NotFound):
    code = "goal-not-found"

    def __init__(self) -> None:
        super().__init__("The present care plan of this case has no such goal.")


class BarrierNotFound(NotFound):
    code = "barrier-not-found"

    def __init__(self) -> None:
        super().__init__("The present care plan of this case has no such barrier.")


class InterventionNotFound(NotFound):
    code = "intervention-not-found"

    def __init__(self) -> None:
        super().__init__("This case has no such intervention.")


class TaskNotFound(NotFound):
    code = "task-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such task, or it is not one that you may see.")


class LetterNotFound(NotFound):
    code = "letter-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such letter, or it is not one that you may see.")


class ReservationNotFound(NotFound):
    code = "reservation-not-found"

    def __init__(self) -> None:
        super().__init__("You made no such reservation.")


class NotInThisState(Conflict):
    """The case is in a state in which this kind of work is not done."""

    code = "not-in-this-state"
    title = "The state of the case forbids this"

    def __init__(self, what: str, state: str, possible: Iterable[str]) -> None:
        possible = sorted(possible)
        named = ", ".join(possible).replace("_", " ")
        super().__init__(f"{what} is possible while a case is in: {named}. This one is in {state.replace('_', ' ')}.")
        self.members = {"state_now": state, "possible_in": possible}


class AssessmentOpen(Conflict):
    code = "assessment-open"
    title = "An assessment is open already"

    def __init__(self) -> None:
        super().__init__("Go on with the assessment that is open, or end it first.")


class AssessmentEnded(Conflict):
    code = "assessment-ended"
    title = "This assessment has ended"

    def __init__(self) -> None:
        super().__init__("An assessment that has ended stays as it is. Begin another one.")


class AssessmentIncomplete(RulesBroken):
    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("The assessment is not complete. The findings say what is missing.", findings)


class DraftOpen(Conflict):
    code = "draft-open"
    title = "A version of the plan is in work already"

    def __init__(self) -> None:
        super().__init__("One version is in work at a time. Change the draft.")


class PlanFrozen(Conflict):
    code = "plan-frozen"
    title = "An active plan is not rewritten"

    def __init__(self) -> None:
        super().__init__(
            "While a plan is active, lifecycle and achievement of its goals change. For anything else revise the plan: "
            "the case goes back to planning, and a new version begins."
        )


class ReferralTooLate(RulesBroken):
    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("The follow-up of this referral is not in time.", findings)


class ContactRefused(RulesBroken):
    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            "Rules of contact speak against this. When it has happened all the same, send it again with "
            "exception_reason; it is kept with these findings.",
            findings,
        )


class ReservationUsed(Conflict):
    code = "reservation-used"
    title = "This reservation is settled"

    def __init__(self) -> None:
        super().__init__("The reservation was used or given back before. Ask for a new one.")


class ReservationReused(Conflict):
    code = "reservation-reused"
    title = "Another contact has this reference"

    def __init__(self) -> None:
        super().__init__("This reference was used for another contact. Use a new one.")


class TurnTaken(Conflict):
    code = "turn-taken"
    title = "Another program took this place at the same moment"

    def __init__(self) -> None:
        super().__init__("Another contact got the place at the same moment. Send the request again.")


class LetterSettled(Conflict):
    code = "letter-settled"
    title = "The letter is past this"

    def __init__(self, status: str) -> None:
        super().__init__(f"The letter is {status}. A queued letter is sent or cancelled, a sent one may come back.")


class LetterStopped(RulesBroken):
    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("This letter does not go out. The findings say why.", findings)


class ProgramConfidential(NotPermitted):
    """R20: whatever the member's cases are, this is not answered about a confidential program."""

    def __init__(self) -> None:
        super().__init__("This program is confidential. Ask with the role confidential and the header X-Access-Reason.")
