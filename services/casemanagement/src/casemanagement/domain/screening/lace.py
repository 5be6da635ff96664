"""LACE: how likely a discharged adult is to come back. Length of stay, acute, comorbidity, emergency visits."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from casemanagement.domain.screening.charlson import CharlsonScore
from casemanagement.domain.screening.evidence import Evidence
from shared.kernel.calendar import months_after
from shared.kernel.facts.known import Event, age_on
from shared.kernel.facts.member_facts import EncounterClass
from shared.kernel.rule_result import Input


@dataclass(frozen=True, slots=True)
class LaceScore:
    score: int
    discharged_on: date
    inputs: tuple[Input, ...]


def lace_of(evidence: Evidence, charlson: CharlsonScore) -> LaceScore | None:
    """For the newest discharge of an adult within the window; the highest of one day. None without such a discharge.

    A stay that is open on the day has no discharge.
    """
    policy = evidence.rule_set.complex
    discharges = [
        event
        for event in evidence.events_since(EncounterClass.INPATIENT, evidence.months_back(policy.acute_months))
        if _closed(evidence, event) and age_on(evidence.person.birth_date, event.counted_on) >= policy.adult_age
    ]
    scores = [_score(evidence, discharge, charlson) for discharge in discharges]
    return max(scores, key=lambda lace: (lace.discharged_on, lace.score), default=None)


def _closed(evidence: Evidence, event: Event) -> bool:
    """Not the one that is counted today because it has no end."""
    return event.counted_on < evidence.as_of or any(
        stay.kind is EncounterClass.INPATIENT and stay.start == event.admitted_on and stay.end == event.counted_on
        for stay in evidence.facts.encounters
    )


def _score(evidence: Evidence, discharge: Event, charlson: CharlsonScore) -> LaceScore:
    scale = evidence.rule_set.lace
    stay = (discharge.counted_on - discharge.admitted_on).days
    stay_points = scale.stay_days[bisect_right(scale.stay_days, (stay, scale.stay_days[-1][1] + 1)) - 1][1]
    acute_points = scale.acute if discharge.came_through_ed else 0
    high, points_of_high = scale.charlson_high
    charlson_points = points_of_high if charlson.score >= high else charlson.score
    since = months_after(discharge.admitted_on, -scale.visits_months)
    visits = sum(
        event.kind is EncounterClass.ED and since <= event.counted_on <= discharge.admitted_on
        for event in evidence.events
    )
    score = stay_points + acute_points + charlson_points + min(visits, scale.visits_most)
    on = discharge.counted_on
    return LaceScore(
        score,
        on,
        (
            Input("lace", score, "LACE", on),
            Input("lace_length_of_stay_days", stay, "encounter inpatient", on),
            Input("lace_came_through_emergency", discharge.came_through_ed, "encounter inpatient", on),
            Input("lace_charlson", charlson.score, "Charlson", on),
            Input("lace_emergency_visits_before", visits, "encounter ed", discharge.admitted_on),
        ),
    )
