"""What plans tells its neighbours of a member: the whole record, in every version."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

TOPIC = "member_changed"
TOPIC_OF_AN_IMPORT = "bulk.member_changed"  # yields to what people do now
KEPT_BACK = frozenset({"id", "created_at", "updated_at"})


def notice_of(member: Mapping[str, Any]) -> dict[str, Any]:
    """Body of `PUT /<service>/v1/members/{id}` (`shared.schema.members.MemberNotice`) as JSON values."""
    return {name: value for name, value in member.items() if name not in KEPT_BACK}


def members_at(service: str, origin: str) -> str:
    """Address of a member at the neighbour, without its id."""
    return f"{origin}/{service}/v1/members/"


def key_for(service: str, member_id: UUID) -> UUID:
    """One queue per member and neighbour: who is away holds back nobody else. `record_import` makes the same in SQL."""
    return UUID(hashlib.md5(member_id.bytes + service.encode(), usedforsecurity=False).hexdigest())
