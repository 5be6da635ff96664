"""Whatever the facts are: their order does not matter, nor what no rule reads; and every result explains itself."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from casemanagement.domain.rule_sets.january_2026 import JANUARY_2026
from casemanagement.domain.screening.rule import WEIGHT
from casemanagement.domain.screening.screening import RULES, screen
from shared.kernel.facts.member_facts import (
    Code,
    CodeSystem,
    Condition,
    Coverage,
    Encounter,
    EncounterClass,
    MedicationClass,
    MemberFacts,
    Observation,
    Person,
    Pregnancy,
)
from shared.kernel.facts.member_facts import Medication as Dispensing
from tests.unit.casemanagement.facts_of_a_member import AS_OF

Fact = TypeVar("Fact")
ICD = (
    *("S06.5X0A", "S06.0X0A", "T31.20", "I50.9", "J45.40", "E11.9", "E11.22", "B20", "Z21", "C50.919", "C79.51"),
    *("K74.60", "R78.71", "Z34.02", "O24.410", "O80", "O09.212", "Z94.0", "N18.6", "F84.0", "R62.51", "R54"),
    *("Z00.00", "M54.5"),
)
RISKS = ("multiples", "substance_use", "homelessness")
days = st.integers(-40, 900).map(lambda n: AS_OF - timedelta(days=n))
codes = st.sampled_from(ICD).map(lambda code: Code(CodeSystem.ICD10CM, code))
conditions = st.builds(Condition, codes, days)
results = st.builds(
    Observation,
    code=st.sampled_from(["77307-7", "10368-9", "5671-3", "20447-9"]).map(lambda code: Code(CodeSystem.LOINC, code)),
    value=st.sampled_from(["3.4", "3.5", "9.9", "10", "19.9", "20", "45", "0.4826"]).map(Decimal),
    unit=st.sampled_from(["ug/dL", "umol/L", "%"]),
    comparator=st.sampled_from([None, None, None, "<", "<=", ">"]),
    specimen=st.sampled_from([None, "venous", "capillary"]),
    observed_on=days,
)


@st.composite
def encounters(draw: st.DrawFn) -> Encounter:
    start = draw(days)
    end = draw(st.sampled_from([None, start, start + timedelta(days=2), start + timedelta(days=15)]))
    return Encounter(
        kind=draw(st.sampled_from(EncounterClass)),
        start=start,
        end=end,
        principal=draw(st.none() | codes),
        diagnoses=tuple(draw(st.lists(codes, max_size=2))),
    )


members = st.builds(
    MemberFacts,
    person=st.builds(
        Person,
        birth_date=st.dates(date(1930, 1, 1), date(2025, 1, 1)),
        coverage=st.sampled_from([(Coverage(date(2020, 1, 1)),), ()]),
        deceased_on=st.none() | days,
        flags=st.frozensets(st.sampled_from(["ltss", "foster_care", "transplant_evaluation"])),
    ),
    conditions=st.lists(conditions, max_size=6).map(tuple),
    observations=st.lists(results, max_size=5).map(tuple),
    encounters=st.lists(encounters(), max_size=6).map(tuple),
    pregnancy=st.none()
    | st.builds(
        Pregnancy,
        estimated_due_date=st.none() | days,
        risks=st.frozensets(st.sampled_from(RISKS), max_size=1),
        noticed_on=st.none() | days,
        ended_on=st.none() | days,
    ),
)


@settings(max_examples=300, deadline=None)
@given(members, st.randoms())
def test_r3_the_order_of_the_facts_never_changes_the_answer(facts: MemberFacts, random: Random) -> None:
    def shuffled(given: tuple[Fact, ...]) -> tuple[Fact, ...]:
        mixed = list(given)
        random.shuffle(mixed)
        return tuple(mixed)

    mixed = replace(
        facts,
        conditions=shuffled(facts.conditions),
        observations=shuffled(facts.observations),
        encounters=shuffled(facts.encounters),
    )

    assert screen(mixed, AS_OF, JANUARY_2026) == screen(facts, AS_OF, JANUARY_2026)


@settings(max_examples=150, deadline=None)
@given(members, st.integers(0, 900))
def test_a_fact_that_no_rule_reads_changes_nothing(facts: MemberFacts, age: int) -> None:
    on = AS_OF - timedelta(days=age)
    more = replace(
        facts,
        conditions=(Condition(Code(CodeSystem.ICD10CM, "Z00.00"), on), *facts.conditions),
        observations=(
            Observation(code=Code(CodeSystem.LOINC, "2345-7"), value=Decimal(99), unit="mg/dL", observed_on=on),
            *facts.observations,
        ),
        encounters=(Encounter(kind=EncounterClass.OUTPATIENT, start=on, end=on), *facts.encounters),
        medications=(
            Dispensing(code=Code(CodeSystem.RXNORM, "435"), given_class=MedicationClass.OTHER, dispensed_on=on),
        ),
        person=replace(facts.person, flags=facts.person.flags | {"prefers_email"}),
    )

    assert screen(more, AS_OF, JANUARY_2026) == screen(facts, AS_OF, JANUARY_2026)


@settings(max_examples=150, deadline=None)
@given(members)
def test_the_same_fact_twice_changes_no_program_that_counts_no_events(facts: MemberFacts) -> None:
    twice = replace(
        facts, conditions=facts.conditions * 2, observations=facts.observations * 2, pregnancy=facts.pregnancy
    )

    assert screen(twice, AS_OF, JANUARY_2026) == screen(facts, AS_OF, JANUARY_2026)


@settings(max_examples=300, deadline=None)
@given(members)
def test_r23_every_result_explains_itself(facts: MemberFacts) -> None:
    screening = screen(facts, AS_OF, JANUARY_2026)
    by_id = {rule.id: rule for rule in RULES}
    found = (*screening.programs, *screening.identified)

    assert len({program.program for program in found}) == len(found)
    assert not {"prenatal", "high_risk_obstetrics"} <= {program.program.value for program in found}
    assert not screening.programs or screening.excluded is None
    for program in found:
        assert program.rules
        assert program.outcome in {by_id[result.rule_id].outcome for result in program.rules}
        assert all(result.inputs and result.version == "2026-01" for result in program.rules)
        weightiest = min(WEIGHT[by_id[result.rule_id].outcome] for result in program.rules)
        assert WEIGHT[program.outcome] == weightiest
