"""Store what happened to the cases of a member, in one place for every use case."""

from collections.abc import Sequence
from dataclasses import replace

from casemanagement.clients.disease import Disease
from casemanagement.domain.discretion import discreet_reason, discreet_rules
from casemanagement.domain.moves import Change, lead_after
from casemanagement.persistence.episode_repository import change_lead, save_changes
from casemanagement.persistence.member_repository import Dossier
from casemanagement.use_cases.follow_changes import follow_changes
from shared.runtime.work import Work


async def keep_changes(work: Work, disease: Disease, dossier: Dossier, changes: Sequence[Change]) -> Dossier:
    """Write the changes with their audit entries; a change of the lead is told to the disease service.

    Answers the dossier as it is then.
    """
    if not changes:
        return dossier
    await save_changes(work, changes)
    for change in changes:
        record(work, change)
    changed = {change.after.id: change.after for change in changes}
    known = tuple(changed.pop(episode.id, episode) for episode in dossier.episodes)
    episodes = (*known, *changed.values())
    lead = lead_after(dossier.lead, episodes)
    if lead != dossier.lead:
        member_id = dossier.member.id
        await change_lead(work.tx, work.new_id(), member_id, lead, work.now)
        disease.tell_lead(work, member_id, lead)
    await follow_changes(work, changes)
    return replace(dossier, episodes=episodes, lead=lead)


def record(work: Work, change: Change) -> None:
    """The audit entry of one change."""
    before, after, event = change.before, change.after, change.event
    hidden = after.confidential
    reason = discreet_reason(event.reason, confidential=hidden)
    work.record(
        event.action,
        "case",
        after.id,
        member_id=after.member_id,
        before=None if before is None else {"state": before.state},
        after={"state": after.state, "transition": event.transition, "reason": reason},
        rule_ids=discreet_rules(event.rule_ids, confidential=hidden),
        effective_at=event.effective_at,
    )
