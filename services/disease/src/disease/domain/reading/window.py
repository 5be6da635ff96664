"""Which facts lie in a span of days, and on which day an encounter counts."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from disease.domain.asthma_inputs import CodeOn
from disease.domain.value_sets.diagnosis_set import DiagnosisSet
from shared.kernel.facts.known import Event
from shared.kernel.facts.member_facts import Code, Encounter, EncounterClass, MemberFacts


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def last_days(as_of: date, days: int) -> Window:
    return Window(as_of - timedelta(days=days), as_of)


def last_months(as_of: date, months: int) -> Window:
    """From the same day of the month, or the last one that month has."""
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    return Window(date(year, month + 1, min(as_of.day, monthrange(year, month + 1)[1])), as_of)


def codes_of(encounter: Encounter) -> tuple[Code, ...]:
    return encounter.diagnoses if encounter.principal is None else (encounter.principal, *encounter.diagnoses)


def names_any(encounter: Encounter, diagnoses: DiagnosisSet) -> bool:
    return any(code in diagnoses for code in codes_of(encounter))


def counted_on(encounter: Encounter, as_of: date) -> date:
    """A stay counts on its end, on `as_of` while it is open; everything else on its start (clarification 3)."""
    return encounter.end or as_of if encounter.kind is EncounterClass.INPATIENT else encounter.start


def days_of_events(
    events: Iterable[Event], kind: EncounterClass, diagnoses: DiagnosisSet, window: Window
) -> tuple[date, ...]:
    """When the events of a class with such a principal diagnosis were, in order."""
    return tuple(
        sorted(
            event.counted_on
            for event in events
            if event.kind is kind and event.counted_on in window and any(code in diagnoses for code in event.principals)
        )
    )


def newest_diagnosis(facts: MemberFacts, diagnoses: DiagnosisSet) -> CodeOn | None:
    """The newest confirmed diagnosis, however old."""
    return newest(CodeOn(c.code, c.recorded_on) for c in facts.conditions if c.code in diagnoses)


def coded_facts(facts: MemberFacts, as_of: date) -> Iterable[CodeOn]:
    """Every diagnosis code of conditions and encounters with the day that it counts on."""
    for condition in facts.conditions:
        yield CodeOn(condition.code, condition.recorded_on)
    for encounter in facts.encounters:
        day = counted_on(encounter, as_of)
        for code in codes_of(encounter):
            yield CodeOn(code, day)


def newest(codes: Iterable[CodeOn]) -> CodeOn | None:
    """On one day the highest code, so that the order of facts does not matter."""
    return max(codes, key=lambda found: (found.day, found.code.system.value, found.code.code), default=None)
