"""What can go wrong with plans, members and providers."""

from datetime import date
from uuid import UUID

from shared.kernel.errors import Conflict, InvalidMember, NotFound, RulesBroken
from shared.kernel.finding import Finding


class MemberNotFound(NotFound):
    code = "member-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such member, or it is not a member of your agency.")


class ProviderNotFound(NotFound):
    code = "provider-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such provider.")


class PlanNotFound(NotFound):
    code = "service-plan-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such service plan, or it is not a plan of your agency.")


class PartNotFound(NotFound):
    code = "not-found"

    def __init__(self, part: str) -> None:
        super().__init__(f"This service plan has no such {part}.")


class DocumentUndated(InvalidMember):
    """A complete document has the day it was written; `place` finds it among those of the request."""

    def __init__(self, place: str = "") -> None:
        super().__init__(
            f"{place}/dated",
            "undated",
            "A complete document has a date. Give the day it was signed, or send it as draft.",
        )


class RateChangeNotFound(NotFound):
    code = "rate-change-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rate change.")


class NoSuchService(InvalidMember):
    def __init__(self) -> None:
        super().__init__("/service_code", "unknown", "The catalogue has no such service. Modifiers are given apart.")


class RateOfTheFuture(InvalidMember):
    def __init__(self, today: date) -> None:
        message = (
            f"Lines are split from the day of the new rate on: choose {today} or an earlier day, or a dry run. "
            "Changes that begin before a later day would find their line split."
        )
        super().__init__("/effective", "future", message)


class RuleNotFound(NotFound):
    code = "rule-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such rule. GET the list of rules for their ids.")


class MemberAlreadyKnown(Conflict):
    code = "member-already-known"
    title = "This member is already known"

    def __init__(self) -> None:
        super().__init__("A member with this Medicaid id is already known. Search by medicaid_id and use that record.")


class ProviderAlreadyKnown(Conflict):
    code = "provider-already-known"
    title = "This provider is already known"

    def __init__(self) -> None:
        super().__init__("A provider with this NPI is already known. Use that record.")


class PlansOverlap(Conflict):
    code = "plans-overlap"
    title = "Another plan of this member covers some of these days"

    def __init__(self) -> None:
        super().__init__("A member has one open plan per day. Enter the change in the plan that covers these days.")


class StaysOverlap(Conflict):
    code = "stays-overlap"
    title = "Another stay of this member covers some of these days"

    def __init__(self) -> None:
        super().__init__(
            "A member is in one facility a day. Record the discharge of the other stay first, or correct it."
        )


class StayNotFound(NotFound):
    code = "stay-not-found"

    def __init__(self) -> None:
        super().__init__("There is no such stay of this member.")


class StayEndsBeforeItStarts(InvalidMember):
    def __init__(self) -> None:
        super().__init__("/end", "reversed", "The last day of a stay is not before its first. Correct one of them.")


class LinesOverlap(Conflict):
    code = "lines-overlap"
    title = "Another line of this member has the same service on some of these days"

    def __init__(self) -> None:
        super().__init__("End the running line the day before the new one begins, or use changes to do both at once.")


class AlreadySucceeded(Conflict):
    code = "already-succeeded"
    title = "This line has a successor already"

    def __init__(self) -> None:
        super().__init__("A line has one live successor. Change the draft that already follows it.")


class UnknownReference(InvalidMember):
    """A member of the request names something that is not there, or not for this caller."""

    def __init__(self, pointer: str, thing: str) -> None:
        super().__init__(pointer, "unknown", f"There is no such {thing}.")


class PlanNotReady(RulesBroken):
    code = "rules-broken"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = len(findings)
        detail = findings[0].message if count == 1 else f"{count} rules refuse this. Each finding says what to do."
        super().__init__(detail, findings)


class DecisionConflict(Conflict):
    code = "decision-already-recorded"
    title = "Another decision has this id"

    def __init__(self, decision_id: UUID) -> None:
        super().__init__(f"Decision {decision_id} was recorded with another content.")


class NothingAsked(Conflict):
    code = "nothing-to-submit"
    title = "This plan asks for nothing new"

    def __init__(self) -> None:
        super().__init__("Add or change a line first; there is nothing for the supervisor to review.")


class LineNotAuthorized(Conflict):
    code = "line-not-authorized"
    title = "Only an authorized line is changed this way"

    def __init__(self) -> None:
        super().__init__("This line is not authorized. Change it directly while it is a draft.")


class OutsideTheLine(InvalidMember):
    def __init__(self, start: object, end: object) -> None:
        super().__init__(
            "/effective",
            "outside_line",
            f"Choose a day after {start}, when the line begins, and no later than {end}, when it ends.",
        )


class DraftNote(Conflict):
    code = "draft-note"
    title = "This note is still a draft"

    def __init__(self) -> None:
        super().__init__("A draft is no evidence. Ask its author to write it as complete.")


class ContentNotFound(NotFound):
    code = "content-not-found"

    def __init__(self) -> None:
        super().__init__("There is no content of this document, or not in this version.")


class UnknownContent(InvalidMember):
    def __init__(self, known: str) -> None:
        super().__init__("/content", "media_type", f"The content is none of {known}. Send one of these.")


class ContentTooLarge(InvalidMember):
    def __init__(self, most: int) -> None:
        super().__init__("/content", "too_large", f"The content has more than {most} bytes. Send a smaller file.")
