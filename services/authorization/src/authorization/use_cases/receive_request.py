"""Receive a submitted plan version, or a partner's request."""

import hashlib
from uuid import UUID

import orjson

from authorization.clients.plans import Plans
from authorization.domain.clock import clocks_of, leading_clock
from authorization.domain.errors import NotYours, SubmissionReused
from authorization.domain.letters.letter import Sender
from authorization.domain.policies import policy_on
from authorization.domain.priority import PriorityFacts, judge_priority
from authorization.domain.request import AuthorizationRequest, PriorityStatus
from authorization.domain.rules import RECEIPT_RULES
from authorization.persistence.member_repository import member_known
from authorization.persistence.request_repository import Receipt, StoredRequest, insert_request, received_before
from authorization.persistence.snapshot import submission_of
from authorization.use_cases.send_notices import send_priority_denial
from shared.kernel.errors import InvalidMember
from shared.kernel.rule import evaluate
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Work
from shared.schema.authorization import RequestCreate
from shared.schema.findings import finding_as_json


async def receive_request(
    work: Work, plans: Plans, sender: Sender, request_id: UUID, sent: RequestCreate
) -> tuple[UUID, bool]:
    """The request's id, and whether it is new. Its clock starts now and its priority is judged at once.

    Raises `InvalidMember`, `NotYours`, and `SubmissionReused` for a known submission with other content or sender.
    """
    _check_sender(work.caller, sent)
    submission = submission_of(sent)
    policy = policy_on(work.today)
    facts = PriorityFacts(submission, policy)
    evaluation = evaluate(RECEIPT_RULES, facts, policy.id)
    request = AuthorizationRequest(
        id=request_id, submission=submission, received_at=work.now, priorities=judge_priority(facts)
    )
    clock = leading_clock(
        clocks_of(policy, received_at=work.now, expedited=submission.expedited, priority_accepted_at=None)
    )
    content = orjson.dumps(sent.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
    receipt = Receipt(
        sent=sent,
        content_hash=hashlib.sha256(content).hexdigest(),
        caller=work.caller,
        policy=policy.id,
        clock=clock,
        findings=[finding_as_json(found) for found in evaluation.findings],
    )
    if not await insert_request(work.tx, request, receipt):
        return await _known(work, receipt), False
    rule_ids = tuple(dict.fromkeys(found.rule_id for found in evaluation.findings))
    after = {"status": request.status, "clock": clock.kind, "due_at": clock.due_at}
    work.record("received", "request", request_id, member_id=sent.member.id, after=after, rule_ids=rule_ids)
    if any(entry.status is PriorityStatus.DENIED for entry in request.priorities):
        plans.tell(work, "priority_reviewed", request_id, submission, priorities=request.priorities)
        stored = StoredRequest(
            request=request,
            member_id=sent.member.id,
            medicaid_id=sent.member.medicaid_id,
            member=sent.member,
            sent_by=work.caller.subject,
            sender_agency=work.caller.agency,
            findings=receipt.findings,
            policy=policy.id,
            known_member=await member_known(work.tx, sent.member.id, sent.member.medicaid_id, sent.member.birth_date),
        )
        due = work.day_of(clock.due_at)
        await send_priority_denial(work, sender, stored, policy, request.priorities, due)
    return request_id, True


def _check_sender(caller: Caller, sent: RequestCreate) -> None:
    if caller.has(Role.SERVICE):
        return
    if sent.plan_id is not None:
        raise InvalidMember("/plan_id", "not_yours", "Leave plan_id out: no plan of ours stands behind this request.")
    if sent.findings:
        raise InvalidMember("/findings", "not_yours", "Leave findings out: only the plans service sends them.")
    if sent.agency not in (None, caller.agency):
        raise NotYours("You send requests for your own agency only.")


async def _known(work: Work, receipt: Receipt) -> UUID:
    row = await received_before(work.tx, receipt.sent.submission_id)
    sender = (work.caller.subject, work.caller.agency)
    if row["content_hash"] != receipt.content_hash or (row["sent_by"], row["sender_agency"]) != sender:
        raise SubmissionReused
    known: UUID = row["id"]
    return known
