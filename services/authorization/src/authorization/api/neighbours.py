"""The neighbours that a command tells, as a dependency."""

from typing import Annotated

from fastapi import Depends, Request

from authorization.clients.plans import Plans


async def _plans(request: Request) -> Plans:
    return Plans(request.app.state.settings.plans_url)


PlansNeighbour = Annotated[Plans, Depends(_plans)]
