"""For every tier rule of diabetes: facts that just make it hold, and facts that just do not."""

from datetime import timedelta
from typing import TypeAlias

from shared.kernel.facts.member_facts import Pregnancy
from tests.unit.disease.members import (
    AS_OF,
    GLIPIZIDE,
    INSULIN,
    Fact,
    a1c,
    ago,
    answers,
    condition,
    drug,
    ed,
    egfr,
    gmi,
    pressure,
    stay,
    uacr,
    visit,
)

Facts: TypeAlias = tuple[Fact, ...]
KETOACIDOSIS, HYPEROSMOLAR, LOW_SUGAR = "E11.10", "E11.00", "E11.649"


def lows(count: int, first: int = 500) -> Facts:
    """ED visits for low blood sugar, longer ago than a year."""
    return tuple(ed(first + 10 * number, LOW_SUGAR) for number in range(count))


def due_in(days: int) -> Pregnancy:
    return Pregnancy(estimated_due_date=AS_OF + timedelta(days=days))


DIABETES_EXAMPLES: dict[str, list[tuple[str, Facts, Facts]]] = {
    "D-VH1": [
        ("two", (ed(90, KETOACIDOSIS), ed(365, HYPEROSMOLAR)), (ed(90, KETOACIDOSIS), ed(366, HYPEROSMOLAR))),
        ("one event", (ed(90, "E16.2"), stay(80, "E16.2")), (ed(90, "E16.2"), stay(80, "E16.2", since=89))),
    ],
    "D-VH2": [
        ("30 days", (ed(30, LOW_SUGAR),), (ed(31, LOW_SUGAR),)),
        ("stay", (stay(30, "E15"),), (stay(31, "E15"),)),
    ],
    "D-VH3": [
        ("above 10.0", (a1c("10.1"), stay(90, "E11.9")), (a1c("10.0"), stay(90, "E11.9"))),
        ("stay", (a1c("10.5"), stay(365, "E11.65")), (a1c("10.5"), stay(366, "E11.65"))),
        ("crisis", (a1c("10.5"), ed(365, KETOACIDOSIS)), (a1c("10.5"), ed(366, KETOACIDOSIS))),
        ("kidney", (a1c("10.5"), egfr("29")), (a1c("10.5"), egfr("30"))),
        ("tool", (a1c("10.5"), *lows(3)), (a1c("10.5"), *lows(2))),
    ],
    "D-H1": [
        ("above 9.0", (a1c("9.1"),), (a1c("9.0"),)),
        ("more than 9.0", (a1c("9.0", comparator=">"),), (a1c("9.0", comparator=">="),)),
        ("GMI later", (a1c("7.0", 21), gmi("9.1", 20)), (a1c("7.0", 20), gmi("9.1", 21))),
    ],
    "D-H2": [
        ("in 365 days", (ed(365, KETOACIDOSIS),), (ed(366, KETOACIDOSIS),)),
        ("principal", (ed(90, "E16.1"),), (ed(90, "E16.9"),)),
    ],
    "D-H3": [
        ("in 365 days", (stay(365, "E11.65"),), (stay(366, "E11.65"),)),
        ("for diabetes", (stay(9, "E11.65"),), (stay(9, "I10"),)),
    ],
    "D-H4": [
        ("filtration alone", (egfr("29.9"),), (egfr("30"),)),
        ("albumin above 300", (egfr("45"), uacr("300.1")), (egfr("45"), uacr("300"))),
        ("albumin from 30", (egfr("44.9"), uacr("30")), (egfr("44.9"), uacr("29.9"))),
        ("in 365 days", (egfr("20", 365),), (egfr("20", 366),)),
    ],
    "D-H5": [
        ("ulcer", (visit(365, "E11.621"),), (visit(366, "E11.621"),)),
        ("other place", (visit(9, "I10", "L97.511"),), (visit(9, "I10", "L98.4"),)),
        ("amputation", (condition("Z89.411", 9),), (condition("Z89.211", 9),)),
        (
            "sores now",
            (answers("diabetes_health", 180, foot_sores_now=True),),
            (answers("diabetes_health", 181, foot_sores_now=True),),
        ),
        (
            "sores told",
            (answers("diabetes_health", foot_sores_now=True),),
            (answers("diabetes_health", foot_sores_now=None),),
        ),
    ],
    "D-H6": [
        ("three lows", lows(3), lows(2)),
        ("with insulin", (*lows(1), drug(INSULIN, 365)), (*lows(1), drug(INSULIN, 366))),
    ],
    "D-H7": [
        ("after conception", (due_in(280),), (due_in(281),)),
        ("by code", (visit(280, "O24.111"),), (visit(281, "O24.111"),)),
        ("not ended", (due_in(9),), (Pregnancy(estimated_due_date=AS_OF, ended_on=ago(0)),)),
    ],
    "D-H8": [
        (
            "one low",
            (answers("diabetes_health", level3_lows_3_months=1),),
            (answers("diabetes_health", level3_lows_3_months=0),),
        ),
        (
            "180 days",
            (answers("diabetes_health", 180, level3_lows_3_months=1),),
            (answers("diabetes_health", 181, level3_lows_3_months=1),),
        ),
    ],
    "D-M1": [("from 8.0", (a1c("8.0"),), (a1c("7.9"),)), ("to 9.0", (a1c("9.0"),), (a1c("9.1"),))],
    "D-M2": [("in 365 days", (a1c("7.9", 366),), (a1c("7.9", 365),)), ("GMI will do", (), (gmi("7.0"),))],
    "D-M3": [
        ("filtration below 60", (egfr("59"),), (egfr("60"),)),
        ("albumin from 30", (uacr("30"),), (uacr("29"),)),
        ("no more when very high", (egfr("30"),), (egfr("29"),)),
    ],
    "D-M4": [
        ("systolic", pressure("140", "80"), pressure("139", "80")),
        ("diastolic", pressure("120", "90"), pressure("120", "89")),
        (
            "last",
            (*pressure("120", "80", 9), *pressure("150", "95", 8)),
            (*pressure("150", "95", 9), *pressure("120", "80", 8)),
        ),
        ("in 365 days", pressure("150", "95", 365), pressure("150", "95", 366)),
    ],
    "D-M5": [
        ("a low without insulin", lows(1), ()),
        (
            "sulfonylurea and two ED visits",
            (drug(GLIPIZIDE, 9), ed(40, "S93.4"), ed(365, "S93.4")),
            (drug(GLIPIZIDE, 9), ed(40, "S93.4"), ed(366, "S93.4")),
        ),
        ("insulin and kidney disease", (drug(INSULIN, 9), egfr("29")), (drug(INSULIN, 9), egfr("30"))),
        (
            "insulin and dialysis",
            (drug(INSULIN, 9), condition("Z99.2", 900)),
            (drug(INSULIN, 9), condition("N18.3", 900)),
        ),
    ],
}
