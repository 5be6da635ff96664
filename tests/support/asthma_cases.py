"""Members with asthma and what the domain reference and the clarifications say of them, by hand."""

from typing import Any

from tests.support.import_files import Row
from tests.support.member_bodies import OPEN, a_body, ago, answered, born, control, drug, dx, lab, seen, span

A = dx("J45.909")
NO_DRUGS = [span(3000, None, False)]
ED, IN, OUT = "ed", "inpatient", "outpatient"
FEW = (drug("435", units=2), drug("19831", units=1))  # a ratio of one third
EVEN = (drug("435", units=2), drug("19831", units=2))


def pred(days: int, supply: int | None = 5, code: str = "8640", **different: Any) -> Any:
    return drug(code, days, days_supply=supply, **different)


def act(total: str, days: int = 10, **different: Any) -> Any:
    return lab("82668-5", total, days, **different)


GOOD, NOT_WELL, POOR = ("low", ""), ("moderate", "A-M5"), ("high", "A-H4")


def night(wakings: int, **different: Any) -> Row:
    return {"night_wakings_per_month": wakings, **different}


# birth, answers, tier and rule
CONTROL: list[tuple[str, Row, tuple[str, str]]] = [
    (born(36), night(2, daytime_symptom_days_per_week=2, reliever_days_per_week=2), GOOD),
    (born(36), {"oral_steroid_courses_12_months": 1}, GOOD),
    (born(36), {"daytime_symptom_days_per_week": 3}, NOT_WELL),
    (born(36), {"symptoms_throughout_day": True}, POOR),
    (born(36), {"reliever_days_per_week": 3}, NOT_WELL),
    (born(36), {"reliever_several_times_daily": True}, POOR),
    (born(36), {"activity_limitation": "some"}, NOT_WELL),
    (born(36), {"activity_limitation": "extreme"}, POOR),
    (born(36), {"activity_limitation": "some", "night_wakings_per_month": None}, NOT_WELL),
    *[(born(12), night(n), found) for n, found in [(2, GOOD), (3, NOT_WELL), (15, NOT_WELL), (16, POOR)]],
    *[(born(12, 1), night(n), found) for n, found in [(1, GOOD), (2, NOT_WELL), (7, NOT_WELL), (8, POOR)]],
    *[(born(5), night(n), found) for n, found in [(1, GOOD), (7, NOT_WELL), (8, POOR)]],
    *[(born(5, 1), night(n), found) for n, found in [(1, GOOD), (2, NOT_WELL), (4, NOT_WELL), (5, POOR)]],
    *[(born(5, 1), {"oral_steroid_courses_12_months": n}, found) for n, found in
      [(1, GOOD), (2, NOT_WELL), (3, NOT_WELL), (4, POOR)]],
]  # fmt: skip

# name, body, tier, rules of the reference that hold
TIERS: list[tuple[str, Row, str | None, str]] = [
    ("nothing but the diagnosis", a_body(A), "low", ""),
    ("ED today", a_body(A, seen(ED, "J45.901", 0)), "very_high", "A-VH4"),
    ("ED 30 days ago", a_body(A, seen(ED, "J45.901", 30)), "very_high", "A-VH4"),
    ("ED 31 days ago", a_body(A, seen(ED, "J45.901", 31)), "moderate", "A-M1"),
    ("ED 365 days ago", a_body(A, seen(ED, "J45.901", 365)), "moderate", "A-M1"),
    ("ED 366 days ago", a_body(A, seen(ED, "J45.901", 366)), "low", ""),
    ("ED counts on its start", a_body(A, seen(ED, "J45.901", 31, 29)), "moderate", "A-M1"),
    ("ED with asthma beside", a_body(A, seen(ED, "J18.9", 9, beside="J45.901")),
     "low", ""),
    ("scenario 21, 20 days", a_body(A, seen(ED, "J45.901", 20)), "very_high", "A-VH4"),
    ("scenario 21, 0.40", a_body(A, seen(ED, "J45.901", 200), drug("435", units=3), drug("19831", units=2)),
     "high", "A-H5 A-M1 A-M3 A-M4"),
    ("scenario 21, 0.50", a_body(A, seen(ED, "J45.901", 200), *EVEN), "moderate", "A-M1"),
    ("two ED", a_body(A, seen(ED, "J45.901", 100), seen(ED, "J45.21", 200)), "high", "A-H2"),
    ("three ED", a_body(A, *(seen(ED, "J45.901", n) for n in (100, 200, 365))), "very_high", "A-VH3 A-H2"),
    ("third ED too old", a_body(A, *(seen(ED, "J45.901", n) for n in (100, 200, 366))), "high", "A-H2"),
    ("stay ended 30 days ago", a_body(A, seen(IN, "J45.901", 40, 30)), "very_high", "A-VH4 A-H1"),
    ("stay ended 31 days ago", a_body(A, seen(IN, "J45.901", 40, 31)), "high", "A-H1"),
    ("stay ended 365 days ago", a_body(A, seen(IN, "J45.901", 370, 365)), "high", "A-H1"),
    ("stay ended 366 days ago", a_body(A, seen(IN, "J45.901", 370, 366)), "low", ""),
    ("open stay", a_body(A, seen(IN, "J45.901", 400, **OPEN)), "very_high", "A-VH4 A-H1"),
    ("stay ends tomorrow", a_body(A, seen(IN, "J45.901", 50, -1)), "very_high", "A-VH4 A-H1"),
    ("two stays", a_body(A, seen(IN, "J45.901", 90), seen(IN, "J45.901", 200)), "very_high", "A-VH2 A-H1"),
    ("ED and stay same night", a_body(A, seen(ED, "J45.901", 20), seen(IN, "J45.901", 20, 15)),
     "very_high", "A-VH4 A-H1"),
    ("scenario 23 later", a_body(A, seen(ED, "J45.901", 50), seen(IN, "J45.901", 50, 31)), "high", "A-H1"),
    ("stay the next day", a_body(A, seen(ED, "J45.901", 100), seen(IN, "J45.901", 99, 95)), "high", "A-H1"),
    ("stay the day after next", a_body(A, seen(ED, "J45.901", 100), seen(IN, "J45.901", 98, 95)), "high", "A-H1 A-M1"),
    ("stay the day after a long ED", a_body(A, seen(ED, "J45.901", 100, 99), seen(IN, "J45.901", 98, 95)),
     "high", "A-H1"),
    ("ED on the day of discharge", a_body(A, seen(IN, "J45.901", 100, 95), seen(ED, "J45.901", 95)), "high",
     "A-H1 A-M1"),
    ("ED led to a stay for more", a_body(A, seen(ED, "J45.901", 100), seen(IN, "J18.9", 100, 95)), "high", "A-H1"),
    ("ED before two stays, for asthma first", a_body(A, seen(ED, "J45.901", 100), seen(IN, "J45.901", 100, 98),
     seen(IN, "J18.9", 100, 95)), "high", "A-H1"),
    ("ED before two stays, one still open", a_body(A, seen(ED, "J45.901", 100), seen(IN, "J18.9", 100, **OPEN),
     seen(IN, "J45.901", 100, 95)), "high", "A-H1"),
    ("two stays at once", a_body(A, seen(IN, "J45.901", 100, 90), seen(IN, "J45.901", 95, 85)), "very_high",
     "A-VH2 A-H1"),
    ("two ED of one night", a_body(A, seen(ED, "J45.901", 100), seen(ED, "J45.901", 100), seen(IN, "J45.901", 99)),
     "high", "A-H1"),
    ("intensive care long ago", a_body(A, seen(IN, "J45.901", 3000, icu=True)), "very_high", "A-VH1"),
    ("intensive care for something else", a_body(A, seen(IN, "J18.9", 300, icu=True)), "low", ""),
    ("12 canisters", a_body(A, drug("435", units=12), drug("19831", units=12)), "very_high", "A-VH5 A-M4"),
    ("11 canisters", a_body(A, drug("435", units=11), drug("19831", units=11)), "moderate", "A-M4"),
    ("3 canisters on one day", a_body(A, *[drug("435", units=1)] * 3, drug("19831", units=3)), "moderate", "A-M4"),
    ("2 canisters", a_body(A, *EVEN), "low", ""),
    ("canisters 366 days ago", a_body(A, drug("435", 366, units=12)), "low", ""),
    ("canisters 365 days ago", a_body(A, drug("435", 365, units=2)), "moderate", "A-M3"),
    ("no units means one", a_body(A, drug("435"), drug("237159"), drug("19831", days_supply=90)), "moderate", "A-M3"),
    ("31 days of tablets are 2", a_body(A, drug("435", units=2), drug("88249", days_supply=31)), "low", ""),
    ("30 days of tablets are 1", a_body(A, drug("435", units=2), drug("88249", days_supply=30)), "moderate", "A-M3"),
    ("zero units", a_body(A, drug("435", units=0)), "low", ""),
    ("a LABA is no controller", a_body(A, drug("435", units=2), drug("36117", units=5)), "moderate", "A-M3"),
    ("a LABA called a controller", a_body(A, drug("435", units=2),
     drug("36117", units=5, called="asthma_controller")), "moderate", "A-M3"),
    ("a reliever called a controller", a_body(A, drug("435", units=2, called="asthma_controller")),
     "moderate", "A-M3"),
    ("an unknown code with a class", a_body(A, drug("435", units=2),
     drug("999999", units=2, called="asthma_controller")), "low", ""),
    ("an unknown code without", a_body(A, drug("435", units=2), drug("999999", units=2)), "moderate", "A-M3"),
    ("a course", a_body(A, dx("J45.909", 100), pred(100)), "moderate", "A-M2"),
    ("a course 7 days before", a_body(A, dx("J45.909", 100), pred(107)), "moderate", "A-M2"),
    ("a course 8 days before", a_body(A, dx("J45.909", 100), pred(108)), "low", ""),
    ("a course 7 days after", a_body(A, seen(OUT, "J45.909", 100), pred(93)), "moderate", "A-M2"),
    ("a course 8 days after", a_body(A, seen(OUT, "J45.909", 100), pred(92)), "low", ""),
    ("21 days", a_body(A, dx("J45.909", 100), pred(100, 21)), "moderate", "A-M2"),
    ("22 days", a_body(A, dx("J45.909", 100), pred(100, 22)), "low", ""),
    ("two courses", a_body(A, dx("J45.909", 100), dx("J45.909", 114), pred(100), pred(114, code="8638")), "high",
     "A-H3"),
    ("one course of two", a_body(A, dx("J45.909", 100), pred(94), pred(107)), "moderate", "A-M2"),
    ("a course and few controllers", a_body(A, dx("J45.909", 100), pred(100), *FEW), "high", "A-H5 A-M2 A-M3"),
    ("a course 365 days ago", a_body(A, dx("J45.909", 365), pred(365)), "moderate", "A-M2"),
    ("a course 366 days ago", a_body(A, dx("J45.909", 365), pred(366)), "low", ""),
    ("severe without controller", a_body(A, dx("J45.50", 100)), "high", "A-H6 A-M6"),
    ("severe with controller", a_body(A, dx("J45.51", 100), drug("19831", units=1)), "moderate", "A-M6"),
    ("severe, old controller", a_body(A, dx("J45.50", 100), drug("19831", 366, units=1)), "high", "A-H6 A-M6"),
    ("severe without pharmacy", a_body(A, dx("J45.50", 100), cover=NO_DRUGS), "moderate", "A-M6"),
    ("severe, 180 days of pharmacy", a_body(A, dx("J45.50", 100), cover=[*NO_DRUGS, span(300, 121)]), "high",
     "A-H6 A-M6"),
    ("severe, 179 days of pharmacy", a_body(A, dx("J45.50", 100), cover=[*NO_DRUGS, span(300, 122)]), "moderate",
     "A-M6"),
    ("moderate persistent", a_body(A, dx("J45.40", 100)), "moderate", "A-M6"),
    ("mild persistent", a_body(A, dx("J45.30", 100)), "low", ""),
    ("the newest severity", a_body(A, dx("J45.50", 200), dx("J45.20", 100)), "low", ""),
    ("the highest of a day", a_body(A, dx("J45.20", 100), dx("J45.50", 100)), "high", "A-H6 A-M6"),
    ("severity of a claim", a_body(A, dx("J45.20", 200), seen(OUT, "J45.41", 100)), "moderate", "A-M6"),
    ("severity 24 months ago", a_body(dx("J45.40", 730)), "moderate", "A-M6"),
    ("severity older", a_body(dx("J45.40", 731)), "low", ""),
    ("ACT 20", a_body(A, act("20")), "low", ""),
    ("ACT 19", a_body(A, act("19")), "moderate", "A-M5"),
    ("ACT 16", a_body(A, act("16")), "moderate", "A-M5"),
    ("ACT 15", a_body(A, act("15", unit=None)), "high", "A-H4"),
    ("ACT 180 days old", a_body(A, act("15", 180)), "high", "A-H4"),
    ("ACT 181 days old", a_body(A, act("15", 181)), "low", ""),
    ("ACT at 11", a_body(A, act("15"), birth=born(12, 1)), "low", ""),
    ("ACT at 12", a_body(A, act("15"), birth=born(12)), "high", "A-H4"),
    ("HRA newer than ACT", a_body(A, act("15", 20), control(10)), "low", ""),
    ("ACT newer than HRA", a_body(A, act("15", 10), control(20)), "high", "A-H4"),
    ("HRA 180 days old", a_body(A, control(180, reliever_days_per_week=3)), "moderate", "A-M5"),
    ("HRA 181 days old", a_body(A, control(181, reliever_days_per_week=3)), "low", ""),
    ("no pharmacy, 60 days (22)", a_body(A, cover=[span(59, None, False)]), "undetermined", ""),
    ("and well controlled (22)", a_body(A, control(), cover=[span(59, None, False)]), "low", ""),
    ("and four domains", a_body(A, control(activity_limitation=None), cover=NO_DRUGS), "undetermined", ""),
    ("180 days", a_body(A, cover=[span(179)]), "low", ""),
    ("179 days", a_body(A, cover=[span(178)]), "undetermined", ""),
    ("180 days with a gap", a_body(A, cover=[span(300, 211), span(89)]), "low", ""),
    ("days in two spans", a_body(A, cover=[span(300, 211), span(250, 205), span(83)]), "low", ""),
    ("days in two spans, one less", a_body(A, cover=[span(300, 211), span(250, 205), span(82)]), "undetermined", ""),
    ("pharmacy not told", a_body(A, cover=[span(3000, None, None)]), "undetermined", ""),
    ("covered until today", a_body(A, cover=[span(3000, 0)]), "low", ""),
    ("covered until yesterday", a_body(A, cover=[span(3000, 1)]), None, ""),
    ("covered from tomorrow", a_body(A, cover=[span(-1)]), None, ""),
    ("covered from today", a_body(A, cover=[span(3000, 100), span(0)]), "low", ""),
    ("died today", a_body(A, seen(ED, "J45.901", 3), deceased_on=ago(0)), None, ""),
    ("dies tomorrow", a_body(A, seen(ED, "J45.901", 3), deceased_on=ago(-1)), "very_high", "A-VH4"),
    ("tomorrow's visit", a_body(A, seen(ED, "J45.901", -1)), "low", ""),
    ("tomorrow's canisters", a_body(A, drug("435", -1, units=12)), "low", ""),
    ("tomorrow's total", a_body(A, act("15", -1)), "low", ""),
    *[
        (f"control {birth} {answers}", a_body(A, control(**answers), birth=birth), tier, rules)
        for birth, answers, (tier, rules) in CONTROL
    ],
]  # fmt: skip
IDENTIFIED = [
    *[a_body(dx(code)) for code in ("J45.20", "J45.998", "J45.990", "J45.991", "J82.83", "J45901")],
    a_body(dx("195967001", system="snomed")),
    a_body(seen(ED, "J45.901", 730)),
    a_body(seen(IN, "J45.901", 740, 730)),
    a_body(seen(OUT, "J45.901", 730), seen(OUT, "J18.9", 5, beside="J45.20")),
    a_body(seen(OUT, "J45.901", 5), drug("435", 5), drug("435", 6)),
    a_body(seen(OUT, "J45.901", 5), drug("435", 5), drug("19831", 5)),
    a_body(A, birth=born(2)),
    a_body(A, deceased_on=ago(0)),
    a_body(A, cover=[]),
]
NOT_IDENTIFIED = [
    a_body(),
    *[a_body(dx(code)) for code in ("J44.9", "J46", "J82.3")],
    a_body(dx("J45.909", -1)),
    a_body(seen(ED, "J45.901", 731)),
    a_body(seen(OUT, "J45.901", 5)),
    a_body(seen(OUT, "J45.901", 5), seen(OUT, "J45.901", 731)),
    a_body(seen(ED, "J18.9", 5, beside="J45.901")),
    a_body(drug("435", 5), drug("435", 6)),
    a_body(seen(OUT, "J45.901", 5), drug("435", 5), drug("435", 5)),
    a_body(seen(OUT, "J45.901", 5), drug("36117", 5), drug("36117", 6)),
    a_body(A, birth=born(2, 1)),
    a_body(answered("asthma_control", daytime_symptom_days_per_week=7), act("10"), *FEW),
]
