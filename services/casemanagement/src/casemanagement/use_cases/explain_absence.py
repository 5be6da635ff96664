"""Why something of a case is not shown: it is not there, or it is confidential and nobody said why (R20)."""

from uuid import UUID

from casemanagement.domain.errors import AccessReasonRequired
from casemanagement.persistence.case_queries import case_needs_reason
from shared.kernel.errors import HarmonyError
from shared.runtime.work import Reading


async def absence(reading: Reading, case_id: UUID, otherwise: HarmonyError) -> HarmonyError:
    return AccessReasonRequired() if await case_needs_reason(reading, case_id) else otherwise
