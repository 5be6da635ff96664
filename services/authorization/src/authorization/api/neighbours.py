"""Whom a command tells, as dependencies: the neighbours, and members by letter."""

from typing import Annotated

from fastapi import Depends, Request

from authorization.clients.plans import Plans
from authorization.domain.letters.letter import Sender


async def _plans(request: Request) -> Plans:
    return Plans(request.app.state.settings.plans_url)


PlansNeighbour = Annotated[Plans, Depends(_plans)]


async def _sender(request: Request) -> Sender:
    settings = request.app.state.settings
    return Sender(name=settings.office_name, contact=settings.office_contact)


LetterSender = Annotated[Sender, Depends(_sender)]
