"""Receive a referral from anybody at any time: it opens a case that waits for a nurse, or joins the open one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.care.tasks import TaskKind
from casemanagement.domain.episode import Episode, exclusive_group
from casemanagement.domain.errors import SubmissionReused
from casemanagement.domain.lifecycle import TERMINAL, EpisodeState
from casemanagement.domain.member import Member, is_confidential
from casemanagement.domain.moves import Change, Event
from casemanagement.domain.policy import CasePolicy, business_days_after, policy_on
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.referral import ReferralSource, ReferralStatus, acknowledgement
from casemanagement.domain.steps import next_number
from casemanagement.persistence.case_numbers import next_case_numbers
from casemanagement.persistence.member_repository import Dossier, dossier_for_update
from casemanagement.persistence.referral_repository import find_member, insert_referral, referral_by_submission
from casemanagement.persistence.task_rows import insert_task
from casemanagement.use_cases.keep_changes import keep_changes
from casemanagement.use_cases.lift_opt_outs import SELF_REFERRAL, lift_opt_outs, standing_for
from shared.kernel.errors import NotPermitted
from shared.runtime.identity import Role
from shared.runtime.work import Work
from shared.schema.casemanagement import ReferralCreate

NOT_KNOWN = "The plan knows no such member. Check the Medicaid id with the member's card."
NOT_COVERED = "The plan does not cover this person today and knows of no cover to come."
DIED = "The plan's records say that this member died."
# A provider asks for a patient; a self-referral is the member's own word, taken by us or a member's portal.
SPEAKS_FOR_MEMBER = (Role.CARE_NURSE, Role.CARE_SUPERVISOR, Role.DISEASE_NURSE, Role.SERVICE, Role.PARTNER, Role.OPS)


@dataclass(frozen=True, slots=True)
class Refused:
    """R2: nobody is taken in. The refusal is on record, so the transaction commits."""

    pointer: str
    message: str


async def receive_referral(work: Work, disease: Disease, sent: ReferralCreate) -> tuple[UUID, bool] | Refused:
    """The referral's id, and whether it is new. Raises `SubmissionReused`, `NotPermitted`."""
    source = ReferralSource(sent.source)
    if source is ReferralSource.MEMBER_SELF and not work.caller.has(*SPEAKS_FOR_MEMBER):
        raise NotPermitted("You refer a member; a self-referral is taken down by the lines of the plan.")
    program = ProgramCode(sent.program) if sent.program else None
    pointer = "/member_id" if sent.member_id else "/medicaid_id"
    member_id = await find_member(work.tx, sent.member_id, sent.medicaid_id)
    dossier = None if member_id is None else await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        return _refuse(work, None, pointer, NOT_KNOWN)
    if sent.submission_id is not None:
        known = await referral_by_submission(work.tx, sent.submission_id)
        if known is not None:
            return UUID(_repeated(known, dossier, sent)["id"]), False
    message = _why_not(dossier.member, work)
    if message is not None:
        return _refuse(work, dossier.member.id, pointer, message)
    policy = policy_on(work.today)
    if source is ReferralSource.MEMBER_SELF:
        await lift_opt_outs(work, disease, dossier, program, SELF_REFERRAL, policy)
        opted_out = False
    else:
        opted_out = bool(standing_for(dossier, program))
    return await _taken(work, disease, dossier, sent, program, opted_out, policy), True


def _why_not(member: Member, work: Work) -> str | None:
    if member.deceased_on is not None:
        return DIED
    return None if member.covered_on(work.today) or member.covered_after(work.today) else NOT_COVERED


def _refuse(work: Work, member_id: UUID | None, pointer: str, message: str) -> Refused:
    after = {"reason": message}
    work.record("refused", "referral", work.new_id(), member_id=member_id, after=after, rule_ids=("R2",))
    return Refused(pointer, message)


def _repeated(known: dict[str, Any], dossier: Dossier, sent: ReferralCreate) -> dict[str, Any]:
    same = (known["member_id"], known["program"], known["source"]) == (
        str(dossier.member.id),
        sent.program,
        sent.source,
    )
    if not same:
        raise SubmissionReused
    return known


async def _taken(
    work: Work,
    disease: Disease,
    dossier: Dossier,
    sent: ReferralCreate,
    program: ProgramCode | None,
    opted_out: bool,
    policy: CasePolicy,
) -> UUID:
    member, group = dossier.member, exclusive_group(program)
    open_case = next(
        (case for case in dossier.episodes if case.state not in TERMINAL and case.exclusive_group == group), None
    )
    due = business_days_after(work.today, policy.triage_business_days)
    confidential = is_confidential(program, member, work.today, policy)
    referral: dict[str, Any] = {
        "id": work.new_id(),
        "version": 1,
        "submission_id": sent.submission_id,
        "member_id": member.id,
        "program": program,
        "source": sent.source,
        "channel": sent.channel,
        "referrer": sent.referrer.model_dump() if sent.referrer else None,
        "reason": sent.reason,
        "received_at": work.now,
        "received_by": work.caller.subject,
        "sender_agency": work.caller.agency,
        "triage_due_on": None if open_case else due,
        "status": ReferralStatus.LINKED if open_case else ReferralStatus.WAITING,
        "triage": None,
        "confidential": confidential or (open_case is not None and open_case.confidential),
    }
    starts = None if member.covered_on(work.today) else member.first_covered_day(work.today)
    referral["reply"] = acknowledgement(
        linked=open_case is not None and not referral["confidential"],
        source=ReferralSource(sent.source),
        triage_due_on=due.isoformat(),
        opted_out=opted_out,
        starts_on=starts.isoformat() if starts else None,
    )
    if open_case is not None:
        referral["episode_id"] = open_case.id
        await insert_referral(work.tx, referral)
    else:
        change = await _opened(work, dossier, referral, program, policy)
        referral["episode_id"] = change.after.id
        await insert_referral(work.tx, referral)
        await keep_changes(work, disease, dossier, [change])
    await _tell_nurse(work, referral, open_case, opted_out, policy)
    after = {"status": referral["status"], "source": sent.source, "channel": sent.channel}
    work.record("received", "referral", referral["id"], member_id=member.id, after=after, rule_ids=("R1", "R2"))
    referral_id: UUID = referral["id"]
    return referral_id


async def _opened(
    work: Work, dossier: Dossier, referral: dict[str, Any], program: ProgramCode | None, policy: CasePolicy
) -> Change:
    """T1: a case that waits for its triage; T20 where the member had one in this program before."""
    (number,) = await next_case_numbers(work.tx, 1)
    earlier = [case for case in dossier.episodes if program is not None and case.program == program]
    episode = Episode(
        id=work.new_id(),
        version=1,
        number=number,
        member_id=dossier.member.id,
        program=program,
        episode_no=next_number(dossier.episodes, program) if program else None,
        state=EpisodeState.REFERRED,
        confidential=referral["confidential"],
        origin="referral",
        referral_id=referral["id"],
        referred_at=work.now,
        next_contact_on=referral["triage_due_on"],
        created_at=work.now,
        updated_at=work.now,
    )
    event = Event(
        transition="T20" if earlier else "T1",
        action="refer",
        from_state=None,
        to_state=EpisodeState.REFERRED,
        effective_at=work.now,
        reason=referral["reason"],
        detail={"referral_id": str(referral["id"]), "source": referral["source"], "channel": referral["channel"]},
        rule_ids=("R1", "R2"),
    )
    return Change(before=None, after=episode, event=event)


async def _tell_nurse(
    work: Work, referral: dict[str, Any], open_case: Episode | None, opted_out: bool, policy: CasePolicy
) -> None:
    """R1: a physician's referral reaches a nurse, also where a case is open. Opted out: ask through the provider."""
    kind, title, due = None, "", business_days_after(work.today, policy.triage_business_days)
    if opted_out and open_case is None:
        kind = TaskKind.ASK_VIA_PROVIDER
        title = "The member opted out. Ask through the provider whether they want case management now."
    elif open_case is not None and referral["source"] == ReferralSource.PROVIDER_PHYSICIAN:
        kind, title = TaskKind.FOLLOW_UP, "A physician referred this member again. Read the referral and answer."
    if kind is None:
        return
    await insert_task(
        work,
        member_id=referral["member_id"],
        episode_id=referral["episode_id"],
        cause=f"{kind}:{referral['episode_id'] if opted_out and open_case is None else referral['id']}",
        kind=kind,
        title=title,
        due_on=due,
        assignee=open_case.primary_case_manager if open_case else None,
        confidential=referral["confidential"],
        rule_ids=("R1",) if open_case else ("R11",),
    )
