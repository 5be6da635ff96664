"""`MemberFacts`: the one body of the dry runs of case management and disease management."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from shared.kernel.facts import member_facts as domain
from shared.kernel.facts.member_facts import Code, CodeSystem, EncounterClass, MedicationClass
from shared.schema.wire import Day, Wire

MOST = 5_000  # facts of one kind


def _decimal_text(value: Any) -> Any:
    if not isinstance(value, str | Decimal):
        raise ValueError('give the value as a decimal string, for example "9.9"')
    return value


LaboratoryValue = Annotated[
    Decimal, BeforeValidator(_decimal_text), Field(allow_inf_nan=False, max_digits=12, decimal_places=6)
]
CodeText = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9.\-]+$")]
LONGEST_ANSWER, LARGEST_ANSWER = 200, 1_000_000


def _answer(value: Any) -> Any:
    """One sentence for all that an answer may be, at the place of the question."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= LONGEST_ANSWER:
        return value
    if isinstance(value, int) and abs(value) <= LARGEST_ANSWER:
        return value
    raise ValueError(f"answer with true, false, null, a whole number or a text of at most {LONGEST_ANSWER} characters")


Answer = Annotated[
    Annotated[str, Field(max_length=LONGEST_ANSWER)]
    | bool
    | Annotated[int, Field(ge=-LARGEST_ANSWER, le=LARGEST_ANSWER)]
    | None,
    BeforeValidator(_answer),
]


def dotted(code: str) -> str:
    """ICD-10-CM as it is printed: claims leave the dot out."""
    code = code.upper()
    return code if "." in code or len(code) <= 3 else f"{code[:3]}.{code[3:]}"


class CodeBody(Wire):
    system: CodeSystem
    code: CodeText

    @property
    def code_of(self) -> Code:
        return Code(self.system, dotted(self.code) if self.system is CodeSystem.ICD10CM else self.code)


class CoverageBody(Wire):
    """`end` is the last covered day; null while it is open."""

    start: Day
    end: Day | None = None
    pharmacy: bool | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "CoverageBody":
        if self.end is not None and self.end < self.start:
            raise ValueError("coverage ends on or after the day it starts")
        return self


class PersonBody(Wire):
    """Without a span of coverage the member counts as not covered."""

    birth_date: Day
    sex: Literal["female", "male", "other", "unknown"] | None = None
    coverage: list[CoverageBody] | None = Field(default=None, max_length=200)
    deceased_on: Day | None = None
    flags: list[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,64}$")]] | None = Field(default=None, max_length=100)


class ConditionBody(CodeBody):
    recorded_on: Day


class ObservationBody(CodeBody):
    value: LaboratoryValue | None = Field(default=None, description="decimal string, compared as reported")
    unit: str | None = Field(default=None, max_length=40)
    comparator: Literal["<", "<=", ">=", ">"] | None = None
    specimen: Literal["venous", "capillary"] | None = None
    observed_on: Day


class EncounterBody(Wire):
    """`end` is null while it is open."""

    model_config = ConfigDict(populate_by_name=True)

    kind: EncounterClass = Field(alias="class")
    start: Day
    end: Day | None = None
    principal: CodeBody | None = None
    diagnoses: list[CodeBody] | None = Field(default=None, max_length=50, description="beside the principal one")
    icu: bool | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "EncounterBody":
        if self.end is not None and self.end < self.start:
            raise ValueError("an encounter ends on or after the day it starts")
        return self


class MedicationBody(CodeBody):
    """`class` may be left out where the code tells it; a code that is known wins over it."""

    model_config = ConfigDict(populate_by_name=True)

    given_class: MedicationClass | None = Field(default=None, alias="class")
    dispensed_on: Day
    days_supply: int | None = Field(default=None, ge=0, le=1_000, strict=True)
    units: Annotated[Decimal, Field(ge=0, le=100_000, allow_inf_nan=False)] | None = None


class PregnancyBody(Wire):
    estimated_due_date: Day | None = None
    risks: (
        list[
            Literal[
                "prior_low_birth_weight",
                "prior_preterm_birth",
                "prior_infant_death",
                "multiples",
                "substance_use",
                "homelessness",
                "partner_violence",
                "underweight",
                "lives_alone_unsupported",
            ]
        ]
        | None
    ) = None
    noticed_on: Day | None = None
    ended_on: Day | None = None


class AssessmentBody(Wire):
    instrument: str = Field(pattern=r"^[a-z0-9_]{1,64}$")
    completed_on: Day
    answers: dict[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,64}$")], Answer] = Field(max_length=200)


class MemberFactsBody(Wire):
    """A member left out and `null` mean the same."""

    as_of: Day
    member: PersonBody
    conditions: list[ConditionBody] | None = Field(default=None, max_length=MOST)
    observations: list[ObservationBody] | None = Field(default=None, max_length=MOST)
    encounters: list[EncounterBody] | None = Field(default=None, max_length=MOST)
    medications: list[MedicationBody] | None = Field(default=None, max_length=MOST)
    pregnancy: PregnancyBody | None = None
    assessments: list[AssessmentBody] | None = Field(default=None, max_length=MOST)

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "as_of": "2026-03-01",
                "member": {
                    "birth_date": "2019-05-02",
                    "sex": "female",
                    "coverage": [{"start": "2025-01-01", "end": None, "pharmacy": True}],
                    "deceased_on": None,
                    "flags": [],
                },
                "conditions": [{"system": "icd10cm", "code": "J45.40", "recorded_on": "2025-06-01"}],
                "observations": [
                    {
                        "system": "loinc",
                        "code": "77307-7",
                        "value": "9.9",
                        "unit": "ug/dL",
                        "comparator": None,
                        "specimen": "venous",
                        "observed_on": "2026-02-20",
                    }
                ],
                "encounters": [
                    {
                        "class": "ed",
                        "start": "2026-02-10",
                        "end": "2026-02-10",
                        "principal": {"system": "icd10cm", "code": "J45.901"},
                        "icu": False,
                    }
                ],
                "medications": [
                    {
                        "system": "rxnorm",
                        "code": "435",
                        "class": "asthma_reliever",
                        "dispensed_on": "2026-02-11",
                        "days_supply": 30,
                        "units": 1,
                    }
                ],
                "pregnancy": {"estimated_due_date": "2026-09-01", "risks": ["prior_preterm_birth"]},
                "assessments": [
                    {
                        "instrument": "asthma_control",
                        "completed_on": "2026-02-15",
                        "answers": {"daytime_symptom_days_per_week": 3},
                    }
                ],
            }
        }
    )

    @property
    def facts(self) -> domain.MemberFacts:
        return domain.MemberFacts(
            person=_person(self.member),
            conditions=tuple(domain.Condition(c.code_of, c.recorded_on) for c in self.conditions or ()),
            observations=tuple(_observation(o) for o in self.observations or ()),
            encounters=tuple(_encounter(e) for e in self.encounters or ()),
            medications=tuple(_medication(m) for m in self.medications or ()),
            pregnancy=_pregnancy(self.pregnancy) if self.pregnancy else None,
            assessments=tuple(
                domain.Assessment(instrument=a.instrument, completed_on=a.completed_on, answers=dict(a.answers))
                for a in self.assessments or ()
            ),
        )


def _person(body: PersonBody) -> domain.Person:
    return domain.Person(
        birth_date=body.birth_date,
        sex=body.sex,
        coverage=tuple(domain.Coverage(c.start, c.end, bool(c.pharmacy)) for c in body.coverage or ()),
        deceased_on=body.deceased_on,
        flags=frozenset(body.flags or ()),
    )


def _observation(body: ObservationBody) -> domain.Observation:
    return domain.Observation(
        code=body.code_of,
        value=body.value,
        unit=body.unit,
        comparator=body.comparator,
        specimen=body.specimen,
        observed_on=body.observed_on,
    )


def _encounter(body: EncounterBody) -> domain.Encounter:
    return domain.Encounter(
        kind=body.kind,
        start=body.start,
        end=body.end,
        principal=body.principal.code_of if body.principal else None,
        diagnoses=tuple(code.code_of for code in body.diagnoses or ()),
        icu=bool(body.icu),
    )


def _medication(body: MedicationBody) -> domain.Medication:
    return domain.Medication(
        code=body.code_of,
        given_class=body.given_class,
        dispensed_on=body.dispensed_on,
        days_supply=body.days_supply,
        units=body.units,
    )


def _pregnancy(body: PregnancyBody) -> domain.Pregnancy:
    return domain.Pregnancy(
        estimated_due_date=body.estimated_due_date,
        risks=frozenset(body.risks or ()),
        noticed_on=body.noticed_on,
        ended_on=body.ended_on,
    )
