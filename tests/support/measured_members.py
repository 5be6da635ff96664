"""Made-up members of two years, enrolled mostly, near the boundaries of the yearly measures; the same for each seed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.support.import_files import Row

EDGES = ("01-01", "12-31", "12-01", "12-02", "06-15", "03-02")
ASTHMA = ("icd10cm:J45.40", "icd10cm:J45.909", "icd10cm:J45.901")
EXCLUDING = ("icd10cm:J44.9", "icd10cm:E84.0", "icd10cm:J96.01", "icd10cm:J68.0", "icd10cm:N18.6", "icd10cm:J96.11")
DIABETES = ("icd10cm:E11.9", "icd10cm:E10.9", "icd10cm:E11.319", "snomed:44054006")
ASTHMA_DRUGS = ("19831", "88249", "435", "745679", "36117", "8640")
RESULTS = (
    ("4548-4", "%", ("7.9", "8.0", "9.0", "9.1")),
    ("97506-0", "%", ("7.9", "9.1", "154")),
    ("98979-8", "mL/min/{1.73_m2}", ("50", "95")),
    ("9318-7", "mg/g", ("20", "400")),
    ("14957-5", "mg/L", ("12",)),
    ("2161-8", "mg/dL", ("90",)),
    ("71490-7", None, (None,)),
)


class History:
    """One member: what differs in the notice, and rows of facts, around `year`."""

    def __init__(self, random: Random, year: int) -> None:
        self._random = random
        self._year = year
        self._drugs = random.choice((ASTHMA_DRUGS, ("435", "745679", "19831"), ("435", "88249")))

    def day(self) -> str:
        year = self._year - self._random.choice((0, 0, 0, 1, 1, 2))
        if self._random.random() < 0.3:
            return f"{year}-{self._random.choice(EDGES)}"
        return str(date(year, 1, 1) + timedelta(days=self._random.randrange(365)))

    def notice(self) -> Row:
        random, year = self._random, self._year
        age = random.choice((4, 5, 17, 18, 30, 40, 50, 64, 65, 75, 76, 85, 86))
        gap = random.choice((44, 45, 46))
        back = date(year - random.choice((0, 1)), 1, 1) + timedelta(days=gap)
        coverage = random.choice(
            (
                [{"program": "medicaid", "start": "2010-01-01"}],
                [{"program": "medicaid", "start": "2010-01-01"}],
                [{"program": "medicaid", "start": "2010-01-01", "pharmacy": False}],
                [{"program": "medicaid", "start": str(back)}],
                [
                    {"program": "medicaid", "start": "2010-01-01", "end": f"{year}-06-30"},
                    {"program": "medicaid", "start": str(date(year, 7, 1) + timedelta(days=gap))},
                ],
                [{"program": "medicaid", "start": "2010-01-01", "end": f"{year}-12-30"}],
            )
        )
        died = random.choice((None,) * 9 + (f"{year}-12-31",))
        return {
            "birth_date": f"{year - age}-{random.choice(('12-31', '01-01'))}",
            "coverage": coverage,
            "deceased_on": died,
        }

    def rows(self) -> list[Row]:
        random = self._random
        asthma, diabetes = random.random() < 0.6, random.random() < 0.6
        rows: list[Row] = []
        if asthma:
            rows += [self._encounter(ASTHMA) for _ in range(random.randrange(10))]
            rows += [self._dispensing() for _ in range(random.randrange(12))]
        if diabetes:
            rows += [self._condition(DIABETES)]
            rows += [self._result() for _ in range(random.randrange(10))]
            rows += [row for _ in range(random.randrange(4)) for row in self._pressure()]
            rows += [self._urine(back) for back in (0, random.choice((4, 5)))] if random.random() < 0.3 else []
        if random.random() < 0.2:
            rows.append(self._condition(EXCLUDING) if random.random() < 0.5 else self._encounter(EXCLUDING))
        return rows

    def _condition(self, codes: tuple[str, ...]) -> Row:
        system, code = self._random.choice(codes).split(":")
        return {"kind": "condition", "system": system, "code": code, "recorded_on": self.day()}

    def _encounter(self, codes: tuple[str, ...]) -> Row:
        random, start = self._random, self.day()
        kind = random.choice(("outpatient", "outpatient", "outpatient", "ed", "inpatient"))
        until = date.fromisoformat(start) + timedelta(days=random.choice((0, 1, 30)) if kind == "inpatient" else 0)
        code = random.choice(codes)
        beside = random.random() < 0.2
        return {
            "kind": "encounter",
            "class": kind,
            "start": start,
            "end": None if random.random() < 0.1 else str(until),
            "principal": "icd10cm:I10" if beside else code,
            "diagnoses": code if beside else "",
        }

    def _dispensing(self) -> Row:
        random = self._random
        return {
            "kind": "medication",
            "system": "rxnorm",
            "code": random.choice(self._drugs),
            "dispensed_on": self.day(),
            "days_supply": random.choice((None, 30, 31, 90)),
            "units": random.choice((None, None, 1, 2, "0.5", 0)),
        }

    def _result(self) -> Row:
        code, unit, values = self._random.choice(RESULTS)
        value = self._random.choice(values)
        comparator = self._random.choice((None, None, None, "<", ">")) if value else None
        return self._observation("loinc", code, self.day(), value, unit, comparator)

    def _pressure(self) -> list[Row]:
        day = self.day()
        systolic, diastolic = self._random.choice((("139", "89"), ("140", "80"), ("120", "90"), ("130", "70")))
        rows = [self._observation("loinc", "8480-6", day, systolic, "mm[Hg]")]
        return (
            rows
            if self._random.random() < 0.2
            else [*rows, self._observation("loinc", "8462-4", day, diastolic, "mmHg")]
        )

    def _urine(self, back: int) -> Row:
        day = date(self._year, 6, 15) - timedelta(days=back)
        return self._observation("loinc", "2161-8" if back else "14957-5", str(day), "50", "mg/dL")

    def _observation(
        self, system: str, code: str, day: str, value: Any, unit: str | None, comparator: str | None = None
    ) -> Row:
        if unit is None:
            system, code = self._random.choice((("snomed", "308110009"), (system, code)))
        return {
            "kind": "observation",
            "system": system,
            "code": code,
            "value": value,
            "unit": unit,
            "comparator": comparator,
            "observed_on": day,
        }


def histories(number: int, year: int, seed: int) -> list[tuple[Row, list[Row]]]:
    random = Random(seed)  # noqa: S311 - the same members for the same seed
    made = (History(random, year) for _ in range(number))
    return [(history.notice(), history.rows()) for history in made]
