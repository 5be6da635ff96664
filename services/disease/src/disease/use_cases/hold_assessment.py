"""Keep a health risk assessment, score it, and let the tier rules read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from disease.domain.errors import (
    AnsweredTwice,
    AnswerNotAllowed,
    DayOfAssessment,
    MemberNotFound,
    UnknownInstrument,
    UnknownQuestion,
)
from disease.domain.health_assessment import Given, Score, kept_answers, score, valid_until, with_reused
from disease.domain.questionnaires import INSTRUMENTS
from disease.domain.questionnaires.question import Answer, Instrument
from disease.domain.rule_sets import NEWEST
from disease.persistence import assessment_repository as assessments
from shared.kernel.facts.known import age_on
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """`completed_on` is today when None; `reuse` takes over what was answered lately to shared questions."""

    instrument: str
    given: Given
    completed_on: date | None
    via: str
    language: str
    reuse: bool


async def hold_assessment(work: Work, member_id: UUID, held: Held) -> str:
    """The stored assessment as JSON text. Raises `MemberNotFound` and the kinds of `InvalidMember` above."""
    instrument = _instrument(held.instrument)
    refuse_unusable(instrument, held.given)
    day = held.completed_on or work.today
    first = day - timedelta(days=NEWEST.assessment.reuse_days)
    member = await assessments.member_and_answers(work.tx, member_id, first, day)
    if member is None:
        raise MemberNotFound
    _refuse_day(day, work.today, member["birth_date"], member["deceased_on"])
    given, reused = with_reused(instrument, held.given, _together(member["earlier"]) if held.reuse else {})
    found = score(instrument, given, age_on(member["birth_date"], day), day, NEWEST)
    assessment_id = work.new_id()
    row: dict[str, Any] = {
        "id": assessment_id,
        "member_id": member_id,
        "instrument": instrument.code,
        "instrument_version": instrument.version,
        "disease": instrument.disease,
        "rule_set": NEWEST.id,
        "completed_on": day,
        "valid_until": valid_until(instrument, day, NEWEST),
        "via": held.via,
        "language": held.language,
        "answers": given.answers,
        "refused": sorted(given.refused),
        "unknown": sorted(given.unknown),
        "reused": list(reused),
        "complete": found.complete,
        "score": score_as_json(found),
        "taken_by": work.caller.subject,
        "recorded_at": work.now,
    }
    item = await assessments.keep_assessment(work.tx, row, kept_answers(given))
    work.record(
        "assessment_held",
        "health_assessment",
        assessment_id,
        member_id=member_id,
        after={key: row[key] for key in ("instrument", "instrument_version", "completed_on", "complete", "score")},
        rule_ids=(found.floor_rule,) if found.floor_rule else (),
        effective_at=day,
    )
    return item


def score_answers(code: str, given: Given, born: date, day: date) -> Score:
    """What the answers would show; stores nothing. Raises the kinds of `InvalidMember` above."""
    instrument = _instrument(code)
    refuse_unusable(instrument, given)
    return score(instrument, given, age_on(born, day), day, NEWEST)


def _instrument(code: str) -> Instrument:
    found = next((instrument for instrument in INSTRUMENTS if instrument.code == code), None)
    if found is None:
        raise UnknownInstrument(tuple(instrument.code for instrument in INSTRUMENTS))
    return found


def refuse_unusable(instrument: Instrument, given: Given) -> None:
    """Every question is one of the questionnaire, named once, with an answer that it allows."""
    for code, answer in given.answers.items():
        question = instrument.question(code)
        if question is None:
            raise UnknownQuestion(f"/answers/{code}")
        if not question.allows(answer):
            raise AnswerNotAllowed(code, question.expects)
    for member, codes, others in (
        ("refused", given.refused, frozenset(given.answers)),
        ("unknown", given.unknown, frozenset(given.answers) | given.refused),
    ):
        for code in sorted(codes):
            if instrument.question(code) is None:
                raise UnknownQuestion(f"/{member}")
            if code in others:
                raise AnsweredTwice(f"/{member}")


def _refuse_day(day: date, today: date, born: date, died: date | None) -> None:
    if day > today:
        raise DayOfAssessment("Give the day on which the questions were answered; it is not in the future.")
    if day < born:
        raise DayOfAssessment("Give a day on which the member was born already.")
    if died is not None and day > died:
        raise DayOfAssessment("The member had died by that day. Check the member and the day.")


def _together(earlier: list[dict[str, Answer]]) -> Mapping[str, Answer]:
    """The later answer to each question."""
    return {code: answer for answers in earlier for code, answer in answers.items()}


def score_as_json(found: Score) -> dict[str, Any]:
    return {
        "open": list(found.open),
        "control": found.control.name.lower() if found.control is not None else None,
        "domains": {name: worst.name.lower() if worst is not None else None for name, worst in found.domains.items()},
        "problems": [
            {
                "problem": shown.problem.code,
                "question": shown.question,
                "text": shown.problem.text,
                "rule_id": shown.rule_id,
                "floor": shown.floor,
            }
            for shown in found.problems
        ],
        "floor": found.floor,
        "floor_rule": found.floor_rule,
    }
