"""Read a request with what only the present moment and the reader decide: running clocks and allowed actions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from authorization.domain.clock import clocks_of
from authorization.domain.errors import RequestNotFound
from authorization.domain.lifecycle import RequestStatus
from authorization.domain.policies import policy_on
from authorization.domain.responsibility import Standing, allowed_actions
from authorization.domain.rules import PERIODIC_RULES
from authorization.domain.rules.clocks import ClockFacts
from authorization.persistence.request_queries import request_read, request_shown
from authorization.use_cases.load_request import actor_of
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
    body["findings"] += _periodic(body, row, asking.now)
    version: int = row["version"]
    return body, version


def _periodic(body: dict[str, Any], row: Any, now: datetime) -> list[dict[str, Any]]:
    if body["status"] == RequestStatus.DECIDED:
        return []
    received_at = datetime.fromisoformat(body["received_at"])
    accepted_at = body["priority_accepted_at"]
    policy = policy_on(received_at.date())
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
