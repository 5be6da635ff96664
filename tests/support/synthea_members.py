"""The Synthea members of the public test data as facts; tests of them are skipped where the data are not there."""

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from shared.kernel.facts.member_facts import (
    Code,
    CodeSystem,
    Condition,
    Coverage,
    Encounter,
    EncounterClass,
    MemberFacts,
    Observation,
    Person,
    Pregnancy,
)

DATA = Path(os.environ.get("HARMONY_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / "synthea"
NOT_HERE = "The Synthea members are not here; set HARMONY_TEST_DATA to the folder of the public test data."
# The members were drawn from three runs that end on different days.
LAST_DAY = {"r4_2021": date(2021, 4, 1), "r4_2019": date(2019, 5, 1), "stu3_2017": date(2020, 1, 8)}
CLASSES = {
    "emer": EncounterClass.ED,
    "emergency": EncounterClass.ED,
    "imp": EncounterClass.INPATIENT,
    "inpatient": EncounterClass.INPATIENT,
}
NORMAL_PREGNANCY = "72892002"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class SyntheaMember:
    """`as_of` is the day after which the member's run knows nothing more."""

    id: str
    name: str
    as_of: date
    facts: MemberFacts


def synthea_members() -> list[SyntheaMember]:
    """All members, covered since their birth."""
    conditions, encounters, observations = (_by_patient(name) for name in ("conditions", "encounters", "observations"))
    return [
        SyntheaMember(
            id=row["ID"],
            name=row["ID"][:8],
            as_of=LAST_DAY[row["COHORT"]],
            facts=MemberFacts(
                person=Person(
                    birth_date=_day(row["BIRTHDATE"]),
                    sex=row["GENDER"],
                    coverage=(Coverage(_day(row["BIRTHDATE"])),),
                    deceased_on=_day(row["DEATHDATE"]) if row["DEATHDATE"] else None,
                ),
                conditions=tuple(
                    Condition(_snomed(given["CODE"]), _day(given["START"])) for given in conditions[row["ID"]]
                ),
                observations=tuple(_observations(observations[row["ID"]])),
                encounters=tuple(_encounter(given) for given in encounters[row["ID"]]),
                pregnancy=_pregnancy(conditions[row["ID"]]),
            ),
        )
        for row in _rows("patients")
    ]


def _rows(name: str) -> Iterator[Row]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _by_patient(name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(name):
        found[row["PATIENT"]].append(row)
    return found


def _day(instant: str) -> date:
    """The day where the source was: its times keep their offset."""
    return date.fromisoformat(instant[:10])


def _snomed(code: str) -> Code:
    return Code(CodeSystem.SNOMED, code)


def _encounter(row: Row) -> Encounter:
    return Encounter(
        kind=CLASSES.get(row["CLASS"].lower(), EncounterClass.OUTPATIENT),
        start=_day(row["START"]),
        end=_day(row["STOP"]) if row["STOP"] else None,
        principal=_snomed(row["REASONCODE"]) if row["REASONCODE"] else None,
    )


def _observations(rows: list[Row]) -> Iterator[Observation]:
    for row in rows:
        try:
            value = Decimal(row["VALUE"])
        except InvalidOperation:
            continue
        yield Observation(
            code=Code(CodeSystem.LOINC, row["CODE"]),
            value=value,
            unit=row["UNITS"] or None,
            observed_on=_day(row["DATE"]),
        )


def _pregnancy(rows: list[Row]) -> Pregnancy | None:
    """The last one; Synthea tells its first and last day, and no due date."""
    pregnancies = [row for row in rows if row["CODE"] == NORMAL_PREGNANCY]
    if not pregnancies:
        return None
    last = max(pregnancies, key=lambda row: row["START"])
    return Pregnancy(noticed_on=_day(last["START"]), ended_on=_day(last["STOP"]) if last["STOP"] else None)
