"""A member opts out: machine identification and outreach stop, cases in its scope end, nothing else changes (§3.4)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.episode import Episode
from casemanagement.domain.errors import MemberNotFound, OptOutNotFound, OptOutRevoked
from casemanagement.domain.guards import ActionRequest, GuardFacts
from casemanagement.domain.lifecycle import ENGAGED, TERMINAL, EpisodeAction, EpisodeState, Outcome
from casemanagement.domain.member import is_confidential
from casemanagement.domain.moves import Change
from casemanagement.domain.policy import CasePolicy, policy_on
from casemanagement.domain.program import DischargeReasonCode, ProgramCode
from casemanagement.domain.referral import in_scope
from casemanagement.domain.steps import step
from casemanagement.persistence.episode_facts import FACTS, facts_of
from casemanagement.persistence.member_repository import Dossier, dossier_for_update
from casemanagement.persistence.opt_out_repository import insert_opt_outs, opt_out_version, revoke_opt_outs
from casemanagement.persistence.visibility import sight_of
from casemanagement.use_cases.follow_changes import confirm_opt_out
from casemanagement.use_cases.keep_changes import keep_changes
from casemanagement.use_cases.lift_opt_outs import new_opt_out
from shared.kernel.errors import InvalidMember
from shared.runtime.preconditions import check_if_match
from shared.runtime.work import Work

LEFT = "The member asked to leave."


async def opt_out(
    work: Work, disease: Disease, member_id: UUID, given: dict[str, Any]
) -> tuple[dict[str, Any], list[Change]]:
    """The opt-out as JSON, and what it ended, as far as the caller may know of it (R20). A referral that waits stays: a
    nurse answers it (R1).

    Raises `MemberNotFound`; the database refuses a scope that stands already.
    """
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        raise MemberNotFound
    policy = policy_on(work.today)
    program = program_of(given["scope"])
    if given["effective_on"] is not None and given["effective_on"] > work.today:
        raise InvalidMember("/effective_on", "range", "An opt-out holds at once; give today or an earlier day.")
    confidential = is_confidential(program, dossier.member, work.today, policy)
    row = new_opt_out(work, member_id, given, confidential, policy)
    await insert_opt_outs(work, [row])
    disease.tell_opt_out(work, row)
    await confirm_opt_out(work, member_id, row)
    changes = await _endings(work, dossier, given, policy)
    await keep_changes(work, disease, dossier, changes)
    sees_confidential, _, _ = sight_of(work)
    return row, [change for change in changes if sees_confidential or not change.after.confidential]


async def take_over_opt_out(
    work: Work, disease: Disease, member_id: UUID, opt_out_id: UUID, told: dict[str, Any]
) -> bool:
    """An opt-out that disease management recorded, or its revocation; whether it changed something.

    The same message twice is one, and a scope that stands already is not noted again. Raises `MemberNotFound`.
    """
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        raise MemberNotFound
    known = await opt_out_version(work, member_id, opt_out_id)
    if told["revoked_at"] is not None:
        return bool(known and await revoke_opt_outs(work, member_id, [opt_out_id], "self_referral"))
    if known is not None or any(standing["scope"] == told["scope"] for standing in dossier.opt_outs):
        return False
    policy = policy_on(work.today)
    given = {
        "scope": told["scope"],
        "effective_on": told["effective_on"],
        "captured_via": told["captured_via"],
        "stated_by": "member",
        "statement": told["statement"] or LEFT,
    }
    row = {**new_opt_out(work, member_id, given, False, policy), "id": opt_out_id, "captured_by": told["captured_by"]}
    await insert_opt_outs(work, [row])
    changes = await _endings(work, dossier, given, policy)
    await keep_changes(work, disease, dossier, changes)
    return True


def program_of(scope: str) -> ProgramCode | None:
    kind, _, program = scope.partition(":")
    return ProgramCode(program) if kind == "program" and program in set(ProgramCode) else None


async def _endings(work: Work, dossier: Dossier, given: dict[str, Any], policy: CasePolicy) -> list[Change]:
    concerned = list(_concerned(dossier, given["scope"]))
    rows = await work.tx.fetch(
        f"select e.id, {FACTS} as facts from episodes e where e.id = any($1)", [episode.id for episode in concerned]
    )
    known, changes = {row["id"]: row["facts"] for row in rows}, list[Change]()
    for episode in concerned:
        engaged = episode.state in ENGAGED
        request = ActionRequest(
            reason=given["statement"],
            summary=f"{LEFT} {given['statement']}",
            reasons=frozenset({DischargeReasonCode.MEMBER_REQUEST}) if engaged else frozenset(),
            outcome=None if engaged else Outcome.OPTED_OUT,
            cancel_open_tasks=LEFT,
        )
        facts = GuardFacts(
            episode=episode,
            member=dossier.member,
            request=request,
            facts=facts_of(known[episode.id], work.now, CARE_2026),
            policy=policy,
            care=CARE_2026,
            today=work.today,
            now=work.now,
            day_of=work.day_of,
        )
        action = EpisodeAction.DISCHARGE if engaged else EpisodeAction.CLOSE
        changes.append(step(facts, action, work.caller.subject, dossier.episodes))
    return changes


def _concerned(dossier: Dossier, scope: str) -> Iterator[Episode]:
    for episode in dossier.episodes:
        waits = episode.state is EpisodeState.REFERRED
        if episode.state not in TERMINAL and not waits and in_scope(scope, episode.program):
            yield episode


async def note_opt_out(
    work: Work, disease: Disease, episode: Episode, scope: str | None, statement: str, policy: CasePolicy
) -> None:
    """The opt-out that comes with leaving one case; its program when the member named no wider scope."""
    if scope is None and episode.program is None:
        return
    given = {
        "scope": scope or f"program:{episode.program}",
        "stated_by": "member",
        "statement": statement,
        "captured_via": "case",
    }
    row = new_opt_out(work, episode.member_id, given, episode.confidential, policy)
    await insert_opt_outs(work, [row])
    disease.tell_opt_out(work, row)
    await confirm_opt_out(work, episode.member_id, row)


async def revoke_opt_out(
    work: Work, disease: Disease, member_id: UUID, opt_out_id: UUID, because: str
) -> dict[str, Any]:
    """Raises `MemberNotFound`, `OptOutNotFound`, `OptOutRevoked`, `PreconditionFailed`, `PreconditionRequired`."""
    dossier = await dossier_for_update(work.tx, member_id, work.caller)
    if dossier is None:
        raise MemberNotFound
    version = await opt_out_version(work, member_id, opt_out_id)
    if version is None:
        raise OptOutNotFound
    check_if_match(work.headers, version, required=True)
    revoked = await revoke_opt_outs(work, member_id, [opt_out_id], because)
    if not revoked:
        raise OptOutRevoked
    disease.tell_opt_out(work, revoked[0])
    return revoked[0]
