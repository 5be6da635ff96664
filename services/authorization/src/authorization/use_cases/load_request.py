"""Load a request for a change, with who wants to change it."""

from uuid import UUID

from authorization.domain.errors import RequestNotFound
from authorization.domain.request import Actor
from authorization.persistence.request_repository import StoredRequest, request_for_update
from shared.runtime.identity import Caller
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work


async def load_request(work: Work, request_id: UUID, *, if_match: bool = False) -> StoredRequest:
    """The request, locked. `if_match` requires the header; where it is sent, it is always checked.

    Raises `RequestNotFound`, `PreconditionRequired`, `PreconditionFailed`.
    """
    stored = await request_for_update(work.tx, request_id, work.caller)
    if stored is None:
        raise RequestNotFound
    check_if_match(work.headers, stored.request.version, required=if_match)
    return stored


def actor_of(caller: Caller) -> Actor:
    return Actor(subject=caller.subject, roles=caller.roles, agency=caller.agency)
