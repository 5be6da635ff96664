"""The running clocks of a request, with its extension and its pauses."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from authorization.domain.clock import clocks_of, decision_clock, leading_clock
from authorization.domain.policies.policy import Policy
from authorization.domain.request import AuthorizationRequest


def clock_columns(policy: Policy, request: AuthorizationRequest, **changes: Any) -> dict[str, Any]:
    """`clock, amber_at, due_at, decide_by` of the request with these differences, for `advance_request`."""
    after = replace(request, **changes)
    clocks = clocks_of(
        policy,
        received_at=after.received_at,
        expedited=after.submission.expedited,
        priority_accepted_at=after.priority_accepted_at,
        extended_by=after.extended_by,
        paused_for=after.paused_for,
    )
    leading = leading_clock(clocks)
    return {
        "clock": leading.kind,
        "amber_at": leading.amber_at,
        "due_at": leading.due_at,
        "decide_by": decision_clock(clocks).due_at,
    }


def paused_after(policy: Policy, request: AuthorizationRequest, asked_at: datetime, now: datetime) -> timedelta:
    """How long questions stood open by now, where the policy lets that count."""
    return request.paused_for + (now - asked_at) if policy.pending_pauses else request.paused_for
