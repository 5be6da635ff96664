"""Requests, loaded and stored with as many statements as tables, whatever the number of lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from authorization.domain.clock import Clock
from authorization.domain.lifecycle import Desk, RequestStatus
from authorization.domain.member import Member
from authorization.domain.priority import QUEUE_RANKS, request_priority
from authorization.domain.request import AuthorizationRequest, LinePriority, PriorityStatus
from authorization.persistence.member_repository import MEMBER_OF_REQUEST, member_of
from authorization.persistence.snapshot import submission_of
from authorization.persistence.visibility import visibility, visible
from shared.runtime.audit import access_arguments, access_log
from shared.runtime.database import Connection
from shared.runtime.identity import Caller
from shared.runtime.work import Reading
from shared.schema.authorization import RequestCreate, RequestMember
from shared.schema.findings import FindingRead

REQUEST_COLUMNS = (
    "id, version, submission_id, content_hash, sent_by, sender_agency, plan_id, plan_version, agency, case_manager, "
    "member_id, medicaid_id, expedited, status, desk, priority_status, queue_rank, clock, received_at, amber_at, "
    "due_at, decide_by, policy, findings, snapshot"
)


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """The request with what only storage knows: its member, its sender and the snapshot it came from."""

    request: AuthorizationRequest
    member_id: UUID | None
    medicaid_id: str
    member: RequestMember
    sent_by: str
    sender_agency: str | None
    findings: list[dict[str, Any]]
    policy: str
    submitted: tuple[FindingRead, ...] = ()
    known_member: Member | None = None

    @property
    def addressee(self) -> Member:
        """Whom letters go to: the member as plans last told, else as the request named them."""
        sent = self.member
        as_sent = Member(given_name=sent.given_name, family_name=sent.family_name, language=sent.language)
        return self.known_member or as_sent

    @property
    def line_origin(self) -> str:
        """Whose ids the lines carry: a plan's, or a partner's, which mean nothing beside each other."""
        if self.request.submission.plan_id is not None:
            return f"plan:{self.request.submission.plan_id}"
        return f"partner:{self.sender_agency or self.sent_by}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a submission came in: from whom, with what content, and what its receipt set."""

    sent: RequestCreate
    content_hash: str
    caller: Caller
    policy: str
    clock: Clock
    findings: list[dict[str, Any]]


async def insert_request(tx: Connection, request: AuthorizationRequest, receipt: Receipt) -> bool:
    """Store a new request with its lines' priorities; False when its submission was received before."""
    inserted = await tx.execute(
        f"""
        with request as (
            insert into requests ({REQUEST_COLUMNS})
            select {REQUEST_COLUMNS} from jsonb_populate_record(null::requests, $1)
            on conflict on constraint one_request_per_submission do nothing returning id)
        insert into request_lines (request_id, line_id, priority_status, priority_rule_ids, priority_reason)
        select request.id, l.line_id, l.status, array(select jsonb_array_elements_text(l.rule_ids)), l.reason
        from request, jsonb_to_recordset($2) as l(line_id uuid, status text, rule_ids jsonb, reason text)
        """,
        _request_row(request, receipt),
        _priority_rows(request.priorities),
    )
    return not str(inserted).endswith(" 0")


def _request_row(request: AuthorizationRequest, receipt: Receipt) -> dict[str, Any]:
    submission, sent, clock = request.submission, receipt.sent, receipt.clock
    priority = request_priority(request.priorities)
    return {
        "id": request.id,
        "version": request.version,
        "submission_id": submission.submission_id,
        "content_hash": receipt.content_hash,
        "sent_by": receipt.caller.subject,
        "sender_agency": receipt.caller.agency,
        "plan_id": submission.plan_id,
        "plan_version": submission.plan_version,
        "agency": submission.agency,
        "case_manager": submission.case_manager,
        "member_id": sent.member.id,
        "medicaid_id": sent.member.medicaid_id,
        "expedited": submission.expedited,
        "status": request.status,
        "desk": request.desk,
        "priority_status": priority,
        "queue_rank": QUEUE_RANKS[priority],
        "clock": clock.kind,
        "received_at": request.received_at,
        "amber_at": clock.amber_at,
        "due_at": clock.due_at,
        "decide_by": clock.due_at,
        "policy": receipt.policy,
        "findings": receipt.findings,
        "snapshot": sent.model_dump(mode="json"),
    }


def _priority_rows(priorities: Sequence[LinePriority]) -> list[dict[str, Any]]:
    return [
        {
            "line_id": entry.line_id,
            "status": entry.status,
            "rule_ids": list(entry.rule_ids),
            "reason": entry.reason,
        }
        for entry in priorities
    ]


async def received_before(tx: Connection, submission_id: UUID) -> Any:
    """Row of `id`, `content_hash`, `sent_by` and `sender_agency` of the request with this submission."""
    return await tx.fetchrow(
        "select id, content_hash, sent_by, sender_agency from requests where submission_id = $1", submission_id
    )


COLUMNS = """
r.id, r.version, r.received_at, r.extended_by, r.paused_for, r.status, r.desk,
       r.priority_accepted_at, r.routed_by, r.member_id,
       r.medicaid_id, r.sent_by, r.sender_agency, r.findings, r.policy, r.snapshot,
       (select a.holder from assignments a where a.request_id = r.id and a.released_at is null) as holder,
       (select jsonb_agg(jsonb_build_object('line_id', l.line_id, 'status', l.priority_status,
                                            'rule_ids', l.priority_rule_ids, 'reason', l.priority_reason))
        from request_lines l where l.request_id = r.id) as priorities,
       case when m.id is not null then to_jsonb(m) end as known_member
"""
LOCKED = f"select {COLUMNS} from requests r {MEMBER_OF_REQUEST} where r.id = $1 and {visible('r', 2)}"
NOW = f"""
with found as materialized (
    select r.id, r.member_id from requests r where r.id = $5 and {visible("r", 6)}
), {access_log("request")}
select {COLUMNS} from found join requests r on r.id = found.id {MEMBER_OF_REQUEST}
"""


async def request_for_update(tx: Connection, request_id: UUID, caller: Caller) -> StoredRequest | None:
    """The request, locked until the transaction ends; None when the caller may not know of it.

    The lock is taken by a statement of its own, so that what is read was committed before the lock was granted.
    """
    await tx.execute("select from requests where id = $1 for update", request_id)
    return _stored(await tx.fetchrow(LOCKED, request_id, *visibility(caller)))


async def request_now(reading: Reading, request_id: UUID) -> StoredRequest | None:
    """The same without a lock, the access logged."""
    caller = reading.caller
    access = access_arguments(caller, reading.request_id)
    return _stored(await reading.fetchrow(NOW, *access, request_id, *visibility(caller)))


def _stored(row: Any) -> StoredRequest | None:
    if row is None:
        return None
    sent = RequestCreate.model_validate(row["snapshot"])
    return StoredRequest(
        request=AuthorizationRequest(
            id=row["id"],
            submission=submission_of(sent),
            received_at=row["received_at"],
            status=RequestStatus(row["status"]),
            desk=Desk(row["desk"]),
            holder=row["holder"],
            priorities=tuple(_priority(entry) for entry in row["priorities"]),
            priority_accepted_at=row["priority_accepted_at"],
            routed_by=row["routed_by"],
            extended_by=row["extended_by"],
            paused_for=row["paused_for"],
            version=row["version"],
        ),
        member_id=row["member_id"],
        medicaid_id=row["medicaid_id"],
        member=sent.member,
        sent_by=row["sent_by"],
        sender_agency=row["sender_agency"],
        findings=row["findings"],
        policy=row["policy"],
        submitted=tuple(sent.findings),
        known_member=member_of(row["known_member"]),
    )


def _priority(entry: dict[str, Any]) -> LinePriority:
    return LinePriority(
        line_id=UUID(entry["line_id"]),
        status=PriorityStatus(entry["status"]),
        rule_ids=tuple(entry["rule_ids"]),
        reason=entry["reason"],
    )


async def advance_request(
    tx: Connection, request: AuthorizationRequest, *, status: RequestStatus, **changes: Any
) -> None:
    """Store the next version of a locked request with its new status; `changes` are columns and their values."""
    columns = {"status": status, **changes}
    assignments = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, start=2))
    await tx.execute(
        f"update requests set version = version + 1, {assignments} where id = $1", request.id, *columns.values()
    )


async def store_priorities(tx: Connection, request_id: UUID, priorities: Sequence[LinePriority]) -> None:
    await tx.execute(
        """
        update request_lines r
        set priority_status = l.status, priority_reason = l.reason,
            priority_rule_ids = array(select jsonb_array_elements_text(l.rule_ids))
        from jsonb_to_recordset($2) as l(line_id uuid, status text, rule_ids jsonb, reason text)
        where r.request_id = $1 and r.line_id = l.line_id
        """,
        request_id,
        _priority_rows(priorities),
    )
