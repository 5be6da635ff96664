"""Propose case management for who reached a high tier: once for each cause, asked outside any transaction (R13)."""

from typing import Any

import orjson

from disease.clients.casemanagement import CaseManagement
from disease.domain.case_management import Decision, ProposalStatus, decide, needs_criteria, reason_of
from disease.domain.policies import policy_on
from disease.domain.tier import Tier
from disease.persistence import proposal_repository as proposals
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services

STEP = "case-management-proposals"


async def propose_case_management(services: Services, neighbour: CaseManagement) -> bool:
    """Whether there was a proposal to look at. Without an answer it stays open and is looked at again later."""
    async with services.database.transaction() as tx:
        looking = OwnWork(services, tx, STEP)
        found = await proposals.next_proposal(tx, looking.today, looking.now)
    if found is None:
        return False
    tier = Tier(found["tier"])
    programs: list[dict[str, Any]] | None = []
    if needs_criteria(policy_on(looking.today), tier):
        programs = await neighbour.programs_for(orjson.loads(found["facts"]))
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, STEP)
        await _settle(work, neighbour, found["id"], tier, programs)
        await work.finish()
    services.wake()
    return True


async def _settle(
    work: OwnWork, neighbour: CaseManagement, proposal_id: Any, tier: Tier, programs: list[dict[str, Any]] | None
) -> None:
    proposal = await proposals.proposal_for_update(work.tx, proposal_id)
    if proposal is None:
        return
    if programs is None:
        await proposals.settle_proposal(work.tx, proposal_id, ProposalStatus.OPEN, None, work.now)
        return
    decision = decide(policy_on(work.today), tier, programs)
    if proposal["lead_open"] or not proposal["enrolled"]:
        decision = Decision(ProposalStatus.WITHDRAWN)
    criteria = [program for program in programs if program.get("program") == decision.program]
    await proposals.settle_proposal(work.tx, proposal_id, decision.status, criteria, work.now)
    if decision.status is ProposalStatus.PROPOSED:
        reason = reason_of(proposal["disease"], tier, str(proposal["cause_on"]), proposal["rule_ids"])
        neighbour.refer(work, proposal_id, proposal["member_id"], decision.program, reason)
    work.record(
        f"case_management_{decision.status}",
        "case_management_proposal",
        proposal_id,
        member_id=proposal["member_id"],
        after={"disease": proposal["disease"], "tier": tier, "program": decision.program},
        rule_ids=("R13",),
    )
