"""Who signs the letters, from the settings of the service."""

from typing import Any

from casemanagement.domain.letters.letter import Sender


def sender_of(settings: Any) -> Sender:
    """From `CasemanagementSettings`, which this layer does not import."""
    return Sender(
        name=settings.office_name,
        address=settings.office_address,
        line=settings.cm_line,
        tty=settings.cm_tty,
        nurse_line=settings.nurse_line,
        nurse_tty=settings.nurse_tty,
    )
