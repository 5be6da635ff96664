"""The dry run of a contact: the same judgement as a reservation, told instead of kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from casemanagement.domain.care.contacts import Channel, Contact, Direction, Purpose, Route
from casemanagement.domain.care.policy import CarePolicy
from casemanagement.domain.care.sending import Verdict, judge_sending, near
from casemanagement.persistence.reach import Known
from shared.schema.findings import finding_as_json


def look_at_window(
    member_id: UUID,
    known: Known,
    at: datetime,
    channel: Channel,
    purpose: Purpose,
    program: str | None,
    route: Route | None,
    policy: CarePolicy,
) -> dict[str, Any]:
    """JSON values of the answer. Without a route the one that the member uses is taken."""
    member = known.member
    routes = (Route.TTY, Route.RELAY) if member.tty else (Route.VOICE,)
    contact = Contact(
        direction=Direction.OUTBOUND,
        channel=channel,
        purpose=purpose,
        at=at,
        program=program,
        route=route or routes[0],
    )
    sending = judge_sending(contact, member, known.turns, policy.cap.priorities[purpose], policy)
    allowed = sending.verdict is Verdict.GRANTED
    return {
        "member_id": member_id,
        "at": at,
        "channel": channel,
        "purpose": purpose,
        "allowed": allowed,
        "next_allowed_at": at if allowed else sending.until,
        "local_times": {zone: local.isoformat() for zone, local in member.local(at).items()},
        "zones_known_from": member.zones_known_from,
        "hours": {"first": f"{policy.hours.first:%H:%M}", "last": f"{policy.hours.last:%H:%M}"},
        "cap": {
            "on_this_day": sum(turn.day == sending.day for turn in known.turns),
            "around_this_day": len(near(sending.day, known.turns, policy)),
            "most_a_day": policy.cap.per_day,
            "most_a_week": policy.cap.per_week,
        },
        "routes": routes,
        "language": member.language,
        "findings": [finding_as_json(found) for found in sending.findings],
    }
