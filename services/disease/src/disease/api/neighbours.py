"""Whom a command asks or tells, as dependencies."""

from functools import lru_cache
from typing import Annotated, Any

from fastapi import Depends, Request

from disease.clients.casemanagement import CaseManagement
from shared.runtime.neighbours import ServiceTokens


@lru_cache
def tokens_of(key_file: str, issuer: str, audience: str) -> ServiceTokens:
    return ServiceTokens("disease", key_file, issuer, audience)


def case_management_of(settings: Any) -> CaseManagement:
    """The neighbour by the settings of the service."""
    key = settings.service_key
    return CaseManagement(
        settings.casemanagement_url,
        tokens_of(key, settings.token_issuer, settings.token_audience) if key else None,
    )


async def _casemanagement(request: Request) -> CaseManagement:
    return case_management_of(request.app.state.settings)


CaseManagementNeighbour = Annotated[CaseManagement, Depends(_casemanagement)]
