"""The figures of case management: what each counts, over what, and what this service does not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from casemanagement.domain.care.sources import GOALS_MET, told
from shared.kernel.citation import Citation
from shared.kernel.rule_pages import citation_as_json

SHARE = Decimal("0.0001")
DAYS = Decimal("0.1")


class Unit(StrEnum):
    SHARE = "share"
    DAYS = "days"
    CASES_PER_CASE_MANAGER = "cases_per_case_manager"


class GroupBy(StrEnum):
    PROGRAM = "program"
    LEVEL = "level"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`over` and `under` name the counts of a group that are divided; a measure in days names one figure, `figure`."""

    code: str
    title: str
    numerator: str
    denominator: str
    formula: str
    unit: Unit = Unit.SHARE
    over: str | None = None
    under: str | None = None
    figure: str | None = None
    citation: Citation


def _kpi(words: str) -> Citation:
    return told("8, KPIs", words)


COHORT = "cases that became eligible in the period"
ENROLLED = "cases that became eligible in the period and were enrolled"
ENDED = "discharges in the period that stand"
ENROLMENT = _kpi("Enrolled of identified; the programs are opt-out, so it is shown with engagement.")
ENGAGEMENT = _kpi("Engaged of enrolled, and reached of attempted.")
ASSESSED = _kpi(
    "Days from eligibility to begun and to complete, shares in time, outcomes in four classes; refused and unreachable "
    "are reported beside, not left out."
)
DISCHARGED = _kpi("Goals met of eligible at discharge, and discharges by reason.")
LEAD_TESTS = _kpi("Capillary results confirmed on time, retests on time, siblings tested.")
MAIL = _kpi("Sent, and returned.")


def _share(code: str, title: str, over: tuple[str, str], under: tuple[str, str], citation: Citation) -> Measure:
    """`over` and `under`: the count of a group, and what it counts in words."""
    return Measure(
        code=code,
        title=title,
        numerator=over[1],
        denominator=under[1],
        formula=f"{over[0]} / {under[0]}",
        over=over[0],
        under=under[0],
        citation=citation,
    )


def _days(code: str, title: str, figure: str, of: str, citation: Citation) -> Measure:
    return Measure(
        code=code,
        title=title,
        numerator=of,
        denominator="their number",
        formula=f"{figure}, interpolated between the two nearest",
        unit=Unit.DAYS,
        figure=figure,
        citation=citation,
    )


_ENROLLED, _COHORT = ("enrolled", ENROLLED), ("identified", COHORT)
_ENDED = ("discharges", ENDED)
_BEGUN, _COMPLETED = "days from eligibility to the first assessment", "days from eligibility to its completion"

MEASURES: tuple[Measure, ...] = (
    _share("enrolment_rate", "Enrolment rate", ("enrolled", "of these, enrolled"), _COHORT, ENROLMENT),
    _share(
        "engagement_rate",
        "Engagement rate",
        ("engaged", "of these, with an evaluation that began in a live contact"),
        _ENROLLED,
        ENGAGEMENT,
    ),
    _share(
        "reached_rate",
        "Reached of attempted",
        ("reached", "of these, with a contact in the period that reached the member"),
        ("attempted", "cases with an outbound contact in the period"),
        ENGAGEMENT,
    ),
    _share(
        "opt_out_before_engagement",
        "Opted out before engagement",
        ("opted_out_before", "of these, closed because the member opted out"),
        _ENROLLED,
        _kpi("Opted out of enrolled, before and after engagement apart."),
    ),
    _share(
        "opt_out_after_engagement",
        "Opted out after engagement",
        ("opted_out_after", "of these, discharged because the member asked for it"),
        _ENROLLED,
        _kpi("Opted out of enrolled, before and after engagement apart."),
    ),
    _share(
        "unable_to_reach_rate",
        "Not reached",
        ("unreachable", "of these, closed because the member could not be reached"),
        _ENROLLED,
        _kpi("Closed as unable to reach, of enrolled."),
    ),
    _days("days_to_begun_median", "Median days to assessment", "begun_median", _BEGUN, ASSESSED),
    _days("days_to_begun_p90", "Ninth decile of days to assessment", "begun_p90", _BEGUN, ASSESSED),
    _days("days_to_completed_median", "Median days to completed assessment", "completed_median", _COMPLETED, ASSESSED),
    _days(
        "days_to_completed_p90", "Ninth decile of days to completed assessment", "completed_p90", _COMPLETED, ASSESSED
    ),
    _share(
        "begun_in_time",
        "Assessment begun in 30 days",
        ("begun_in_time", "of these, with an assessment begun within 30 days of eligibility"),
        _ENROLLED,
        ASSESSED,
    ),
    _share(
        "completed_in_time",
        "Assessment completed in 60 days",
        ("completed_in_time", "of these, with an assessment completed within 60 days of eligibility"),
        _ENROLLED,
        ASSESSED,
    ),
    *(
        _share(f"assessment_{outcome}", f"Assessments: {name}", (outcome, f"of these, {words}"), _ENROLLED, ASSESSED)
        for outcome, name, words in (
            ("completed", "completed", "whose assessment is completed"),
            ("refused", "refused", "whose member refused the assessment"),
            ("attempts_made", "attempts made", "without an assessment, where it was tried or somebody called"),
            ("attempts_not_made", "attempts not made", "without an assessment, where nothing was tried"),
        )
    ),
    _share(
        "goals_met",
        "Goals met",
        ("goals_met", "goals that were met, at the discharges in the period"),
        ("goals_eligible", "goals that counted, at the discharges in the period"),
        DISCHARGED,
    ),
    _share(
        "discharged_with_80_percent",
        "Discharges with 80 percent of goals met",
        ("with_80_percent", "of these, with at least four fifths of the goals met"),
        _ENDED,
        GOALS_MET,
    ),
    *(
        _share(
            f"discharged_{reason}", f"Discharges: {name}", (reason, f"of these, with the reason: {name}"), _ENDED, cite
        )
        for reason, name, cite in (
            ("goals_met_80", "goals met", DISCHARGED),
            ("non_adherence", "non-adherence", DISCHARGED),
            ("plan_termination", "termination from the plan", DISCHARGED),
            ("member_request", "request of the member", DISCHARGED),
            ("death", "death", DISCHARGED),
        )
    ),
    _days(
        "length_of_episode_median",
        "Median length of a case",
        "length_median",
        "days from enrolment to the discharge in the period",
        _kpi("Median days of a case."),
    ),
    Measure(
        code="caseload",
        title="Caseload",
        numerator="enrolled cases that are open on the last day of the period",
        denominator="case managers who have one of them; full-time equivalents are not known here",
        formula="open_cases / case_managers",
        unit=Unit.CASES_PER_CASE_MANAGER,
        over="open_cases",
        under="case_managers",
        citation=_kpi("Open cases per case manager."),
    ),
    *(
        _share(
            code,
            title,
            (f"{kind}_on_time", "of these, done by their day"),
            (f"{kind}_due", f"tasks of this kind that were due in the period ({kind})"),
            LEAD_TESTS,
        )
        for kind, code, title in (
            ("confirm_lead", "lead_confirmed_on_time", "Lead: confirmed on time"),
            ("retest_lead", "lead_retested_on_time", "Lead: retested on time"),
            ("test_sibling", "lead_siblings_tested", "Lead: siblings tested on time"),
        )
    ),
    _share(
        "high_risk_share",
        "High-risk obstetrics of pregnancies",
        ("high_risk", "of these, high-risk obstetrics"),
        ("pregnancies", "cases of the prenatal category that became eligible in the period"),
        _kpi("Share of high-risk obstetrics."),
    ),
    _share(
        "mail_returned",
        "Letters that came back",
        ("letters_returned", "of these, came back"),
        ("letters_sent", "letters sent in the period"),
        MAIL,
    ),
)

NOT_HELD = (
    ("ED and inpatient visits per 1000", "Claims are held by the disease service."),
    ("A1c, AMR, kidney, eye and blood pressure", "Measures of the disease service: GET /disease/v1/measures."),
    ("New enrollees screened in 90 days", "Enrolment with the plan starts no clock here; nobody sends it."),
    ("Low birth weight and preterm rate", "Outcomes of births are not recorded here."),
    ("Satisfaction and complaints", "No survey is sent from here."),
    ("Prenatal screening in 15 business days", "The day of the notice of a pregnancy is not sent to us."),
)


def figures_of(groups: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """JSON values per measure with its definition; a group is `group` and its counts, absent ones are zero."""
    known = list(groups)
    return [
        {
            "measure": measure.code,
            "title": measure.title,
            "unit": measure.unit,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "formula": measure.formula,
            "citation": citation_as_json(measure.citation),
            "groups": [_figure(measure, group) for group in known],
        }
        for measure in MEASURES
    ]


def _figure(measure: Measure, group: Mapping[str, Any]) -> dict[str, Any]:
    if measure.figure is not None:
        value = group.get(measure.figure)
        return {"group": group["group"], "count": None, "of": None, "value": _text(value, DAYS)}
    count, of = group.get(measure.over or "") or 0, group.get(measure.under or "") or 0
    value = Decimal(count) / Decimal(of) if of else None
    return {"group": group["group"], "count": count, "of": of, "value": _text(value, SHARE)}


def _text(value: Any, step: Decimal) -> str | None:
    return None if value is None else str(Decimal(str(value)).quantize(step))


def rows_of(figures: Iterable[Mapping[str, Any]], start: str, end: str) -> list[list[str]]:
    """The same figures as lines, with their heading."""
    rows = [["from", "to", "group", "measure", "unit", "count", "of", "value", "numerator", "denominator"]]
    for measure in figures:
        rows.extend(
            [
                start,
                end,
                group["group"],
                measure["measure"],
                measure["unit"],
                *("" if group[name] is None else str(group[name]) for name in ("count", "of", "value")),
                measure["numerator"],
                measure["denominator"],
            ]
            for group in measure["groups"]
        )
    return rows
