"""What can go wrong with members, their facts and the registry, with rules and assessments."""

from shared.kernel.errors import Conflict, InvalidMember, NotFound


class MemberNotFound(NotFound):
    code = "member-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such member.")


class MemberAlreadyKnown(Conflict):
    code = "member-already-known"
    title = "This Medicaid id belongs to another member"

    def __init__(self) -> None:
        super().__init__("Another member has this Medicaid id. Correct one of the two in the plans service first.")


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rule. GET the list of rules for their ids.")


class UnknownRuleSet(InvalidMember):
    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("/query/rule_set", "unknown", f"Use one of these rule sets: {', '.join(known)}.")


class UnknownInstrument(InvalidMember):
    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("/instrument", "unknown", f"Use one of these questionnaires: {', '.join(known)}.")


class UnknownQuestion(InvalidMember):
    def __init__(self, pointer: str) -> None:
        super().__init__(pointer, "unknown", "This questionnaire has no such question.")


class AnswerNotAllowed(InvalidMember):
    def __init__(self, question: str, expects: str) -> None:
        super().__init__(
            f"/answers/{question}", "answer", f"Give {expects}, or name the question in refused or unknown."
        )


class AnsweredTwice(InvalidMember):
    def __init__(self, pointer: str) -> None:
        super().__init__(pointer, "twice", "A question is answered, refused or not known: name it once.")


class DayOfAssessment(InvalidMember):
    def __init__(self, message: str) -> None:
        super().__init__("/completed_on", "day", message)


class YearToCome(InvalidMember):
    def __init__(self) -> None:
        super().__init__("/year", "year", "Choose this year or one before it.")


class UnknownMeasure(NotFound):
    code = "measure-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such measure in this year. GET the measures of the year for their codes.")


class MeasureRunIsOn(Conflict):
    code = "measure-run-is-on"
    title = "The measures of this year are being counted"

    def __init__(self) -> None:
        super().__init__("A run of this year is on. Wait until it is finished, then start another.")


class RunGoesOn(Conflict):
    code = "run-goes-on"
    title = "This run is going on already"

    def __init__(self) -> None:
        super().__init__("A run of the population for this day goes on. Wait for it; it leaves nothing for a second.")


class RunNotFound(NotFound):
    code = "run-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such run.")


class NoAssignedTier(Conflict):
    code = "no-assigned-tier"
    title = "This member has no tier in this disease"

    def __init__(self) -> None:
        super().__init__("Only an assigned tier can be overridden. Stratify the member first.")
