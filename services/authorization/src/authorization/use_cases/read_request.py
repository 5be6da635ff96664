"""Read a request with what only the present moment and the reader decide: running clocks and allowed actions."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from authorization.domain.clock import clocks_of
from authorization.domain.errors import RequestNotFound
from authorization.domain.lifecycle import RequestStatus
from authorization.domain.policies import policy_named
from authorization.domain.request import LineAction
from authorization.domain.responsibility import Standing, allowed_actions
from authorization.domain.rules import ELIGIBILITY_RULES, PERIODIC_RULES
from authorization.domain.rules.clocks import ClockFacts
from authorization.domain.rules.eligibility import EligibilityFacts, WantedService
from authorization.persistence.member_repository import member_of
from authorization.persistence.request_queries import request_read, request_shown
from authorization.use_cases.load_request import actor_of
from shared.kernel.calendar import Span
from shared.kernel.rule import evaluate
from shared.runtime.work import Asking, Reading, Work
from shared.schema.findings import finding_as_json


async def read_request(reading: Reading, request_id: UUID) -> tuple[dict[str, Any], int]:
    """The whole request and its version; the access is logged. Raises `RequestNotFound`."""
    return _completed(reading, await request_read(reading, request_id))


async def show_request(work: Work, request_id: UUID) -> tuple[dict[str, Any], int]:
    """The whole request after a change, read in the transaction of the change. Raises `RequestNotFound`."""
    return _completed(work, await request_shown(work, request_id))


def _completed(asking: Asking, row: Any) -> tuple[dict[str, Any], int]:
    if row is None:
        raise RequestNotFound
    body: dict[str, Any] = row["body"]
    standing = Standing.of(body["status"], body["desk"], row["holder"], body["priority_status"])
    body["allowed_actions"] = [str(action) for action in allowed_actions(standing, actor_of(asking.caller))]
    body["findings"] += _periodic(body, row, asking.now) + _eligibility(body, row, asking.today)
    version: int = row["version"]
    return body, version


def _eligibility(body: dict[str, Any], row: Any, today: date) -> list[dict[str, Any]]:
    """What EL-01 would say to granting every line as asked; for the office, while the request waits."""
    member = member_of(row["known_member"])
    if member is None or body["status"] == RequestStatus.DECIDED:
        return []
    wanted = tuple(
        WantedService(f"/lines/{index}", _named(line), Span(_day(line["start"]), _day(line["end"])))
        for index, line in enumerate(body["lines"])
        if line["action"] in (LineAction.NEW, LineAction.CHANGE)
    )
    facts = EligibilityFacts(member=member, services=wanted, today=today)
    policy = policy_named(body["policy"])
    return [finding_as_json(found) for found in evaluate(ELIGIBILITY_RULES, facts, policy.id).findings]


def _named(line: dict[str, Any]) -> str:
    return f"{'-'.join((line['service_code'], *line['modifiers']))} {line['start']} to {line['end']}"


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _periodic(body: dict[str, Any], row: Any, now: datetime) -> list[dict[str, Any]]:
    if body["status"] == RequestStatus.DECIDED:
        return []
    received_at = datetime.fromisoformat(body["received_at"])
    accepted_at = body["priority_accepted_at"]
    policy = policy_named(body["policy"])
    clocks = clocks_of(
        policy,
        received_at=received_at,
        expedited=body["expedited"],
        priority_accepted_at=datetime.fromisoformat(accepted_at) if accepted_at else None,
        extended_by=timedelta(days=body["extension"]["days"]) if body["extension"] else timedelta(0),
        paused_for=timedelta(seconds=float(row["paused_seconds"])),
    )
    evaluation = evaluate(PERIODIC_RULES, ClockFacts(clocks, now), policy.id)
    return [finding_as_json(found) for found in evaluation.findings]
