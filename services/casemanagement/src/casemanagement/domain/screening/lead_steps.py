"""What follows from lead results: confirming, retesting, the actions of the band, the five services."""

from datetime import date

from casemanagement.domain.programs import LEAD_SERVICES
from casemanagement.domain.screening.blood_lead import LeadPicture, LeadResult
from casemanagement.domain.screening.rule import NextStep, ScreeningOutcome
from casemanagement.domain.screening.rule_set import LeadBand
from casemanagement.domain.sources import CDC_LEAD
from shared.kernel.citation import Citation

BY_LEVEL = Citation(
    CDC_LEAD, "Actions by level", "What is done depends on the level; higher levels are followed sooner."
)
CASES = (ScreeningOutcome.ENROLL, ScreeningOutcome.PROVISIONAL)


def next_steps(picture: LeadPicture, outcome: ScreeningOutcome) -> tuple[NextStep, ...]:
    """Most urgent first."""
    decisive = picture.highest
    band = picture.band_of(decisive) if decisive else None
    steps: list[NextStep] = []
    if band is not None and band.same_day:
        steps.append(_step("same_day_nurse", "A nurse calls the family today.", due_on=picture.evidence.as_of))
    to_confirm = picture.pending or picture.overdue or picture.watched_capillary
    if to_confirm is not None:
        confirm_by = picture.confirm_by(to_confirm)
        steps.append(_step("venous_confirmation", "Have blood drawn from a vein and tested.", due_on=confirm_by))
    elif band is not None and picture.newest_venous is not None:
        steps.append(_retest(picture, picture.newest_venous, band))
    if picture.undetermined is not None or picture.code_without_result is not None:
        steps.append(_step("find_result", "Ask the laboratory for the result, or have the member tested."))
    if outcome in CASES:
        steps.extend(NextStep(code=s.code, text=s.name, citation=s.citation) for s in LEAD_SERVICES)
    elif band is not None:
        education = LEAD_SERVICES[0]
        steps.append(NextStep(code=education.code, text=education.name, citation=education.citation))
    if band is not None:
        steps.extend(_step(action.code, action.text) for action in band.actions)
    return tuple(steps)


def _retest(picture: LeadPicture, newest: LeadResult, band: LeadBand) -> NextStep:
    """At the early pace, unless enough results have been followed and the newest is lower than the one before."""
    followed = [r for r in picture.venous if picture.reaches(r, picture.policy.watch_threshold)]
    declining = len(followed) > picture.policy.early_tests and followed[-1].weight < followed[-2].weight
    window = band.retest_later if declining else band.retest_early
    return _step(
        "retest",
        "Have the blood lead tested again.",
        not_before=window.first.after(newest.on),
        due_on=window.last.after(newest.on),
    )


def _step(code: str, text: str, *, not_before: date | None = None, due_on: date | None = None) -> NextStep:
    return NextStep(code=code, text=text, not_before=not_before, due_on=due_on, citation=BY_LEVEL)
