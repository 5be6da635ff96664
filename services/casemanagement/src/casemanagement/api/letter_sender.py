"""Who signs the letters, from the settings of the service."""

from typing import Annotated

from fastapi import Depends, Request

from casemanagement.domain.letters.letter import Sender
from casemanagement.settings import CasemanagementSettings


def sender_of(settings: CasemanagementSettings) -> Sender:
    return Sender(
        name=settings.office_name,
        address=settings.office_address,
        line=settings.cm_line,
        tty=settings.cm_tty,
        nurse_line=settings.nurse_line,
        nurse_tty=settings.nurse_tty,
    )


async def _sender(request: Request) -> Sender:
    return sender_of(request.app.state.settings)


LetterSender = Annotated[Sender, Depends(_sender)]
