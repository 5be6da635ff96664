"""Members of whose facts something cannot be used or is not there, and how that has to be told."""

from typing import Any

from tests.support.asthma_cases import A, act, pred
from tests.support.diabetes_cases import GOOD, D, a1c, egfr, gmi, uacr
from tests.support.import_files import Row
from tests.support.member_bodies import a_body, ago, control, drug, dx, lab, seen, span

# name, body, disease, tier, what `missing` has to say: name, reason
REJECTED: list[tuple[str, Row, str, str | None, tuple[str, str]]] = [
    ("A1c in mmol/mol", a_body(D, a1c("53", unit="mmol/mol")), "diabetes", "moderate", ("a1c", "rejected")),
    ("A1c without a unit", a_body(D, a1c("9.5", unit=None)), "diabetes", "moderate", ("a1c", "rejected")),
    ("A1c without a value", a_body(D, a1c(None)), "diabetes", "moderate", ("a1c", "rejected")),
    ("A1c that cannot be", a_body(D, a1c("70")), "diabetes", "moderate", ("a1c", "rejected")),
    ("an eAG as GMI", a_body(D, gmi("154", unit="mg/dL")), "diabetes", "moderate", ("gmi", "rejected")),
    ("an eAG as GMI in per cent", a_body(D, gmi("154")), "diabetes", "moderate", ("gmi", "rejected")),
    ("GMI above 20", a_body(D, gmi("20.1")), "diabetes", "moderate", ("gmi", "rejected")),
    ("a bad GMI beside an A1c", a_body(D, a1c("7.5", 20), gmi("154")), "diabetes", "low", ("gmi", "rejected")),
    ("uACR in mg/mmol", a_body(D, GOOD, uacr("40", unit="mg/mmol")), "diabetes", "low", ("uacr", "rejected")),
    ("eGFR in mL/min", a_body(D, GOOD, egfr("20", unit="mL/min")), "diabetes", "low", ("egfr", "rejected")),
    ("pressure in kPa", a_body(D, GOOD, lab("8480-6", "150", unit="kPa")), "diabetes", "low", ("systolic", "rejected")),
    ("ACT of 26", a_body(A, act("26")), "asthma", "low", ("asthma_control_total", "rejected")),
    ("ACT of 4", a_body(A, act("4")), "asthma", "low", ("asthma_control_total", "rejected")),
]
GAPS: list[tuple[str, Row, str, tuple[str, str]]] = [
    ("A1c tomorrow", a_body(D, a1c("7.9", -1)), "diabetes", ("a1c", "after_as_of")),
    ("a visit tomorrow", a_body(A, seen("ed", "J45.901", -1)), "asthma", ("encounter", "after_as_of")),
    ("a diagnosis tomorrow", a_body(dx("J45.20", -1)), "asthma", ("condition", "after_as_of")),
    ("canisters tomorrow", a_body(A, drug("435", -1)), "asthma", ("medication", "after_as_of")),
    ("answers tomorrow", a_body(A, control(-1)), "asthma", ("assessment", "after_as_of")),
    ("death tomorrow", a_body(A, deceased_on=ago(-1)), "asthma", ("deceased_on", "after_as_of")),
    ("an old A1c", a_body(D, a1c("7.9", 366)), "diabetes", ("a1c", "stale")),
    ("no A1c", a_body(D), "diabetes", ("a1c", "absent")),
    ("no uACR", a_body(D, GOOD, egfr("40")), "diabetes", ("uacr", "assumed")),
    ("no eGFR", a_body(D, GOOD, uacr("40")), "diabetes", ("egfr", "assumed")),
    ("old answers", a_body(A, control(181)), "asthma", ("asthma_control", "stale")),
    ("no answers", a_body(A), "asthma", ("asthma_control", "absent")),
    ("one domain not answered", a_body(A, control(activity_limitation=None)), "asthma",
     ("activity_limitation", "absent")),
    ("an answer that cannot be", a_body(A, control(reliever_days_per_week=8)), "asthma",
     ("reliever_days_per_week", "rejected")),
    ("no drugs", a_body(A), "asthma", ("amr", "absent")),
    ("no pharmacy", a_body(A, cover=[span(3000, None, False)]), "asthma", ("pharmacy_data", "absent")),
    ("no cover", a_body(A, cover=[span(60)]), "asthma", ("coverage", "absent")),
    ("steroids for how long", a_body(A, dx("J45.20", 50), pred(50, None)), "asthma", ("days_supply", "assumed")),
    ("a reliever called a controller", a_body(A, drug("435", called="asthma_controller")), "asthma",
     ("medication_class", "rejected")),
    ("a LABA called a controller", a_body(A, drug("36117", called="asthma_controller")), "asthma",
     ("medication_class", "rejected")),
    ("insulin called a sulfonylurea", a_body(D, drug("5856", called="sulfonylurea")), "diabetes",
     ("medication_class", "rejected")),
    ("metformin called insulin", a_body(D, drug("6809", called="insulin")), "diabetes",
     ("medication_class", "rejected")),
    ("metformin called insulin, not identified", a_body(drug("6809", called="insulin")), "diabetes",
     ("medication_class", "rejected")),
    ("albuterol called a controller, not identified", a_body(drug("435", called="asthma_controller")), "asthma",
     ("medication_class", "rejected")),
]  # fmt: skip
NULLS: Row = {
    **a_body(),
    "conditions": None, "observations": None, "encounters": None, "medications": None, "pregnancy": None,
    "assessments": None,
}  # fmt: skip
MEASURES: list[tuple[str, Row, str, dict[str, Any]]] = [
    ("9.0", a_body(D, a1c("9.0")), "diabetes", {"gsd_poor_control": False, "gsd_controlled": False}),
    ("9.1", a_body(D, a1c("9.1")), "diabetes", {"gsd_poor_control": True, "gsd_controlled": False}),
    ("8.0", a_body(D, a1c("8.0")), "diabetes", {"gsd_poor_control": False, "gsd_controlled": False}),
    ("7.9", a_body(D, a1c("7.9")), "diabetes", {"gsd_poor_control": False, "gsd_controlled": True}),
    ("none in the year", a_body(D), "diabetes", {"gsd_poor_control": True, "gsd_controlled": False}),
    ("not identified", a_body(a1c("9.5")), "diabetes", {"gsd_poor_control": None, "gsd_controlled": None}),
    ("nothing known", a_body(), "diabetes", {"gsd_poor_control": None, "gsd_controlled": None}),
    ("17", a_body(D, birth="2008-03-02"), "diabetes", {"gsd_poor_control": None, "gsd_controlled": None}),
    ("18", a_body(D, birth="2008-03-01"), "diabetes", {"gsd_poor_control": True, "gsd_controlled": False}),
    ("76", a_body(D, birth="1950-03-01"), "diabetes", {"gsd_poor_control": None, "gsd_controlled": None}),
    ("no drugs", a_body(A, cover=[span(59, None, False)]), "asthma", {"amr": None}),
    ("0.40", a_body(A, drug("435", units=3), drug("19831", units=2)), "asthma", {"amr": "0.40"}),
    ("0.50", a_body(A, drug("435", units=2), drug("19831", units=2)), "asthma", {"amr": "0.50"}),
]
