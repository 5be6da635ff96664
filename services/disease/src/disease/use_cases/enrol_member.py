"""Somebody asks that a member joins a program: the member's own word opens it, anybody else's asks the member."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from disease.clients.casemanagement import CaseManagement
from disease.domain.enrolment import EnrolmentStatus
from disease.domain.errors import MemberNotFound
from disease.domain.opt_out import REVOKES, Source, leaving, programs_left
from disease.domain.program import DISEASES
from disease.domain.program_errors import NotEligible
from disease.persistence import enrolment_repository as enrolments
from disease.persistence import opt_out_repository as opt_outs
from disease.use_cases.follow_registry import follow_member
from shared.runtime.work import Work

ENROLLED, ALREADY, ASK = "enrolled", "already_enrolled", "ask_member_via_provider"


@dataclass(frozen=True, slots=True)
class Asked:
    disease: str
    source: Source
    via: str
    statement: str | None


async def enrol_member(work: Work, neighbour: CaseManagement, member_id: UUID, asked: Asked) -> dict[str, Any]:
    """`outcome` and the opt-outs that were taken back. Raises `MemberNotFound`, `NotEligible`."""
    member = await enrolments.member_for_update(work.tx, member_id, work.today)
    if member is None:
        raise MemberNotFound
    if member.deceased_on is not None:
        raise NotEligible("The member has died. Nobody is enrolled.")
    if not member.covered:
        raise NotEligible("The member is not covered today. Enrol again when the cover has begun.")
    standing = await opt_outs.open_opt_outs(work.tx, member_id)
    blocking = [row for row in standing if row["scope"] in leaving(asked.disease)]
    if blocking and asked.source not in REVOKES:
        return await _ask_through_provider(work, member_id, asked)
    if blocking:
        await _take_back(work, neighbour, member_id, asked, blocking, {row["scope"] for row in standing})
    await opt_outs.close_asks(work.tx, member_id, asked.disease, work.today)
    newest = (await enrolments.newest_enrolments(work.tx, member_id)).get(asked.disease)
    outcome = ALREADY
    if newest is None or newest.status is EnrolmentStatus.DISENROLLED:
        outcome, enrolment_id = ENROLLED, work.new_id()
        number = newest.number + 1 if newest else 1
        await enrolments.insert_enrolment(
            work.tx, enrolment_id, member_id, asked.disease, number, asked.source, work.now, work.today
        )
        work.record(
            "enrolled",
            "enrolment",
            enrolment_id,
            member_id=member_id,
            after={"disease": asked.disease, "number": number, "source": asked.source, "via": asked.via},
        )
    await follow_member(work, member_id)
    return {"outcome": outcome, "opt_outs_revoked": [row["id"] for row in blocking]}


async def _ask_through_provider(work: Work, member_id: UUID, asked: Asked) -> dict[str, Any]:
    ask_id = work.new_id()
    if await opt_outs.open_ask(work.tx, ask_id, member_id, asked.disease, asked.source, work.today):
        work.record(
            "provider_asked",
            "provider_ask",
            ask_id,
            member_id=member_id,
            after={"disease": asked.disease, "cause": asked.source},
            rule_ids=("R11",),
        )
    return {"outcome": ASK, "opt_outs_revoked": []}


async def _take_back(
    work: Work, neighbour: CaseManagement, member_id: UUID, asked: Asked, blocking: list[Any], held: set[str]
) -> None:
    """Revoke what keeps the member out of this program; out of other programs the member stays."""
    ids = [row["id"] for row in blocking]
    for revoked in await opt_outs.revoke(work.tx, ids, str(asked.source), work.caller.subject, work.now):
        neighbour.tell_opt_out(work, revoked)
    others = [disease.code for disease in DISEASES if disease.code != asked.disease]
    left = sorted(
        {
            f"program:{disease}"
            for row in blocking
            for disease in programs_left(row["scope"], others)
            if f"program:{disease}" not in held
        }
    )
    kept = [
        {
            "id": work.new_id(),
            "member_id": member_id,
            "scope": scope,
            "effective_on": work.today,
            "statement": "What stays of a wider opt-out after the member joined one program.",
            "captured_via": asked.via,
            "captured_by": work.caller.subject,
            "origin": "disease",
            "recorded_at": work.now,
        }
        for scope in left
    ]
    if kept:
        await opt_outs.insert_opt_outs(work.tx, kept)
        for row in kept:
            neighbour.tell_opt_out(work, row)
    for row in blocking:
        work.record(
            "opt_out_revoked",
            "opt_out",
            row["id"],
            member_id=member_id,
            before={"scope": row["scope"]},
            after={"revoked_reason": asked.source, "statement": asked.statement, "stays": left},
            rule_ids=("R11",),
        )
