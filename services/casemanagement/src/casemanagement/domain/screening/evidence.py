"""What the facts say of a member on a day, in the terms of a rule set."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from casemanagement.domain.screening.rule_set import RuleSet, lists_naming
from shared.kernel.calendar import months_after
from shared.kernel.facts.known import Event, Known, acute_events, age_on, covered_on, known_on
from shared.kernel.facts.member_facts import Code, Encounter, EncounterClass, MemberFacts, Observation
from shared.kernel.rule_result import Input, MissingInput

CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`origin` is `condition`, or the class of the encounter that names it."""

    code: Code
    on: date
    origin: str
    principal: bool = False

    def as_input(self, name: str) -> Input:
        return Input(name, self.code.code, f"{self.origin} {self.code.system.value}", self.on)


class Evidence:
    """One reading of the facts for every rule; whatever order the facts come in, it reads the same."""

    def __init__(self, facts: MemberFacts, as_of: date, rule_set: RuleSet) -> None:
        self.as_of = as_of
        self.rule_set = rule_set
        known = known_on(_in_order(facts), as_of)
        self.facts = known.facts
        self.person = known.facts.person
        self.missing = (*known.missing, *_dated_later(known))

    @cached_property
    def excluded(self) -> str | None:
        """`deceased`, `not_covered`, or None."""
        if self.person.deceased_on is not None and self.person.deceased_on <= self.as_of:
            return "deceased"
        return None if covered_on(self.person.coverage, self.as_of) else "not_covered"

    @cached_property
    def age(self) -> int:
        return age_on(self.person.birth_date, self.as_of)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return acute_events(self.facts.encounters, self.as_of)

    def events_since(self, kind: EncounterClass, first: date) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind is kind and event.counted_on >= first)

    def months_back(self, months: int) -> date:
        return months_after(self.as_of, -months)

    def days_back(self, days: int) -> date:
        return self.as_of - timedelta(days=days)

    @cached_property
    def _diagnoses(self) -> dict[str, list[Diagnosis]]:
        """By code list, newest first."""
        found: dict[str, list[Diagnosis]] = defaultdict(list)
        for condition in self.facts.conditions:
            self._sort_in(found, Diagnosis(condition.code, condition.recorded_on, CONDITION))
        for encounter in self.facts.encounters:
            on = self._counted_on(encounter)
            if encounter.principal is not None:
                self._sort_in(found, Diagnosis(encounter.principal, on, encounter.kind.value, principal=True))
            for code in encounter.diagnoses:
                self._sort_in(found, Diagnosis(code, on, encounter.kind.value))
        for diagnoses in found.values():
            diagnoses.sort(key=lambda d: (-d.on.toordinal(), d.origin, str(d.code), not d.principal))
        return found

    def _sort_in(self, found: dict[str, list[Diagnosis]], diagnosis: Diagnosis) -> None:
        for list_id in lists_naming(self.rule_set, diagnosis.code):
            found[list_id].append(diagnosis)

    def _counted_on(self, encounter: Encounter) -> date:
        return (encounter.end or self.as_of) if encounter.kind is EncounterClass.INPATIENT else encounter.start

    def mentioned(self, list_id: str, since: date | None = None) -> tuple[Diagnosis, ...]:
        """Every diagnosis of the list from that day on, newest first; a single claim is enough."""
        diagnoses = self._diagnoses.get(list_id, ())
        return tuple(d for d in diagnoses if since is None or d.on >= since)

    def confirmed(self, list_id: str) -> tuple[Diagnosis, ...]:
        """Clarification 4: what makes the diagnosis count, a confirmed condition or enough claims; empty when nothing.

        The fewest diagnoses that are needed, the newest ones.
        """
        diagnoses = self._diagnoses.get(list_id)
        if not diagnoses:
            return ()
        conditions = [d for d in diagnoses if d.origin == CONDITION]
        if conditions:
            return (conditions[0],)
        counts = self.rule_set.claims
        since = self.months_back(counts.months)
        claims = [d for d in diagnoses if d.on >= since]
        stays = _one_a_day([d for d in claims if d.origin == EncounterClass.INPATIENT.value])
        if len(stays) >= counts.stays:
            return tuple(stays[: counts.stays])
        if self._ed_alone(list_id):
            visit = next((d for d in claims if d.origin == EncounterClass.ED.value and d.principal), None)
            if visit is not None:
                return (visit,)
        visits = _one_a_day([d for d in claims if d.origin != EncounterClass.INPATIENT.value])
        return tuple(visits[: counts.visit_days]) if len(visits) >= counts.visit_days else ()

    def _ed_alone(self, list_id: str) -> bool:
        return any(codes.id == list_id and codes.ed_alone for codes in self.rule_set.chronic)

    def why_confirmed(self, list_id: str) -> tuple[Input, ...]:
        return tuple(diagnosis.as_input(list_id) for diagnosis in self.confirmed(list_id))

    def why_mentioned(self, list_id: str, since: date | None = None) -> tuple[Input, ...]:
        """The newest one."""
        return tuple(diagnosis.as_input(list_id) for diagnosis in self.mentioned(list_id, since)[:1])

    def flagged(self, flags: frozenset[str]) -> tuple[Input, ...]:
        return tuple(Input(flag, True, "flag") for flag in sorted(self.person.flags & flags))

    def of_rule_set(self, name: str, value: str | int) -> Input:
        """A value of the rule set that the rule compared with."""
        return Input(name, value, f"rule set {self.rule_set.id}")


def _one_a_day(diagnoses: list[Diagnosis]) -> list[Diagnosis]:
    return list({diagnosis.on: diagnosis for diagnosis in reversed(diagnoses)}.values())[::-1]


def _dated_later(known: Known) -> tuple[MissingInput, ...]:
    """What `known_on` leaves to the service: a death and a pregnancy that were not known yet."""
    found = []
    died = known.facts.person.deceased_on
    if died is not None and died > known.as_of:
        found.append(MissingInput("deceased_on", "after_as_of", "member", died))
    pregnancy = known.facts.pregnancy
    if pregnancy is not None and pregnancy.noticed_on is not None and pregnancy.noticed_on > known.as_of:
        found.append(MissingInput("pregnancy", "after_as_of", "pregnancy", pregnancy.noticed_on))
    return tuple(found)


def _in_order(facts: MemberFacts) -> MemberFacts:
    return replace(
        facts,
        conditions=tuple(sorted(facts.conditions, key=lambda c: (c.recorded_on, str(c.code)))),
        observations=tuple(sorted(facts.observations, key=_of_observation)),
        encounters=tuple(sorted(facts.encounters, key=_of_encounter)),
        medications=tuple(sorted(facts.medications, key=lambda m: (m.dispensed_on, str(m.code)))),
        assessments=tuple(sorted(facts.assessments, key=lambda a: (a.completed_on, a.instrument))),
    )


def _of_observation(observation: Observation) -> tuple[Any, ...]:
    marks = (observation.value, observation.unit, observation.comparator, observation.specimen)
    return (observation.observed_on, str(observation.code), *map(str, marks))


def _of_encounter(encounter: Encounter) -> tuple[Any, ...]:
    marks = (encounter.principal, *encounter.diagnoses, encounter.icu)
    return (encounter.start, encounter.end or date.max, encounter.kind.value, *map(str, marks))
