"""The work list of a nurse: each member with the hours, the attempts and what a call must still bring."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from disease.domain.outreach import attempts_in_vain, day_parts_open, reachability
from disease.domain.policies import policy_on
from disease.domain.policies.policy import Policy
from disease.domain.tier import Tier
from disease.persistence.call_repository import history_of
from disease.persistence.outreach_queries import WorklistFilter, worklist
from shared.kernel.contact_rules import next_allowed, within_hours
from shared.kernel.time_zones import zones_of
from shared.runtime.work import Reading


async def read_worklist(
    reading: Reading, wanted: WorklistFilter, after: tuple[str | None, date | None, UUID | None], limit: int
) -> list[dict[str, Any]]:
    """Up to `limit + 1` entries with the key of the page (`tier`, `call_due_on`, `id`)."""
    policy = policy_on(reading.today)
    return [_entry(row, reading, policy) for row in await worklist(reading, wanted, after, limit)]


def _entry(row: Any, reading: Reading, policy: Policy) -> dict[str, Any]:
    zones, known_from = zones_of(row["time_zone"], row["state"], row["phone"], policy.zones_of_unknown)
    places = [ZoneInfo(zone) for zone in zones]
    history = history_of(row["calls"])
    attempts = attempts_in_vain(history.attempts, row["phone"])
    reach = reachability(attempts, row["letter_sent_on"], reading.today, policy.unable_to_reach, policy.hours)
    try:
        opening = next_allowed(reading.now, places, policy.hours)
    except ValueError:
        opening = None
    return {
        "id": row["id"],
        "member": {
            "id": row["member_id"],
            "given_name": row["given_name"],
            "family_name": row["family_name"],
            "birth_date": row["birth_date"],
            "language": row["language"],
            "interpreter": row["interpreter"],
            "tty": row["tty"],
            "phone": row["phone"],
        },
        "disease": row["disease"],
        "status": row["status"],
        "tier": row["tier"],
        "purpose": _purpose(row),
        "call_due_on": row["call_due_on"],
        "overdue_days": max(0, (reading.today - row["call_due_on"]).days),
        "channel": "tty" if row["tty"] else "phone",
        "number_is_bad": row["phone"] is None or row["phone"] in history.bad_numbers,
        "attempts": reach.attempts,
        "lacks": list(reach.lacks),
        "day_parts_needed": [part.value for part in day_parts_open(attempts, policy.unable_to_reach, policy.hours)],
        "letter_sent_on": row["letter_sent_on"],
        "zones": list(zones),
        "zones_known_from": list(known_from),
        "local_times": [f"{reading.now.astimezone(place):%H:%M}" for place in places],
        "callable_now": within_hours(reading.now, places, policy.hours),
        "next_allowed_at": opening,
        "case_lead_open": row["case_lead_open"],
        "assignee": row["assignee"],
        "version": row["version"],
        "policy": policy.id,
    }


def _purpose(row: Any) -> str:
    if row["unreachable_since"] is not None:
        return "retry"
    if row["tier"] == Tier.UNDETERMINED:
        return "health_risk_assessment"
    return "follow_up" if row["last_reached_on"] is not None else "first_call"
