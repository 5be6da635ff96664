"""The flat CSV files of Synthea members, as rows of the imports of plans (members) and disease (facts)."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harmony.problem import SetupProblem

Row = dict[str, Any]
SOURCE = "synthea"
FILES = ("patients", "encounters", "conditions", "observations", "medications")
# How three versions of Synthea write the class of an encounter; whatever else it is counts as outpatient.
CLASSES = {
    **dict.fromkeys(("emergency", "emer"), "ed"),
    **dict.fromkeys(("inpatient", "imp"), "inpatient"),
}
LANGUAGES = {"English": "en", "Spanish": "es"}
SEXES = frozenset({"female", "male"})


def rows_of(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Raises `SetupProblem` for a file that is not there."""
    plain, packed = folder / f"{name}.csv", folder / f"{name}.csv.gz"
    if not plain.exists() and not packed.exists():
        raise SetupProblem(f"{folder} has no {name}.csv (or {name}.csv.gz). Name the folder of the CSV files.")
    with (
        plain.open("rb") if plain.exists() else gzip.open(packed, "rb") as content,
        io.TextIOWrapper(content, encoding="utf-8", newline="") as text,
    ):
        yield from csv.DictReader(text)


def medicaid_id(patient: str) -> str:
    return patient.replace("-", "")


def members(folder: Path) -> Iterator[Row]:
    """The files have no spans of cover: everybody is taken as covered, drugs included, since birth."""
    for patient in rows_of(folder, "patients"):
        born, died = patient["BIRTHDATE"][:10], patient["DEATHDATE"][:10]
        yield {
            "medicaid_id": medicaid_id(patient["ID"]),
            "given_name": patient["FIRST"],
            "family_name": patient["LAST"],
            "birth_date": born,
            "sex": patient["GENDER"] if patient["GENDER"] in SEXES else "unknown",
            "language": LANGUAGES.get(patient["LANGUAGE"].split(" ")[0]),
            "time_zone": "America/New_York",
            "coverage": [{"program": "medicaid", "start": born, "end": None, "pharmacy": True}],
            **({"deceased_on": died} if died else {}),
        }


def facts(folder: Path) -> Iterator[Row]:
    yield from _conditions(folder)
    yield from _encounters(folder)
    yield from _observations(folder)
    yield from _medications(folder)


def _fact(kind: str, source_id: str, patient: str, **members: Any) -> Row:
    given = {name.rstrip("_"): value for name, value in members.items() if value not in (None, "")}
    return {"kind": kind, "source": SOURCE, "source_id": source_id, "medicaid_id": medicaid_id(patient), **given}


def _conditions(folder: Path) -> Iterator[Row]:
    for row in rows_of(folder, "conditions"):
        yield _fact("condition", row["ID"], row["PATIENT"], system="snomed", code=row["CODE"], recorded_on=row["START"])


def _encounters(folder: Path) -> Iterator[Row]:
    for row in rows_of(folder, "encounters"):
        yield _fact(
            "encounter",
            row["ID"],
            row["PATIENT"],
            class_=CLASSES.get(row["CLASS"].lower(), "outpatient"),
            start=row["START"],
            end=row["STOP"],
            principal=f"snomed:{row['REASONCODE']}" if row["REASONCODE"] else None,
        )


def _observations(folder: Path) -> Iterator[Row]:
    """A component has no id of its own: when, of whom, which and how many before it make one."""
    met: Counter[str] = Counter()
    for row in rows_of(folder, "observations"):
        known_by = f"{row['PATIENT']}:{row['DATE']}:{row['CODE']}"
        met[known_by] += 1
        yield _fact(
            "observation",
            f"{known_by}:{met[known_by]}",
            row["PATIENT"],
            system="loinc",
            code=row["CODE"],
            observed_on=row["DATE"],
            value=row["VALUE"] if _is_number(row["VALUE"]) else None,
            unit=row["UNITS"],
        )


def _is_number(text: str) -> bool:
    """Coded results are text; that there was one is kept."""
    whole, _, fraction = text.removeprefix("-").partition(".")
    return whole.isdigit() and (not fraction or fraction.isdigit())


def _medications(folder: Path) -> Iterator[Row]:
    """An order counts as one dispensing on the day that it was written."""
    for row in rows_of(folder, "medications"):
        yield _fact(
            "medication", row["ID"], row["PATIENT"], system="rxnorm", code=row["CODE"], dispensed_on=row["START"]
        )
