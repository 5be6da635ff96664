"""Whom a command tells, as dependencies."""

from typing import Annotated

from fastapi import Depends, Request

from casemanagement.clients.disease import Disease


async def _disease(request: Request) -> Disease:
    return Disease(request.app.state.settings.disease_url)


DiseaseNeighbour = Annotated[Disease, Depends(_disease)]
