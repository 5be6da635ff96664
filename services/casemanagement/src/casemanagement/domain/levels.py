"""R14: a level that a nurse set by hand gives way after its time, or when the rules find a higher one than before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from casemanagement.domain.episode import Episode
from casemanagement.domain.lifecycle import BY_MOVE, EpisodeAction, EpisodeState
from casemanagement.domain.moves import Change, moved
from casemanagement.domain.policy import CasePolicy
from casemanagement.domain.sources import domain_page
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import Rule, evaluate, rule

ENGINE = "engine"
SET_LEVEL = BY_MOVE[EpisodeState.STRATIFIED, EpisodeAction.STRATIFY]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFacts:
    """`found` is the level that the rules find now, `order` the levels of the program from low to high."""

    episode: Episode
    found: str | None
    order: tuple[str, ...]
    policy: CasePolicy
    now: datetime


@rule(
    id="R14",
    stage="level",
    severity=Severity.INFO,
    message="{why}, so the level of the rules holds again in place of the one that was set by hand.",
    citation=domain_page("7, R14", "A level rises at once; one set by hand expires after 180 days, or when it rises."),
)
def a_level_set_by_hand_gives_way(facts: LevelFacts) -> Iterator[Violation]:
    episode, days = facts.episode, facts.policy.level_override_days
    if not set_by_hand(episode):
        return
    if rises(episode, facts.found, facts.order):
        why = f"The rules found the higher level {facts.found}"
        yield Violation("/level", facts.found, episode.level, {"why": why})
    elif episode.level_set_at is not None and facts.now - episode.level_set_at >= timedelta(days=days):
        yield Violation("/level", facts.found, episode.level, {"why": f"{days} days have passed"})


LEVEL_RULES: tuple[Rule[LevelFacts], ...] = (a_level_set_by_hand_gives_way,)


def set_by_hand(episode: Episode) -> bool:
    """Beside a level of the rules; where they found none, the nurse's is the only one and stands."""
    return episode.level_by not in (None, ENGINE) and episode.machine_level is not None


def rises(episode: Episode, found: str | None, order: tuple[str, ...]) -> bool:
    """Whether the rules find a higher level than they did."""
    known = episode.machine_level
    return found in order and known in order and order.index(found) > order.index(known)


def why_it_gives_way(facts: LevelFacts) -> str | None:
    """The sentence for the log of the case; None while the level that was set by hand stands."""
    findings = evaluate(LEVEL_RULES, facts, facts.policy.id).findings
    return findings[0].message if findings else None


def expired(episode: Episode, policy: CasePolicy, now: datetime) -> Change | None:
    """The level of the rules in place of the one that was set by hand, without a new finding."""
    facts = LevelFacts(episode=episode, found=episode.machine_level, order=(), policy=policy, now=now)
    because = why_it_gives_way(facts)
    if because is None:
        return None
    return moved(
        episode,
        SET_LEVEL,
        now,
        to=episode.state,
        reason=because,
        detail={"level": {"before": episode.level, "after": episode.machine_level}},
        rule_ids=("R14",),
        level=episode.machine_level,
        level_by=ENGINE,
        level_reason=None,
        level_set_at=None,
    )
