"""Whom a command asks or tells, as dependencies."""

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request

from disease.clients.casemanagement import CaseManagement
from shared.runtime.neighbours import ServiceTokens


@lru_cache
def tokens_of(key_file: str, issuer: str, audience: str) -> ServiceTokens:
    return ServiceTokens("disease", key_file, issuer, audience)


async def _casemanagement(request: Request) -> CaseManagement:
    settings = request.app.state.settings
    key = settings.service_key
    return CaseManagement(
        settings.casemanagement_url,
        tokens_of(key, settings.token_issuer, settings.token_audience) if key else None,
    )


CaseManagementNeighbour = Annotated[CaseManagement, Depends(_casemanagement)]
