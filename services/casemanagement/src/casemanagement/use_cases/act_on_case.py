"""One action on a case: who may, whether the state allows it, what the rules say, and then it happens."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from casemanagement.clients.disease import Disease
from casemanagement.domain.care.policy import CARE_2026
from casemanagement.domain.discretion import discreet_reason
from casemanagement.domain.episode import Episode
from casemanagement.domain.errors import CaseNotReady, NotYourMove
from casemanagement.domain.guards import ActionRequest, GuardFacts
from casemanagement.domain.lifecycle import (
    SYSTEM_ONLY,
    TERMINAL,
    Actor,
    EpisodeAction,
    EpisodeState,
    Outcome,
    transition_of,
)
from casemanagement.domain.moves import Change
from casemanagement.domain.policy import CasePolicy, policy_on
from casemanagement.domain.program import DischargeReasonCode
from casemanagement.domain.referral import ReferralSource
from casemanagement.domain.rules import CASE_RULES
from casemanagement.domain.steps import step
from casemanagement.persistence.caseload import caseload_of
from casemanagement.persistence.episode_facts import FACTS, facts_of
from casemanagement.persistence.member_repository import Dossier
from casemanagement.persistence.referral_repository import store_triage
from casemanagement.use_cases.keep_changes import keep_changes
from casemanagement.use_cases.leave_programs import note_opt_out
from casemanagement.use_cases.lift_opt_outs import AGREED_ON_CALL, lift_opt_outs, standing_for
from casemanagement.use_cases.load_case import load_case
from shared.kernel.errors import NotPermitted
from shared.kernel.finding import Finding, Severity
from shared.kernel.rule import Evaluation, at_stage, evaluate
from shared.runtime.identity import Caller, Role
from shared.runtime.work import Work

ROLE_OF = {
    Role.CARE_NURSE.value: Actor.NURSE,
    Role.CARE_SUPERVISOR.value: Actor.SUPERVISOR,
    Role.SERVICE.value: Actor.SYSTEM,
}
CASELOAD_ACTIONS = (EpisodeAction.ASSIGN, EpisodeAction.REASSIGN)


@dataclass(frozen=True, slots=True)
class Acted:
    """`change` is None when a dry run found what refuses it."""

    change: Change | None
    findings: tuple[Finding, ...]


async def act_on_case(
    work: Work,
    disease: Disease,
    case_id: UUID,
    action: EpisodeAction,
    request: ActionRequest,
    *,
    dry_run: bool = False,
) -> Acted:
    """Raises `CaseNotFound`, `ActionNotAllowed`, `NotYourMove`, `CaseNotReady`; a dry run stores and refuses nothing
    that rules say."""
    dossier, episode = await load_case(work, case_id)
    check_actor(work.caller, episode, action)
    if action in CASELOAD_ACTIONS:
        request = _assignee(work.caller, request)
    facts = await _facts(work, dossier, episode, action, request)
    evaluation = judge(facts, action)
    if refusing := evaluation.of(Severity.ERROR):
        if dry_run:
            return Acted(None, evaluation.findings)
        raise CaseNotReady(refusing)
    change = step(facts, action, work.caller.subject, dossier.episodes)
    rules = tuple(dict.fromkeys((*change.event.rule_ids, *(found.rule_id for found in evaluation.findings))))
    change = replace(change, event=replace(change.event, rule_ids=rules))
    if not dry_run:
        await _keep(work, disease, dossier, change, facts)
    return Acted(change, evaluation.findings)


def check_actor(caller: Caller, episode: Episode, action: EpisodeAction) -> None:
    """Raises `ActionNotAllowed` for the state, `NotYourMove` for the role."""
    transition = transition_of(episode.state, action)
    if transition.actors == SYSTEM_ONLY:
        raise NotYourMove(action, "the member's record in plans")
    if transition.actors.isdisjoint(actors_of(caller)):
        raise NotYourMove(action, ", ".join(sorted(transition.actors)))


def actors_of(caller: Caller) -> frozenset[Actor]:
    return frozenset(ROLE_OF[role] for role in caller.roles if role in ROLE_OF)


def judge(facts: GuardFacts, action: EpisodeAction) -> Evaluation:
    return evaluate(at_stage(CASE_RULES, (action,)), facts, facts.policy.id)


def _assignee(caller: Caller, request: ActionRequest) -> ActionRequest:
    """A nurse takes a case for themselves when they name nobody; giving it to somebody else needs a supervisor."""
    if caller.has(Role.CARE_SUPERVISOR, Role.SERVICE):
        return request
    if request.case_manager not in (None, caller.subject):
        raise NotPermitted("You take cases for yourself; a supervisor gives them to others.")
    return replace(request, case_manager=caller.subject)


async def _facts(
    work: Work, dossier: Dossier, episode: Episode, action: EpisodeAction, request: ActionRequest
) -> GuardFacts:
    policy = policy_on(work.today)
    row = await work.tx.fetchrow(
        f"select {FACTS} as facts, (select r.source from referrals r where r.id = e.referral_id) as source "
        "from episodes e where e.id = $1",
        episode.id,
    )
    caseload = limit = None
    if action in CASELOAD_ACTIONS and request.case_manager:
        caseload, limit = await caseload_of(work.tx, request.case_manager)
    return guard_facts(
        dossier,
        episode,
        request,
        work,
        policy,
        facts_row=row["facts"],
        source=row["source"],
        caseload=caseload,
        caseload_limit=policy.caseload_limit if limit is None else limit,
    )


def guard_facts(
    dossier: Dossier,
    episode: Episode,
    request: ActionRequest,
    work: Any,
    policy: CasePolicy,
    *,
    facts_row: dict[str, Any],
    source: str | None,
    caseload: int | None = None,
    caseload_limit: int | None = None,
) -> GuardFacts:
    """What the rules look at; `work` is whoever asks."""
    program = request.program or episode.program
    rival = next(
        (
            other.number
            for other in dossier.episodes
            if other.id != episode.id
            and other.state not in TERMINAL
            and other.exclusive_group == episode.exclusive_group
        ),
        None,
    )
    return GuardFacts(
        episode=episode,
        member=dossier.member,
        request=request,
        facts=facts_of(facts_row, work.now, CARE_2026),
        policy=policy,
        care=CARE_2026,
        today=work.today,
        now=work.now,
        supervisor=work.caller.has(Role.CARE_SUPERVISOR),
        system=work.caller.has(Role.SERVICE),
        death_reported=dossier.death_report is not None,
        opt_outs=tuple(known["scope"] for known in standing_for(dossier, program)),
        caseload=caseload,
        caseload_limit=caseload_limit,
        referral_source=ReferralSource(source) if source else None,
        rival=rival,
        day_of=work.day_of,
    )


async def _keep(work: Work, disease: Disease, dossier: Dossier, change: Change, facts: GuardFacts) -> None:
    request, before, after = facts.request, change.before, change.after
    if before is not None and before.state is EpisodeState.REFERRED:
        await _answer_referrer(work, change, request)
    if request.member_agreed:
        await lift_opt_outs(work, disease, dossier, after.program, AGREED_ON_CALL, facts.policy)
    leaves = after.outcome is Outcome.OPTED_OUT or DischargeReasonCode.MEMBER_REQUEST in request.reasons
    if leaves and not facts.opt_outs:
        await note_opt_out(work, disease, after, request.scope, request.reason or "", facts.policy)
    await keep_changes(work, disease, dossier, [change])


async def _answer_referrer(work: Work, change: Change, request: ActionRequest) -> None:
    outcome = "accepted" if change.after.state is EpisodeState.IDENTIFIED else "declined"
    triage = {
        "outcome": outcome,
        "closed_as": change.after.outcome,
        "program": change.after.program,
        "reason": request.reason,
        "reply": request.reply,
        "by": work.caller.subject,
        "at": work.now,
    }
    reason = discreet_reason(request.reason, confidential=change.after.confidential)
    for referral in await store_triage(work.tx, change.after.id, outcome, triage):
        work.record(
            "triaged",
            "referral",
            UUID(referral["id"]),
            member_id=change.after.member_id,
            before={"status": "waiting"},
            after={"status": referral["status"], "reason": reason},
            rule_ids=("R1",),
        )
