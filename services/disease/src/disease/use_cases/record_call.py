"""What came of a call: attempts are counted, the next call is due, a letter or a flag follows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from disease.domain.cadence import call_after_talk
from disease.domain.call_rules import judge_call
from disease.domain.outreach import TALKED, CallOutcome, attempts_in_vain, reachability
from disease.domain.policies import policy_on
from disease.domain.program_errors import CallEnded, CallNotFound
from disease.persistence import call_repository as calls
from disease.persistence.enrolment_repository import member_for_update
from disease.use_cases.place_call import call_row
from disease.use_cases.prepare_call import Wanted, prepare_call
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Came:
    outcome: CallOutcome
    language: str | None
    interpreter: bool | None


async def record_call(work: Work, member_id: UUID, wanted: Wanted, came: Came, *, inbound: bool) -> dict[str, Any]:
    """A call that was made already, or came in. It happened, so it is kept; what it broke stands beside it."""
    await member_for_update(work.tx, member_id, work.today)
    prepared = await prepare_call(work, work.tx, member_id, wanted)
    call = {
        **call_row(work, prepared, None if inbound else judge_call(prepared.facts), None),
        "direction": "inbound" if inbound else "outbound",
        "outcome": came.outcome,
        "outcome_at": work.now,
    }
    if came.language is not None:
        call["language"] = came.language
    if came.interpreter is not None:
        call["interpreter"] = came.interpreter
    item = await calls.insert_call(work.tx, call)
    work.record("call_recorded", "call", call["id"], member_id=member_id, after=item, effective_at=wanted.at)
    await _follow_outcome(work, member_id, prepared.enrolment.disease, came.outcome)
    return item


async def end_call(work: Work, member_id: UUID, call_id: UUID, came: Came) -> dict[str, Any]:
    """The outcome of a call that was placed; the same one twice is one. Raises `CallNotFound`, `CallEnded`."""
    await member_for_update(work.tx, member_id, work.today)
    call = await calls.call_for_update(work.tx, member_id, call_id)
    if call is None:
        raise CallNotFound
    if call["outcome"] is not None:
        if call["outcome"] != came.outcome:
            raise CallEnded
        return await calls.call_shown(work.tx, call_id)
    item = await calls.end_call(work.tx, call_id, came.outcome, work.now, came.language, came.interpreter)
    work.record("call_ended", "call", call_id, member_id=member_id, after={"outcome": came.outcome})
    await _follow_outcome(work, member_id, call["disease"], came.outcome)
    return item


async def _follow_outcome(work: Work, member_id: UUID, disease: str, outcome: CallOutcome) -> None:
    policy = policy_on(work.today)
    state = await calls.call_state(work.tx, member_id, work.today, work.now)
    assert state is not None  # noqa: S101 - the member is locked
    if outcome in TALKED:
        if outcome is not CallOutcome.DECEASED_REPORTED:
            due = {
                str(each.id): call_after_talk(policy, each.tier, work.today)
                for each in state.enrolments
                if each.call_due_on is not None
            }
            await calls.talked(work.tx, due, member_id, work.today, work.now)
        return
    enrolment = state.enrolment_of(disease) or state.enrolment_of(None)
    if enrolment is None:
        return
    attempts = attempts_in_vain(state.history.attempts, state.phone)
    sent = max((each.letter_sent_on for each in state.enrolments if each.letter_sent_on), default=None)
    found = reachability(attempts, sent, work.today, policy.unable_to_reach, policy.hours)
    if found.letter_due and await calls.letter_is_due(work.tx, enrolment.id, work.today, work.now):
        work.record(
            "unable_to_reach_letter_due",
            "enrolment",
            enrolment.id,
            member_id=member_id,
            after={"attempts": found.attempts, "policy": policy.id},
            rule_ids=("UTR",),
        )
    if found.unreachable_on is not None:
        retry_on = work.today + timedelta(days=policy.unable_to_reach.retry_days)
        await calls.put_off(work.tx, member_id, retry_on, work.now)
