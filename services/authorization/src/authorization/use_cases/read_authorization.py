"""Read an authorization with what today says about the pace at which it is used."""

from typing import Any

from authorization.domain.errors import AuthorizationNotFound
from authorization.persistence.authorization_queries import authorization
from authorization.persistence.utilization_repository import use_of
from authorization.use_cases.judge_use import judge_use
from shared.runtime.work import Reading


async def read_authorization(reading: Reading, number: str) -> tuple[dict[str, Any], int]:
    """The authorization and its version; the access is logged. Raises `AuthorizationNotFound`."""
    row = await authorization(reading, number)
    if row is None:
        raise AuthorizationNotFound
    replaced = row["replaced_by"] is not None
    body: dict[str, Any] = row["body"]
    body["findings"] = [] if replaced else judge_use(use_of(row), reading.day_of(row["issued_at"]), reading.today)
    version: int = row["version"]
    return body, version
