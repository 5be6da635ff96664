"""Tell every neighbour of a member, with the transaction that changes it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from plans.clients.members import TOPIC, key_for, members_at, notice_of
from shared.runtime.work import Work


def tell_of_member(work: Work, member: Mapping[str, Any], neighbours: Mapping[str, str]) -> None:
    """`neighbours` are origins by service."""
    member_id = UUID(member["id"])
    for service, origin in neighbours.items():
        url = f"{members_at(service, origin)}{member_id}"
        work.announce(TOPIC, key_for(service, member_id), "PUT", url, notice_of(member))
