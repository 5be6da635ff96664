"""For every tier rule of asthma: facts that just make it hold, and facts that just do not."""

from datetime import timedelta

from shared.kernel.facts.member_facts import Coverage
from tests.unit.disease.members import (
    ALBUTEROL,
    BUDESONIDE,
    MONTELUKAST,
    PREDNISONE,
    SALMETEROL,
    Fact,
    ago,
    condition,
    control,
    control_total,
    drug,
    ed,
    stay,
    visit,
)

Facts = tuple[Fact, ...]


def course(days: int, supply: int = 5) -> Facts:
    return drug(PREDNISONE, days, supply=supply), visit(days, "J45.909")


def canisters(count: str) -> Facts:
    """Enough controllers beside them for a ratio of a half."""
    return drug(ALBUTEROL, 100, count), drug(BUDESONIDE, 100, count)


ASTHMA_EXAMPLES: dict[str, list[tuple[str, Facts, Facts]]] = {
    "A-VH1": [
        ("ever", (stay(3000, icu=True),), (stay(3000),)),
        ("for asthma", (ed(3000, icu=True),), (ed(3000, "J18.9", icu=True),)),
    ],
    "A-VH2": [
        ("two", (stay(100), stay(200)), (stay(100),)),
        ("in 365 days", (stay(100), stay(365)), (stay(100), stay(366))),
    ],
    "A-VH3": [("three", (ed(50), ed(100), ed(365)), (ed(50), ed(100), ed(366)))],
    "A-VH4": [
        ("ED visit", (ed(30),), (ed(31),)),
        ("stay by its end", (stay(30, since=50),), (stay(31, since=50),)),
        ("for asthma", (ed(10),), (ed(10, "J20.9"),)),
    ],
    "A-VH5": [("canisters", canisters("12"), canisters("11"))],
    "A-H1": [("in 365 days", (stay(365),), (stay(366),)), ("principal", (stay(90),), (stay(90, "J18.9"),))],
    "A-H2": [("two", (ed(40), ed(365)), (ed(40), ed(366)))],
    "A-H3": [
        ("14 days apart", (*course(100), *course(114)), (*course(100), *course(113))),
        ("at most 21 days of supply", (*course(100), *course(200, 21)), (*course(100), *course(200, 22))),
        (
            "within 7 days of asthma",
            (*course(100), drug(PREDNISONE, 200, supply=5), visit(207, "J45.909")),
            (*course(100), drug(PREDNISONE, 200, supply=5), visit(208, "J45.909")),
        ),
        (
            "near a confirmed diagnosis",
            (*course(100), drug(PREDNISONE, 200, supply=5), condition("J45.909", 193)),
            (*course(100), drug(PREDNISONE, 200, supply=5), condition("J45.909", 192)),
        ),
    ],
    "A-H4": [
        ("night wakings", (control(night_wakings_per_month=16),), (control(night_wakings_per_month=15),)),
        ("all day", (control(symptoms_throughout_day=True),), (control(daytime_symptom_days_per_week=7),)),
        ("several times a day", (control(reliever_several_times_daily=True),), (control(reliever_days_per_week=7),)),
        ("activity", (control(activity_limitation="extreme"),), (control(activity_limitation="some"),)),
        ("courses told", (control(oral_steroid_courses_12_months=2),), (control(oral_steroid_courses_12_months=1),)),
        ("180 days", (control(180, activity_limitation="extreme"),), (control(181, activity_limitation="extreme"),)),
        ("total", (control_total("15"),), (control_total("16"),)),
    ],
    "A-H5": [
        ("visit", (ed(200), drug(ALBUTEROL, 50, "3"), drug(BUDESONIDE, 50, "2")), (ed(200), *canisters("2"))),
        ("course", (*course(200), drug(ALBUTEROL, 50, "1")), (*course(200),)),
        ("an event", (ed(365), drug(ALBUTEROL, 50, "1")), (ed(366), drug(ALBUTEROL, 50, "1"))),
    ],
    "A-H6": [
        ("severe", (condition("J45.50", 100),), (condition("J45.40", 100),)),
        (
            "no controller",
            (condition("J45.50", 100), drug(SALMETEROL, 50)),
            (condition("J45.50"), drug(MONTELUKAST, 9)),
        ),
        ("24 months", (condition("J45.51", 730),), (condition("J45.51", 731),)),
        (
            "newest",
            (condition("J45.30", 101), condition("J45.50", 100)),
            (condition("J45.50", 101), condition("J45.30", 100)),
        ),
        (
            "highest of the day",
            (condition("J45.50", 9), condition("J45.30", 9)),
            (condition("J45.40", 9), condition("J45.30", 9)),
        ),
    ],
    "A-M1": [
        ("31 days ago", (ed(31),), (ed(30),)),
        ("365 days ago", (ed(365),), (ed(366),)),
        ("one", (ed(90),), (ed(90), ed(91))),
    ],
    "A-M2": [("one", course(100), (*course(100), *course(200))), ("in 365 days", course(365), course(366))],
    "A-M3": [
        (
            "below a half",
            (drug(ALBUTEROL, 9, "3"), drug(BUDESONIDE, 9, "2")),
            (drug(ALBUTEROL, 9, "2"), drug(BUDESONIDE, 9, "2")),
        ),
        ("of a year", (drug(ALBUTEROL, 365),), (drug(ALBUTEROL, 366),)),
        (
            "oral days",
            (drug(ALBUTEROL, 9, "3"), drug(MONTELUKAST, 9, supply=60)),
            (drug(ALBUTEROL, 9, "3"), drug(MONTELUKAST, 9, supply=61)),
        ),
    ],
    "A-M4": [("canisters", canisters("3"), canisters("2.9"))],
    "A-M5": [
        ("daytime", (control(daytime_symptom_days_per_week=3),), (control(daytime_symptom_days_per_week=2),)),
        ("night", (control(night_wakings_per_month=3),), (control(night_wakings_per_month=2),)),
        ("reliever", (control(reliever_days_per_week=3),), (control(reliever_days_per_week=2),)),
        ("activity", (control(activity_limitation="some"),), (control(activity_limitation="none"),)),
        ("total", (control_total("19"),), (control_total("20"),)),
        ("newest", (control(9), control_total("17", 8)), (control(8), control_total("17", 9))),
    ],
    "A-M6": [("moderate", (condition("J45.41", 100),), (condition("J45.31", 100),))],
}

HALF_A_YEAR = timedelta(days=179)
COVERED_180_DAYS = (Coverage(ago(700), ago(500)), Coverage(ago(365), ago(365) + HALF_A_YEAR), Coverage(ago(0)))
