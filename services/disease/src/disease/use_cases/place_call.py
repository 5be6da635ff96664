"""A nurse is about to call: everything is judged now, and the other programs are asked before it is stored."""

from datetime import UTC
from typing import Any
from uuid import UUID

from disease.clients.casemanagement import CaseManagement
from disease.domain.call_rules import CallFacts, Cap, judge_call
from disease.domain.program_errors import CallRefused
from disease.persistence.call_repository import insert_call
from disease.persistence.enrolment_repository import member_for_update
from disease.use_cases.prepare_call import Prepared, Wanted, prepare_call
from shared.kernel.finding import Severity
from shared.kernel.rule import Evaluation
from shared.runtime.work import Reading, Work
from shared.schema.findings import finding_as_json


async def ask_for_call(reading: Reading, neighbour: CaseManagement, member_id: UUID, wanted: Wanted) -> Cap:
    """What case management says of the cap, once nothing of our own is in the way.

    Raises `CallRefused`, `MemberNotFound`, `EnrolmentNotFound`.
    """
    prepared = await prepare_call(reading, reading, member_id, wanted)
    _refuse(prepared.facts, judge_call(prepared.facts))
    facts = prepared.facts
    cap = await neighbour.reserve_call(
        member_id, _reference(prepared), wanted.at, channel=facts.channel, disease=facts.disease
    )
    _refuse(prepared.facts, judge_call(prepared.facts, cap))
    return cap


async def place_call(work: Work, member_id: UUID, wanted: Wanted, cap: Cap) -> dict[str, Any]:
    """Store the call without its outcome; what changed while the neighbour was asked is judged again."""
    await member_for_update(work.tx, member_id, work.today)
    prepared = await prepare_call(work, work.tx, member_id, wanted)
    judged = judge_call(prepared.facts, cap)
    _refuse(prepared.facts, judged)
    call = call_row(work, prepared, judged, cap)
    item = await insert_call(work.tx, call)
    work.record("call_placed", "call", call["id"], member_id=member_id, after=item, rule_ids=("R21",))
    return item


def call_row(work: Work, prepared: Prepared, judged: Evaluation | None, cap: Cap | None) -> dict[str, Any]:
    facts = prepared.facts
    return {
        "id": work.new_id(),
        "member_id": prepared.state.member_id,
        "enrolment_id": prepared.enrolment.id,
        "disease": facts.disease,
        "direction": "outbound",
        "channel": facts.channel,
        "number": facts.number,
        "placed_at": facts.at,
        "local_at": prepared.local_at.isoformat(),
        "time_zone": facts.zones[0],
        "day_part": prepared.day_part,
        "placed_by": work.caller.subject,
        "language": prepared.state.language,
        "interpreter": prepared.state.interpreter,
        "cap": cap,
        "findings": [finding_as_json(found) for found in judged.findings] if judged else [],
    }


def _refuse(facts: CallFacts, judged: Evaluation) -> None:
    errors = judged.of(Severity.ERROR)
    if errors:
        raise CallRefused(errors, next_allowed_at(facts))


def next_allowed_at(facts: CallFacts) -> str | None:
    """The next moment at which the hours allow a call."""
    opening = facts.next_hour()
    return opening.astimezone(UTC).isoformat().replace("+00:00", "Z") if opening else None


def _reference(prepared: Prepared) -> str:
    """The same for the same call of the day, so that a request that is repeated reserves once."""
    return f"call-{prepared.state.member_id}-{prepared.local_at.date()}-{prepared.facts.own_calls_today + 1}"
