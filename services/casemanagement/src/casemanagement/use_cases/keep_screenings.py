"""Keep what a page of members was found for: results, new and changed cases, their log, and how far the job is.

As many statements whatever the number of members; every member is locked first, in the order of ids.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casemanagement.domain.episode import Episode
from casemanagement.domain.levels import LevelFacts
from casemanagement.domain.lifecycle import EpisodeState
from casemanagement.domain.member import is_confidential
from casemanagement.domain.moves import Change
from casemanagement.domain.policy import policy_on
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening import consequences
from casemanagement.domain.screening.consequences import Disposition, Opening, Verdict
from casemanagement.domain.screening.rule import ProgramFound, ScreeningOutcome
from casemanagement.domain.screening.rule_set import RuleSet
from casemanagement.domain.screening.screening import Screening
from casemanagement.domain.screening.trace import detail_of, discreet, trace_of
from casemanagement.persistence.case_numbers import next_case_numbers
from casemanagement.persistence.episode_repository import save_changes
from casemanagement.persistence.screening_repository import Subject, keep_results, subjects_for_update
from casemanagement.use_cases.follow_changes import follow_changes
from casemanagement.use_cases.follow_endings import cases_over, closings, propose_ends
from casemanagement.use_cases.keep_changes import record
from casemanagement.use_cases.put_on_work_list import Followed, put_on_work_list
from shared.runtime.work import Work


@dataclass(frozen=True, slots=True)
class Judged:
    member_id: UUID
    screening: Screening


@dataclass(slots=True)
class Rounds:
    """Changes in the order in which one episode goes through them; those of a round are written together."""

    first: list[Change] = field(default_factory=list)
    levels: list[Change] = field(default_factory=list)
    ends: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Finding:
    subject: Subject
    screening: Screening
    found: ProgramFound
    verdict: Verdict


async def keep_screenings(
    work: Work, screening_id: UUID, rule_set: RuleSet, time_zone: str, page: Sequence[Judged], tested: frozenset[UUID]
) -> Counter[str]:
    """How many findings came to which disposition, and how many members are not known here.

    `tested` are the children who live with somebody found for lead and are known to have a result themselves.
    """
    found = [judged.member_id for judged in page if judged.screening.programs or judged.screening.identified]
    over = [judged.member_id for judged in page if judged.screening.endings]
    subjects = await subjects_for_update(work.tx, [judged.member_id for judged in page], found, over, work.today)
    findings = [
        finding
        for judged in page
        for finding in _findings(subjects.get(judged.member_id), judged, work.today, rule_set)
    ]
    opening = [finding for finding in findings if finding.verdict.disposition is Disposition.OPENED]
    numbers = iter(await next_case_numbers(work.tx, len(opening)) if opening else [])
    rounds, results, followed = Rounds(), [], []
    for finding in findings:
        episode_id = _follow(work, finding, rounds, numbers, screening_id, rule_set, ZoneInfo(time_zone))
        result = _result(work, finding, screening_id, episode_id)
        results.append(result)
        followed.append(_followed(finding, episode_id, confidential=result["confidential"]))
    for judged in page:
        subject = subjects.get(judged.member_id)
        if subject is not None:
            screening = judged.screening
            absent = consequences.refuted_by_absence(subject.episodes, screening.programs, screening.as_of)
            rounds.first.extend(consequences.refuted(episode, work.now, work.today) for episode in absent)
    changed = {change.after.id for change in (*rounds.first, *rounds.levels, *rounds.ends)}
    present = [(subjects[one.member_id], one.screening) for one in page if one.member_id in subjects]
    cases = cases_over(present, changed)
    rounds.ends.extend(closings(work, cases))
    for changes in (rounds.first, rounds.levels, rounds.ends):
        if changes:
            await save_changes(work, changes)
            for change in changes:
                record(work, change)
            await follow_changes(work, changes)
    await propose_ends(work, cases, {change.after.id for change in rounds.ends})
    if results:
        await keep_results(work.tx, results)
        await put_on_work_list(work, followed, rule_set.lead, tested)
    counts = Counter(finding.verdict.disposition.value for finding in findings)
    counts["not_known"] = sum(member_id not in subjects for member_id in found)
    return +counts


def _findings(subject: Subject | None, judged: Judged, today: date, rule_set: RuleSet) -> list[Finding]:
    if subject is None:
        return []
    screening, hiv = judged.screening, rule_set.lists["hiv_diagnosis"]
    excluded = [
        Finding(subject, screening, discreet(found, hiv), Verdict(Disposition.EXCLUDED))
        for found in screening.identified
    ]
    return excluded + [
        Finding(
            subject,
            screening,
            discreet(found, hiv),
            consequences.verdict(
                found,
                subject.member,
                subject.episodes,
                subject.scopes_left,
                screening.as_of,
                today,
                rule_set.levels_of(found.program),
            ),
        )
        for found in screening.programs
    ]


def _follow(
    work: Work, finding: Finding, rounds: Rounds, numbers: Any, screening_id: UUID, rule_set: RuleSet, zone: ZoneInfo
) -> UUID | None:
    """Put the changes of the finding into their rounds; answers the id of its episode, if there is one."""
    found, verdict, now = finding.found, finding.verdict, work.now
    trace = trace_of(found, finding.screening)

    def facts_of(episode: Episode) -> LevelFacts:
        order, policy = rule_set.levels_of(found.program), policy_on(work.today)
        return LevelFacts(episode=episode, found=found.level, order=order, policy=policy, now=now)

    if verdict.disposition is Disposition.OPENED:
        opening = _opening(work, finding, next(numbers), screening_id, rule_set.id, zone)
        change = consequences.opened(found, opening, trace, now)
        rounds.first.append(change)
        if found.outcome is not ScreeningOutcome.PROVISIONAL:
            change = consequences.stratified(facts_of(change.after), found, rule_set.id, trace)
            rounds.levels.append(change)
        if found.outcome is ScreeningOutcome.INFO_ONLY:
            rounds.ends.append(consequences.informed(change.after, now, work.today))
        return opening.id
    episode = verdict.episode
    if episode is None:
        return None
    if verdict.disposition is Disposition.CLOSED:
        rounds.first.append(consequences.refuted(episode, now, work.today))
    elif verdict.disposition is Disposition.CHANGED:
        change = consequences.stratified(facts_of(episode), found, rule_set.id, trace)
        rounds.levels.append(change)
        if found.outcome is ScreeningOutcome.INFO_ONLY:
            rounds.ends.append(consequences.informed(change.after, now, work.today))
    return episode.id


def _opening(work: Work, finding: Finding, number: str, screening_id: UUID, rule_set: str, zone: ZoneInfo) -> Opening:
    found, member, policy = finding.found, finding.subject.member, policy_on(work.today)
    earlier = [episode.episode_no or 0 for episode in finding.subject.episodes if episode.program is found.program]
    usual = policy.next_contact(EpisodeState.IDENTIFIED, work.today)
    return Opening(
        id=work.new_id(),
        number=number,
        member_id=member.id,
        screening_id=screening_id,
        rule_set=rule_set,
        episode_no=max(earlier, default=0) + 1,
        confidential=is_confidential(found.program, member, work.today, policy),
        eligible_at=_eligible_at(found.eligible_on, work, zone),
        next_contact_on=consequences.next_contact_on(found, usual, work.today),
    )


def _eligible_at(day: date, work: Work, zone: ZoneInfo) -> datetime:
    """The instant of the finding; for an earlier day its beginning in the office."""
    return work.now if day >= work.today else datetime.combine(day, time(), zone)


def _followed(finding: Finding, episode_id: UUID | None, *, confidential: bool) -> Followed:
    episode = finding.verdict.episode
    return Followed(
        member_id=finding.subject.member.id,
        found=finding.found,
        disposition=finding.verdict.disposition,
        episode_id=episode_id,
        assignee=episode.primary_case_manager if episode else None,
        confidential=confidential,
    )


def _result(work: Work, finding: Finding, screening_id: UUID, episode_id: UUID | None) -> dict[str, Any]:
    found, member = finding.found, finding.subject.member
    return {
        "screening_id": screening_id,
        "member_id": member.id,
        "program": found.program,
        "outcome": found.outcome,
        "level": found.level,
        "eligible_on": found.eligible_on,
        "excluded": finding.screening.excluded,
        "disposition": finding.verdict.disposition,
        "episode_id": episode_id,
        "confidential": is_confidential(ProgramCode(found.program), member, work.today, policy_on(work.today)),
        "detail": detail_of(found, finding.screening),
    }
