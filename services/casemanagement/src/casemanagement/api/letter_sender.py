"""Who signs the letters, from the settings of the service."""

from typing import Annotated

from fastapi import Depends, Request

from casemanagement.domain.letters.letter import Sender
from casemanagement.use_cases.write_case_letters import sender_of


async def _sender(request: Request) -> Sender:
    return sender_of(request.app.state.settings)


LetterSender = Annotated[Sender, Depends(_sender)]
