"""Begin an assessment, record its factors, end it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.care import work as kinds
from casemanagement.domain.care.assessment import (
    AnswerSource,
    AssessmentFacts,
    AssessmentKind,
    AssessmentOutcome,
    FactorEntry,
    FactorRecord,
    recorded,
    unknown_factors,
)
from casemanagement.domain.care.errors import AssessmentEnded, AssessmentIncomplete, AssessmentNotFound
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.care.rules import ASSESSMENT_RULES
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.persistence.assessment_repository import ASSESSMENT
from casemanagement.persistence.care_case import Case, case_for_update
from casemanagement.persistence.care_rows import save_rows
from shared.kernel.errors import InvalidMember
from shared.kernel.rule import evaluate
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

WITHOUT_THE_MEMBER = frozenset({AssessmentOutcome.ATTEMPTS_MADE, AssessmentOutcome.ATTEMPTS_NOT_MADE})


async def begin_assessment(
    work: Work,
    case_id: UUID,
    kind: AssessmentKind,
    entries: Sequence[FactorEntry],
    *,
    summary: str | None,
    outcome: AssessmentOutcome | None,
    reason: str | None,
) -> UUID:
    """Raises `CaseNotFound`, `NotInThisState`, `AssessmentOpen`, and what `record_assessment` raises."""
    case = await case_for_update(work, case_id)
    assessment_id = work.new_id()
    assessment = {
        "id": assessment_id,
        "version": 1,
        "episode_id": case.id,
        "member_id": case.member_id,
        "kind": kind,
        "policy": CARE_2026.id,
        "begun_at": work.now,
        "begun_by": work.caller.subject,
    }
    await _keep(work, case, assessment, {}, entries, summary, outcome, reason)
    return assessment_id


async def record_assessment(
    work: Work,
    case_id: UUID,
    assessment_id: UUID,
    entries: Sequence[FactorEntry],
    *,
    summary: str | None,
    outcome: AssessmentOutcome | None,
    reason: str | None,
) -> None:
    """Raises `AssessmentNotFound`, `AssessmentEnded`, `AssessmentIncomplete` with a finding per factor."""
    case = await case_for_update(work, case_id, assessment_id, assessment=ASSESSMENT)
    known = case.parts["assessment"]
    if known is None:
        raise AssessmentNotFound
    check_if_match(work.headers, known["version"], required=True)
    if known["outcome"] is not None:
        raise AssessmentEnded
    factors = {code: _factor(stored) for code, stored in known.pop("factors").items()}
    known["version"] += 1
    await _keep(work, case, known, factors, entries, summary or known["summary"], outcome, reason)


async def _keep(
    work: Work,
    case: Case,
    assessment: dict[str, Any],
    known: dict[str, FactorRecord],
    entries: Sequence[FactorEntry],
    summary: str | None,
    outcome: AssessmentOutcome | None,
    reason: str | None,
) -> None:
    kinds.check(kinds.ASSESSING, case.state)
    if case.state is EpisodeState.OUTREACH and outcome not in WITHOUT_THE_MEMBER:
        kinds.check(("An assessment with the member", kinds.ENGAGED_WORK), case.state)
    if unknown := unknown_factors((entry.code for entry in entries), CARE_2026):
        place = next(number for number, entry in enumerate(entries) if entry.code == unknown[0])
        raise InvalidMember(f"/factors/{place}/code", "unknown", "This is none of the twelve factors.")
    changed = {entry.code: recorded(known.get(entry.code), entry, work.now, work.caller.subject) for entry in entries}
    if outcome is AssessmentOutcome.COMPLETED:
        facts = AssessmentFacts(tuple({**known, **changed}.values()), summary, CARE_2026)
        if findings := evaluate(ASSESSMENT_RULES, facts, CARE_2026.id).findings:
            raise AssessmentIncomplete(findings)
    elif outcome is not None and not reason:
        raise InvalidMember("/reason", "missing", "Say why the assessment was not completed.")
    ended = {"ended_at": work.now, "ended_by": work.caller.subject} if outcome else {"ended_at": None, "ended_by": None}
    row = {**assessment, "summary": summary, "outcome": outcome, "reason": reason, **ended}
    factors = [{"assessment_id": assessment["id"], **asdict(record)} for record in changed.values()]
    await save_rows(work.tx, assessments=[row], assessment_factors=factors)
    work.record(
        "assessment_ended" if outcome else "assessment_recorded",
        "assessment",
        UUID(str(assessment["id"])),
        member_id=case.member_id,
        after={"case": case.id, "factors": sorted(changed), "outcome": outcome},
        rule_ids=("R5",) if outcome is AssessmentOutcome.COMPLETED else (),
    )


def _factor(stored: dict[str, Any]) -> FactorRecord:
    at = {
        name: datetime.fromisoformat(stored[name]) if stored[name] else None
        for name in ("completed_at", "concluded_at")
    }
    source = AnswerSource(stored["source"]) if stored["source"] else None
    return FactorRecord(**{**stored, **at, "source": source})
