"""A member says no: to a program, to all of them, or to a way of being reached. It holds at once."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disease.clients.casemanagement import CaseManagement
from disease.domain.enrolment import DisenrolmentReason, EnrolmentStatus
from disease.domain.errors import MemberNotFound
from disease.domain.opt_out import Scope, programs_left
from disease.domain.program import DISEASES
from disease.persistence import enrolment_repository as enrolments
from disease.persistence import opt_out_repository as opt_outs
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Said:
    scope: Scope
    statement: str | None
    via: str
    effective_on: date


async def record_opt_out(work: Work, neighbour: CaseManagement, member_id: UUID, said: Said) -> UUID:
    """The opt-out's id. Raises `MemberNotFound`; a second one of the same scope breaks its constraint."""
    if await enrolments.member_for_update(work.tx, member_id, work.today) is None:
        raise MemberNotFound
    opt_out_id = work.new_id()
    row = {
        "id": opt_out_id,
        "member_id": member_id,
        "scope": said.scope,
        "effective_on": said.effective_on,
        "statement": said.statement,
        "captured_via": said.via,
        "captured_by": work.caller.subject,
        "origin": "disease",
        "recorded_at": work.now,
    }
    await opt_outs.insert_opt_outs(work.tx, [row])
    neighbour.tell_opt_out(work, row)
    work.record(
        "opted_out",
        "opt_out",
        opt_out_id,
        member_id=member_id,
        after=row,
        rule_ids=("R11",),
        effective_at=said.effective_on,
    )
    await leave_programs(work, member_id, said.scope)
    return opt_out_id


async def leave_programs(work: Work, member_id: UUID, scope: Scope) -> None:
    """End the open enrolments that the opt-out covers; a channel opt-out ends none."""
    codes = programs_left(scope, (disease.code for disease in DISEASES))
    newest = await enrolments.newest_enrolments(work.tx, member_id) if codes else {}
    leaving = [
        enrolment
        for disease, enrolment in newest.items()
        if disease in codes and enrolment.status is not EnrolmentStatus.DISENROLLED
    ]
    if leaving:
        await enrolments.disenrol(
            work.tx, [enrolment.id for enrolment in leaving], DisenrolmentReason.OPT_OUT, work.today, work.now
        )
    for enrolment in leaving:
        work.record(
            "disenrolled",
            "enrolment",
            enrolment.id,
            member_id=member_id,
            before={"status": enrolment.status},
            after={"reason": DisenrolmentReason.OPT_OUT, "scope": scope},
            rule_ids=("R11",),
        )


def told_row(opt_out_id: UUID, member_id: UUID, told: dict[str, Any], now: Any) -> dict[str, Any]:
    """An opt-out as case management tells it, as a row of ours."""
    return {**told, "id": opt_out_id, "member_id": member_id, "origin": "casemanagement", "recorded_at": now}


async def take_over_opt_out(work: Work, member_id: UUID, opt_out_id: UUID, told: dict[str, Any]) -> bool:
    """Whether it changed something; the same message twice is one. Raises `MemberNotFound`."""
    if await enrolments.member_for_update(work.tx, member_id, work.today) is None:
        raise MemberNotFound
    kept = await opt_outs.keep_opt_out(work.tx, told_row(opt_out_id, member_id, told, work.now))
    if kept["after"] is None:
        return False
    work.record(
        "opt_out_taken_over", "opt_out", opt_out_id, member_id=member_id, after=kept["after"], rule_ids=("R11",)
    )
    if told["revoked_at"] is None:
        await leave_programs(work, member_id, Scope(told["scope"]))
    return True
