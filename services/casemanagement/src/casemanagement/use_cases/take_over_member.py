"""Take over a member's record from plans, and what a death or an end of cover in it does to the cases."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.moves import Change
from casemanagement.domain.policy import CasePolicy, policy_on
from casemanagement.domain.referral import lapsed
from casemanagement.domain.settlement import settle
from casemanagement.persistence.death_report_repository import settle_death_report
from casemanagement.persistence.member_repository import (
    Dossier,
    coverage_to_settle,
    dossier_for_update,
    member_of,
    save_member,
)
from casemanagement.persistence.opt_out_repository import revoke_opt_outs
from casemanagement.use_cases.keep_changes import keep_changes
from shared.runtime.periodic import OwnWork
from shared.runtime.work import Services, Work
from shared.schema.members import MemberNotice

COVERAGE = "casemanagement-coverage"
HELD_SECONDS = 600  # until a member whose settling failed is tried again


async def take_over_member(
    work: Work, disease: Disease, member_id: UUID, notice: MemberNotice
) -> tuple[int, bool, list[Change]]:
    """The version that is kept now, whether the notice was new, and what it changed."""
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is not None and dossier.record["version"] >= notice.version:
        return dossier.record["version"], False, []
    before = dossier.record if dossier else {}
    record = {**before, **notice.model_dump(mode="json"), "id": str(member_id), "received_at": work.now.isoformat()}
    if notice.deceased_on is not None:
        record["outbound_suspended_at"] = before.get("outbound_suspended_at") or work.now.isoformat()
    elif before.get("deceased_on") is not None or dossier is None or dossier.death_report is None:
        record["outbound_suspended_at"] = None
    member = member_of(record)
    record["coverage_changes_on"] = member.coverage_changes_on(work.today)
    await save_member(work.tx, record)
    if dossier is None:
        return notice.version, True, []
    if dossier.death_report is not None and notice.deceased_on is not None:
        await settle_death_report(
            work, dossier.death_report, member_id, "verified", "Confirmed by the member's record."
        )
    if before.get("deceased_on") is None and notice.deceased_on is not None:
        work.record(
            "died", "member", member_id, member_id=member_id, rule_ids=("R17",), effective_at=notice.deceased_on
        )
    return notice.version, True, await settle_cases(work, disease, replace(dossier, member=member, record=record))


async def settle_coverage(services: Services, disease: Disease) -> bool:
    """The next member whose cover began or was over by today; whether there was one. Safe to repeat and to kill.

    The member is held in a transaction before: one whose record cannot be settled waits, those behind do not.
    """
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, COVERAGE)
        member_id = await coverage_to_settle(tx, work.today, work.now, HELD_SECONDS)
        if member_id is None:
            return False
    async with services.database.transaction() as tx:
        work = OwnWork(services, tx, COVERAGE)
        dossier = await dossier_for_update(tx, member_id, work.caller)
        assert dossier is not None  # noqa: S101 - members are never deleted
        changes = await settle_cases(work, disease, dossier)
        await save_member(tx, {**dossier.record, "coverage_changes_on": dossier.member.coverage_changes_on(work.today)})
        await work.finish()
    if changes:
        services.wake()
    return True


async def settle_cases(work: Work, disease: Disease, dossier: Dossier) -> list[Change]:
    """What the member's record calls for, until nothing is left to settle."""
    policy, done = policy_on(work.today), list[Change]()
    await _let_lapse(work, disease, dossier, policy)
    while changes := settle(dossier.member, dossier.episodes, work.today, work.now, work.caller.subject, policy):
        dossier = await keep_changes(work, disease, dossier, changes)
        done.extend(changes)
    return done


async def _let_lapse(work: Work, disease: Disease, dossier: Dossier, policy: CasePolicy) -> None:
    """Opt-outs from before a long gap in cover do not stand any more (§3.4, 4)."""
    old = [
        UUID(known["id"])
        for known in dossier.opt_outs
        if lapsed(dossier.member, date.fromisoformat(known["effective_on"]), work.today, policy)
    ]
    if old:
        for known in await revoke_opt_outs(work, dossier.member.id, old, "lapsed"):
            disease.tell_opt_out(work, known)
