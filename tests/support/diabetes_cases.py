"""Members with diabetes and what the domain reference and the clarifications say of them, by hand."""

from itertools import product
from typing import Any

from tests.support.import_files import Row
from tests.support.member_bodies import a_body, ago, answered, born, drug, dx, lab, seen, span

D = dx("E11.9")
ED, IN, OUT = "ed", "inpatient", "outpatient"
INSULIN, SULFONYLUREA = drug("5856"), drug("4821")


def a1c(value: str | None, days: int = 10, **different: Any) -> Any:
    return lab("4548-4", value, days, **different)


def gmi(value: str, days: int = 10, **different: Any) -> Any:
    return lab("97506-0", value, days, **different)


def egfr(value: str, days: int = 10, **different: Any) -> Any:
    return lab("98979-8", value, days, **different)


def uacr(value: str, days: int = 10, **different: Any) -> Any:
    return lab("9318-7", value, days, **different)


def pressure(systolic: str, diastolic: str, days: int = 10) -> Any:
    return lab("8480-6", systolic, days), lab("8462-4", diastolic, days)


GOOD = a1c("7.0")
LOW_BEFORE = seen(ED, "E11.649", 800)
GRID = {"100": "LMH", "60": "LMH", "59.9": "MHV", "45": "MHV", "44.9": "HVV", "30": "HVV", "29.9": "VVV", "14.9": "VVV"}
RISK = {"L": ("low", ""), "M": ("moderate", "D-M3"), "H": ("moderate", "D-M3"), "V": ("high", "D-H4")}

# name, body, tier, rules of the reference that hold
TIERS: list[tuple[str, Row, str | None, str]] = [
    *[
        (f"A1c {value}", a_body(D, a1c(value)), tier, rules)
        for value, tier, rules in [
            ("7.9", "low", ""), ("7.99", "low", ""), ("8.0", "moderate", "D-M1"), ("8", "moderate", "D-M1"),
            ("9.0", "moderate", "D-M1"), ("9.00", "moderate", "D-M1"), ("9.01", "high", "D-H1"),
            ("9.1", "high", "D-H1"), ("10.5", "high", "D-H1"),
        ]
    ],
    ("A1c 365 days ago", a_body(D, a1c("7.9", 365)), "low", ""),
    ("A1c 366 days ago", a_body(D, a1c("7.9", 366)), "moderate", "D-M2"),
    ("no A1c", a_body(D), "moderate", "D-M2"),
    ("A1c tomorrow", a_body(D, a1c("7.9", -1)), "moderate", "D-M2"),
    ("A1c above 14", a_body(D, a1c("14", comparator=">")), "high", "D-H1"),
    ("A1c below 4", a_body(D, a1c("4", comparator="<")), "low", ""),
    ("GMI alone", a_body(D, gmi("8.5")), "moderate", "D-M1"),
    ("GMI later", a_body(D, a1c("9.5", 20), gmi("7.5", 10)), "low", ""),
    ("A1c later", a_body(D, a1c("9.5", 10), gmi("7.5", 20)), "high", "D-H1"),
    ("GMI of 20", a_body(D, gmi("20")), "high", "D-H1"),
    ("type 1", a_body(dx("E10.9"), a1c("9.1")), "high", "D-H1"),
    ("scenario 20", a_body(D, a1c("10.5"), seen(IN, "E11.65", 100, 95)), "very_high", "D-VH3 D-H1 D-H3"),
    ("10.0 and a stay", a_body(D, a1c("10.0"), seen(IN, "E11.65", 100, 95)), "high", "D-H1 D-H3"),
    ("10.5 and a crisis", a_body(D, a1c("10.5"), seen(ED, "E11.00", 100)), "very_high", "D-VH3 D-H1 D-H2"),
    ("10.5 and kidneys", a_body(D, a1c("10.5"), egfr("29")), "very_high", "D-VH3 D-H1 D-H4"),
    ("10.5 and the tool", a_body(D, a1c("10.5"), INSULIN, LOW_BEFORE), "very_high", "D-VH3 D-H1 D-H6"),
    ("10.5 and the tool intermediate", a_body(D, a1c("10.5"), LOW_BEFORE), "high", "D-H1 D-M5"),
    ("10.5 and a stay for more", a_body(D, a1c("10.5"), seen(IN, "J18.9", 100, 95)), "high", "D-H1"),
    ("crisis 30 days ago", a_body(D, GOOD, seen(ED, "E11.10", 30)), "very_high", "D-VH2 D-H2"),
    ("crisis 31 days ago", a_body(D, GOOD, seen(ED, "E11.10", 31)), "high", "D-H2"),
    ("crisis 365 days ago", a_body(D, GOOD, seen(ED, "E11.01", 365)), "high", "D-H2"),
    ("crisis 366 days ago", a_body(D, GOOD, seen(ED, "E11.01", 366)), "low", ""),
    ("two crises", a_body(D, GOOD, seen(ED, "E11.10", 100), seen(ED, "E13.11", 200)), "very_high", "D-VH1 D-H2"),
    ("crisis and stay of it", a_body(D, GOOD, seen(ED, "E11.10", 100), seen(IN, "E11.10", 99, 95)), "high",
     "D-H2 D-H3"),
    ("hypoglycaemia", a_body(D, GOOD, seen(ED, "E11.649", 100)), "high", "D-H2 D-M5"),
    *[(f"crisis {code}", a_body(dx("E10.9"), GOOD, seen(ED, code, 100)), "high", "D-H2")
      for code in ("E10.10", "E10.11", "E10.641", "E10.649", "E16.0", "E16.1", "E16.2", "E15", "E08.00", "E09.10")],
    ("no crisis", a_body(dx("E10.9"), GOOD, seen(ED, "E16.4", 100), seen(ED, "E10.65", 90)), "low", ""),
    ("crisis beside", a_body(D, GOOD, seen(ED, "I10", 9, beside="E11.10")),
     "low", ""),
    ("crisis at the office", a_body(D, GOOD, seen(OUT, "E11.10", 9)), "low", ""),
    ("stay 365 days ago", a_body(D, GOOD, seen(IN, "E11.65", 370, 365)), "high", "D-H3"),
    ("stay 366 days ago", a_body(D, GOOD, seen(IN, "E11.65", 370, 366)), "low", ""),
    ("open stay with a crisis", a_body(D, GOOD, seen(IN, "E11.10", 400, end=None)), "very_high",
     "D-VH2 D-H2 D-H3"),
    *[(f"kidney {g} {a}", a_body(D, GOOD, egfr(g), uacr(a)), *RISK[GRID[g][column]])
      for g, (column, a) in product(GRID, [(0, "29.9"), (1, "30"), (1, "300"), (2, "300.1")])],
    *[(f"kidney {g} alone", a_body(D, GOOD, egfr(g)), *RISK[GRID[g][0]]) for g in GRID],
    *[(f"kidney {a} alone", a_body(D, GOOD, uacr(a)), *RISK[risk])
      for a, risk in [("29.9", "L"), ("30", "M"), ("300", "M"), ("300.1", "H")]],
    ("kidney 365 days ago", a_body(D, GOOD, egfr("20", 365)), "high", "D-H4"),
    ("kidney 366 days ago", a_body(D, GOOD, egfr("20", 366)), "low", ""),
    ("the newest kidney", a_body(D, GOOD, egfr("20", 30), egfr("95", 20), uacr("500", 90), uacr("5", 80)), "low", ""),
    ("filtration above 60", a_body(D, GOOD, egfr("60", comparator=">")), "low", ""),
    ("pressure 139 over 89", a_body(D, GOOD, *pressure("139", "89")), "low", ""),
    ("pressure 140 over 80", a_body(D, GOOD, *pressure("140", "80")), "moderate", "D-M4"),
    ("pressure 130 over 90", a_body(D, GOOD, *pressure("130", "90")), "moderate", "D-M4"),
    ("last pressure", a_body(D, GOOD, *pressure("180", "99", 20), *pressure("120", "70", 10)), "low", ""),
    ("pressure 366 days ago", a_body(D, GOOD, *pressure("180", "99", 366)), "low", ""),
    *[(f"foot {code}", a_body(D, GOOD, dx(code, 100)), "high", "D-H5")
      for code in ("E11.621", "L97.509", "Z89.411", "Z89.512", "Z89.611")],
    ("no foot", a_body(D, GOOD, dx("E11.622", 100), dx("Z89.011", 100), dx("L98.9", 100)), "low", ""),
    ("foot 365 days ago", a_body(D, GOOD, dx("L97.509", 365)), "high", "D-H5"),
    ("foot 366 days ago", a_body(D, GOOD, dx("L97.509", 366)), "low", ""),
    ("sore foot", a_body(D, GOOD, answered("diabetes_health", foot_sores_now=True)), "high", "D-H5"),
    ("foot fine", a_body(D, GOOD, answered("diabetes_health", foot_sores_now=False)), "low", ""),
    ("foot not known", a_body(D, GOOD, answered("diabetes_health", foot_sores_now=None)), "low", ""),
    ("one low", a_body(D, GOOD, answered("diabetes_health", level3_lows_3_months=1)), "high", "D-H8"),
    ("no low", a_body(D, GOOD, answered("diabetes_health", level3_lows_3_months=0)), "low", ""),
    ("low 180 days", a_body(D, GOOD, answered("diabetes_health", 180, level3_lows_3_months=2)), "high", "D-H8"),
    ("low 181 days", a_body(D, GOOD, answered("diabetes_health", 181, level3_lows_3_months=2)), "low", ""),
    ("newer answer", a_body(D, GOOD, answered("diabetes_health", 20, level3_lows_3_months=2),
     answered("diabetes_health", 10, level3_lows_3_months=0)), "low", ""),
    ("pregnant", a_body(D, GOOD, ("pregnancy", {"estimated_due_date": ago(-100), "risks": []})), "high", "D-H7"),
    ("pregnant by code", a_body(D, GOOD, dx("Z34.90", 280)), "high", "D-H7"),
    ("pregnant by old code", a_body(D, GOOD, dx("Z34.90", 281)), "low", ""),
    ("intermediate: sulfonylurea at 77", a_body(D, GOOD, SULFONYLUREA, birth=born(77)), "moderate", "D-M5"),
    ("low: sulfonylurea at 76", a_body(D, GOOD, SULFONYLUREA, birth=born(77, 1)), "low", ""),
    ("low: no drug at 80", a_body(D, GOOD, birth=born(80)), "low", ""),
    ("low: metformin at 80", a_body(D, GOOD, drug("6809"), birth=born(80)), "low", ""),
    ("low: sulfonylurea 366 days ago", a_body(D, GOOD, drug("4821", 366), birth=born(80)), "low", ""),
    ("intermediate: 2 ED", a_body(D, GOOD, INSULIN, seen(ED, "I10", 365), seen(ED, "S93.4", 20)), "moderate", "D-M5"),
    ("low: 1 ED", a_body(D, GOOD, INSULIN, seen(ED, "I10", 366), seen(ED, "S93.4", 20)), "low", ""),
    ("low: ED led to a stay", a_body(D, GOOD, INSULIN, seen(ED, "I10", 20), seen(IN, "I10", 19), seen(ED, "I10", 9)),
     "low", ""),
    ("intermediate: kidney code", a_body(D, GOOD, INSULIN, dx("N18.4", 100)), "moderate", "D-M5"),
    ("intermediate: filtration", a_body(D, GOOD, INSULIN, egfr("29.9")), "high", "D-H4 D-M5"),
    ("low: stage 3", a_body(D, GOOD, INSULIN, dx("N18.32", 100), egfr("30")), "moderate", "D-M3"),
    ("intermediate: one low before", a_body(D, GOOD, LOW_BEFORE), "moderate", "D-M5"),
    ("high: one low before, insulin", a_body(D, GOOD, LOW_BEFORE, INSULIN), "high", "D-H6"),
    ("intermediate: low before, sulfonylurea", a_body(D, GOOD, LOW_BEFORE, SULFONYLUREA), "moderate", "D-M5"),
    ("intermediate: two lows before", a_body(D, GOOD, LOW_BEFORE, seen(ED, "E16.2", 700)), "moderate", "D-M5"),
    ("high: three lows before", a_body(D, GOOD, LOW_BEFORE, seen(IN, "E16.2", 700), seen(ED, "E15", 900)), "high",
     "D-H6"),
    ("no tool for type 1", a_body(dx("E10.9"), GOOD, seen(ED, "E10.649", 800), INSULIN), "low", ""),
    ("no tool at 17", a_body(D, GOOD, LOW_BEFORE, INSULIN, birth=born(18, 1)), "low", ""),
    ("tool at 18", a_body(D, GOOD, LOW_BEFORE, INSULIN, birth=born(18)), "high", "D-H6"),
    ("uncovered", a_body(D, a1c("9.5"), cover=[span(3000, 1)]), None, ""),
    ("dead", a_body(D, a1c("9.5"), deceased_on=ago(5)), None, ""),
]  # fmt: skip
IDENTIFIED = [
    *[a_body(dx(code)) for code in ("E08.9", "E09.9", "E10.9", "E11.65", "E13.9", "E119")],
    *[a_body(dx(code, system="snomed")) for code in ("44054006", "46635009")],
    a_body(seen(OUT, "E11.9", 5), seen(OUT, "E11.9", 730)),
    a_body(seen(OUT, "E11.9", 5), seen(ED, "E11.9", 730)),
    a_body(seen(ED, "E11.9", 5), seen(ED, "E11.9", 9)),
    a_body(seen(IN, "E11.9", 740, 730)),
    a_body(seen(IN, "I10", 5, beside="E11.9")),
    a_body(seen(ED, "E11.65", 5), seen(IN, "I50.9", 4)),
    a_body(seen(ED, "I50.9", 5, beside="E11.9"), seen(IN, "I50.9", 5, 1)),
    a_body(seen(OUT, "E11.9", 5), INSULIN),
    a_body(seen(OUT, "E11.9", 5), drug("999999", called="sulfonylurea")),
    a_body(D, birth=born(1)),
]
NOT_IDENTIFIED = [
    a_body(GOOD, a1c("10.5")),
    *[a_body(dx(code)) for code in ("R73.03", "R73.01", "O24.410", "E14", "E16.2")],
    a_body(dx("E11.9", -1)),
    a_body(seen(OUT, "E11.9", 5)),
    a_body(seen(ED, "E11.9", 5), seen(ED, "E11.9", 731)),
    a_body(seen(ED, "E11.9", 5), seen(IN, "I50.9", 3)),
    a_body(seen(IN, "E11.9", 740, 731)),
    a_body(seen(OUT, "E11.9", 5), drug("6809")),
    a_body(seen(OUT, "E11.9", 5), drug("6809", called="insulin")),
    a_body(INSULIN, SULFONYLUREA),
    a_body(seen(OUT, "E11.9", 5), drug("5856", 731)),
]
