"""What may be used on a day: nothing from later, nothing that cannot be; a visit that led to a stay is one event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.kernel.facts.member_facts import Code, Coverage, Encounter, EncounterClass, MemberFacts
from shared.kernel.facts.observations import amount, analyte_of
from shared.kernel.rule_result import MissingInput, without_doubles

LED_TO_STAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An ED visit, counted on its start, or a stay, counted on its end (on `as_of` while it is open).

    `principals` holds the principal diagnoses of the stay and of the visit that led to it, `codes` those beside them
    too. `start` is the first day of either, `admitted_on` that of the stay itself.
    """

    kind: EncounterClass
    counted_on: date
    start: date
    admitted_on: date
    principals: tuple[Code, ...]
    codes: tuple[Code, ...]
    icu: bool
    came_through_ed: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Facts as of a day, and what had to be left out of them."""

    as_of: date
    facts: MemberFacts
    missing: tuple[MissingInput, ...]


def known_on(facts: MemberFacts, as_of: date) -> Known:
    """Clarifications 1 and 6: what is dated after `as_of` is ignored, what cannot be is rejected; both are named."""
    missing: list[MissingInput] = []

    def later(name: str, source: str, day: date) -> bool:
        if day <= as_of:
            return False
        missing.append(MissingInput(name, "after_as_of", source, day))
        return True

    def unusable(name: str, source: str, day: date) -> None:
        missing.append(MissingInput(name, "rejected", source, day))

    observations = []
    for observation in facts.observations:
        analyte = analyte_of(observation)
        name = analyte.name if analyte else "observation"
        if later(name, str(observation.code), observation.observed_on):
            continue
        if analyte is not None and amount(observation) is None:
            unusable(name, str(observation.code), observation.observed_on)
            continue
        observations.append(observation)
    used = replace(
        facts,
        conditions=tuple(c for c in facts.conditions if not later("condition", str(c.code), c.recorded_on)),
        observations=tuple(observations),
        encounters=tuple(
            _as_of(e, as_of)
            for e in facts.encounters
            if not later("encounter", str(e.principal or e.kind.value), e.start)
        ),
        medications=tuple(m for m in facts.medications if not later("medication", str(m.code), m.dispensed_on)),
        assessments=tuple(a for a in facts.assessments if not later("assessment", a.instrument, a.completed_on)),
    )
    return Known(as_of, used, without_doubles(missing))


def _as_of(encounter: Encounter, as_of: date) -> Encounter:
    """A stay that ends later is still open on the day."""
    return replace(encounter, end=None) if encounter.end is not None and encounter.end > as_of else encounter


def acute_events(encounters: Iterable[Encounter], as_of: date) -> tuple[Event, ...]:
    """Clarification 3: an ED visit followed by an admission the same or next day is one event, inpatient. In order.

    Of several stays it led to the first; of those that began on one day the one that ended first.
    """
    ordered = sorted(encounters, key=lambda e: (e.start, e.end or date.max, str(e.principal or "")))
    stays = [e for e in ordered if e.kind is EncounterClass.INPATIENT]
    visits = [e for e in ordered if e.kind is EncounterClass.ED]
    led: dict[int, list[Encounter]] = {}
    events = []
    for visit in visits:
        left = visit.end or visit.start
        stay = next((n for n, s in enumerate(stays) if visit.start <= s.start <= left + LED_TO_STAY), None)
        if stay is None:
            events.append(_event(visit, (), visit.start))
        else:
            led.setdefault(stay, []).append(visit)
    events.extend(_event(stay, led.get(n, ()), stay.end or as_of) for n, stay in enumerate(stays))
    return tuple(sorted(events, key=lambda event: event.counted_on))


def _event(encounter: Encounter, led_by: Iterable[Encounter], counted_on: date) -> Event:
    together = (encounter, *led_by)
    principals = tuple(dict.fromkeys(e.principal for e in together if e.principal is not None))
    return Event(
        kind=encounter.kind,
        counted_on=counted_on,
        start=min(e.start for e in together),
        admitted_on=encounter.start,
        principals=principals,
        codes=tuple(dict.fromkeys((*principals, *(code for e in together for code in e.diagnoses)))),
        icu=any(e.icu for e in together),
        came_through_ed=len(together) > 1,
    )


def covered_on(coverage: Iterable[Coverage], day: date) -> bool:
    return any(span.start <= day and (span.end is None or day <= span.end) for span in coverage)


def days_covered(coverage: Iterable[Coverage], first: date, last: date) -> int:
    """How many days from `first` to `last`, both included, lie in any of the spans; days in two spans count once."""
    spans = sorted((max(span.start, first), min(span.end or last, last)) for span in coverage if span.start <= last)
    total, reached = 0, first - timedelta(days=1)
    for start, end in spans:
        begin = max(start, reached + timedelta(days=1))
        if end >= begin:
            total += (end - begin).days + 1
            reached = end
    return total


def age_on(birth_date: date, day: date) -> int:
    """Completed years; who is born on 29 February has the birthday on 1 March of a common year."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
