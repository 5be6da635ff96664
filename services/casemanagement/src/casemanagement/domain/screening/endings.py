"""R18: a pregnancy and the weeks after it pass, a child outgrows the danger of lead, or the goal of lead is met."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from casemanagement.domain.episode import Episode
from casemanagement.domain.lifecycle import ENROLLED, EpisodeAction, EpisodeState, Outcome, transition_of
from casemanagement.domain.moves import Change, ended
from casemanagement.domain.program import ProgramCode
from casemanagement.domain.screening.blood_lead import LeadPicture, LeadResult
from casemanagement.domain.screening.evidence import Evidence
from casemanagement.domain.screening.pregnancy import PregnancyPicture
from casemanagement.domain.sources import domain_page
from shared.kernel.calendar import months_after
from shared.kernel.finding import Severity, Violation
from shared.kernel.rule import Rule, rule
from shared.kernel.rule_pages import plain
from shared.kernel.rule_result import Input

PREGNANCY = frozenset({ProgramCode.PRENATAL, ProgramCode.HIGH_RISK_OBSTETRICS})
LEAD = frozenset({ProgramCode.LEAD})
BEFORE_OUTREACH = (EpisodeState.IDENTIFIED, EpisodeState.STRATIFIED)


@dataclass(frozen=True, slots=True)
class EndFacts:
    """`pregnancy` is the one of the day, if there is one."""

    evidence: Evidence
    pregnancy: PregnancyPicture | None
    blood_lead: LeadPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """`known_on` is the day of the fact that decides: a case that began after it is about something else."""

    programs: frozenset[ProgramCode]
    known_on: date
    why: str
    inputs: tuple[Input, ...]

    @property
    def detail(self) -> dict[str, Any]:
        return {"inputs": [plain(given) for given in self.inputs]}


@rule(
    id="R18",
    stage="ending",
    severity=Severity.INFO,
    message="{why}. A case that nobody has taken on closes as not eligible; else its case manager ends it.",
    citation=domain_page("7, R18", "Prenatal ends after the postpartum window; lead at its goal, or at 72 months."),
)
def a_condition_that_ended_ends_its_case(facts: EndFacts) -> Iterator[Violation]:
    for ending in endings(facts):
        yield Violation(f"/programs/{min(ending.programs)}", actual=str(ending.known_on), values={"why": ending.why})


END_RULES: tuple[Rule[EndFacts], ...] = (a_condition_that_ended_ends_its_case,)


def endings(facts: EndFacts) -> tuple[Ending, ...]:
    return tuple(ending for ending in (_of_pregnancy(facts), _of_lead(facts.blood_lead)) if ending is not None)


def _of_pregnancy(facts: EndFacts) -> Ending | None:
    evidence = facts.evidence
    over = None if facts.pregnancy is not None else _pregnancy_over(evidence)
    if over is None:
        return None
    days = evidence.rule_set.prenatal.postpartum_days
    last_day = date.fromisoformat(str(over.value)) + timedelta(days=days)
    if evidence.as_of <= last_day:
        return None
    return Ending(
        programs=PREGNANCY,
        known_on=last_day,
        why=f"The pregnancy ended on {over.value} and the {days} days after it have passed",
        inputs=(over, evidence.of_rule_set("postpartum_days", days)),
    )


def _pregnancy_over(evidence: Evidence) -> Input | None:
    """Its end as told or as a code says; without either, two weeks after a due date that passed unmet."""
    given, ends = evidence.facts.pregnancy, evidence.mentioned("pregnancy_ended")
    told = given.ended_on if given is not None else None
    if told is not None and told <= evidence.as_of:
        return Input("pregnancy_ended", told.isoformat(), "pregnancy", told)
    due_on = given.estimated_due_date if given is not None else None
    if ends and (due_on is None or ends[0].on > due_on - timedelta(days=evidence.rule_set.prenatal.gestation_days)):
        end = ends[0]
        return Input("pregnancy_ended", end.on.isoformat(), f"{end.origin} {end.code}", end.on)
    if due_on is None:
        return None
    presumed = due_on + timedelta(days=evidence.rule_set.prenatal.overdue_days)
    return Input("pregnancy_presumed_over", presumed.isoformat(), "estimated_due_date", due_on)


def _of_lead(picture: LeadPicture) -> Ending | None:
    newest, policy, evidence = picture.newest_venous, picture.policy, picture.evidence
    if newest is None or not _below(picture, newest) or picture.unconfirmed or picture.undetermined:
        return None
    threshold = evidence.of_rule_set("lead_cm_threshold", f"{policy.cm_threshold:f}")
    first = _first_of_low_run(picture)
    if (newest.on - first.on).days >= policy.closure_days:
        return Ending(
            programs=LEAD,
            known_on=newest.on,
            why=f"Venous results of {first.on} and {newest.on} lie below the threshold: the goal of the program is met",
            inputs=(*first.inputs, *newest.inputs, threshold, evidence.of_rule_set("days_apart", policy.closure_days)),
        )
    if months_after(evidence.person.birth_date, policy.closing_age_months) <= evidence.as_of:
        return Ending(
            programs=LEAD,
            known_on=newest.on,
            why=f"The child is {policy.closing_age_months} months old, the result of {newest.on} below the threshold",
            inputs=(*newest.inputs, threshold, evidence.of_rule_set("age_in_months", policy.closing_age_months)),
        )
    return None


def _below(picture: LeadPicture, result: LeadResult) -> bool:
    return result.micrograms is not None and result.micrograms < picture.policy.cm_threshold


def _first_of_low_run(picture: LeadPicture) -> LeadResult:
    """The oldest of the newest venous results that follow each other below the threshold."""
    run = picture.venous[-1]
    for result in reversed(picture.venous):
        if not _below(picture, result):
            break
        run = result
    return run


def concerned(episodes: tuple[Episode, ...], ending: Ending) -> tuple[Episode, ...]:
    """The accepted cases that the ending is about."""
    return tuple(
        episode
        for episode in episodes
        if episode.program in ending.programs
        and episode.state in (*BEFORE_OUTREACH, *ENROLLED)
        and episode.eligible_at is not None
        and episode.eligible_at.date() <= ending.known_on
    )


def closed(episode: Episode, ending: Ending, now: datetime, today: date) -> Change | None:
    """T4 for a case that nobody has taken on; None where a case manager decides."""
    if episode.state not in BEFORE_OUTREACH:
        return None
    close = transition_of(episode.state, EpisodeAction.CLOSE)
    return ended(
        episode,
        close,
        now,
        today,
        reasons=(),
        outcome=Outcome.NOT_ELIGIBLE,
        number="T4",
        reason=f"{ending.why}.",
        rule_ids=("R18",),
        detail=ending.detail,
    )
