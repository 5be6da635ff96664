"""Whether a member is pregnant on a day, and since when: from the due date, from a notice, or from codes alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from casemanagement.domain.screening.evidence import Evidence
from shared.kernel.rule_result import Input, MissingInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PregnancyPicture:
    """`started_on` is the first day of pregnancy as weeks are counted; `inputs` say how it is known.

    `estimated`: no due date is known, conception is taken to be on the day of the first notice.
    """

    evidence: Evidence
    due_on: date
    conceived_on: date
    started_on: date
    estimated: bool
    inputs: tuple[Input, ...]
    risks: frozenset[str]


def pregnancy_of(evidence: Evidence) -> tuple[PregnancyPicture | None, tuple[MissingInput, ...]]:
    """The pregnancy of the day, and what of it is missing or was assumed."""
    given, as_of, policy = evidence.facts.pregnancy, evidence.as_of, evidence.rule_set.prenatal
    if given is not None and given.noticed_on is not None and given.noticed_on > as_of:
        given = None
    if given is not None and given.ended_on is not None and given.ended_on <= as_of:
        return _from_codes(evidence, given.ended_on)
    if given is None:
        return _from_codes(evidence, None)
    due_on = given.estimated_due_date
    if due_on is not None:
        if due_on - timedelta(days=policy.gestation_days) > as_of:
            return None, (MissingInput("pregnancy", "after_as_of", "pregnancy", due_on),)
        if due_on + timedelta(days=policy.overdue_days) < as_of:
            return _presumed_over(evidence, due_on)
        known = Input("estimated_due_date", due_on.isoformat(), "pregnancy", due_on)
        return _picture(evidence, due_on, (known,), given.risks, estimated=False), ()
    noticed_on = given.noticed_on or as_of
    if noticed_on < evidence.days_back(policy.gestation_days):
        return _presumed_over(evidence, noticed_on)
    known = Input("pregnancy_noticed", noticed_on.isoformat(), "pregnancy", noticed_on)
    return _estimated(evidence, noticed_on, (known,), given.risks)


def _presumed_over(evidence: Evidence, known_on: date) -> tuple[PregnancyPicture | None, tuple[MissingInput, ...]]:
    """Too long ago to go on, though nobody said that it ended; later codes may speak of the next one."""
    picture, missing = _from_codes(evidence, known_on)
    return picture, (*missing, MissingInput("pregnancy_end", "absent", "pregnancy", known_on))


def _from_codes(evidence: Evidence, ended_on: date | None) -> tuple[PregnancyPicture | None, tuple[MissingInput, ...]]:
    """Clarification 22: codes of the last 280 days, later than the end of the pregnancy before."""
    since = evidence.days_back(evidence.rule_set.prenatal.gestation_days)
    ends = [diagnosis.on for diagnosis in evidence.mentioned("pregnancy_ended", since)]
    ended = max((*ends, ended_on) if ended_on else ends, default=None)
    codes = [d for d in evidence.mentioned("pregnancy", since) if ended is None or d.on > ended]
    if not codes:
        return None, ()
    picture, missing = _estimated(evidence, codes[-1].on, (codes[0].as_input("pregnancy"),), frozenset())
    return picture, (*missing, MissingInput("pregnancy_risks", "absent", "pregnancy"))


def _estimated(
    evidence: Evidence, noticed_on: date, inputs: tuple[Input, ...], risks: frozenset[str]
) -> tuple[PregnancyPicture, tuple[MissingInput, ...]]:
    due_on = noticed_on + timedelta(days=evidence.rule_set.prenatal.conception_days)
    picture = _picture(evidence, due_on, inputs, risks, estimated=True)
    return picture, (MissingInput("estimated_due_date", "assumed", "pregnancy", noticed_on),)


def _picture(
    evidence: Evidence, due_on: date, inputs: tuple[Input, ...], risks: frozenset[str], *, estimated: bool
) -> PregnancyPicture:
    policy = evidence.rule_set.prenatal
    started_on = due_on - timedelta(days=policy.gestation_days)
    return PregnancyPicture(
        evidence=evidence,
        due_on=due_on,
        conceived_on=due_on - timedelta(days=policy.conception_days),
        # Without a due date the pregnancy may be as old as its longest length.
        started_on=min(started_on, evidence.days_back(policy.gestation_days)) if estimated else started_on,
        estimated=estimated,
        inputs=inputs,
        risks=risks,
    )
