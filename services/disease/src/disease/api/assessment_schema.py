"""Questionnaires and health risk assessments on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from disease.domain.health_assessment import Given
from disease.domain.program import DiseaseCode
from disease.domain.questionnaires.question import Instrument, Kind, Question, Text
from disease.domain.rule_sets.rule_set import RuleSet
from disease.domain.tier import Tier
from disease.use_cases.hold_assessment import Held
from shared.schema.member_facts import Answer
from shared.schema.wire import Day, Instant, Wire

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,64}$")]
Control = Literal["well", "not_well", "very_poor"]
LICENCE = "Own wording of this project; no item of a licensed questionnaire."


class TextRead(Wire):
    en: str
    es: str


class ChoiceRead(Wire):
    code: str
    text: TextRead


class QuestionRead(Wire):
    """`least` and `most` bound a whole number, `most` the length of a text."""

    code: str
    kind: Kind
    text: TextRead
    required: bool
    shared: bool
    least: int | None
    most: int | None
    choices: list[ChoiceRead]
    problem: str | None


class InstrumentRead(Wire):
    instrument: str
    version: str
    disease: DiseaseCode
    title: TextRead
    valid_days: int
    licence: str
    questions: list[QuestionRead]


class AssessmentCreate(Wire):
    """A question is answered, or named in `refused` or `unknown`; what is in none of them stays open.

    `reuse` takes over answers of the last 90 days to shared questions that were not asked again.
    """

    instrument: Code
    completed_on: Day | None = None
    via: Literal["telephone", "in_person", "mail", "portal"] = "telephone"
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=16)] = "en"
    answers: dict[Code, Answer] = Field(max_length=100)
    refused: list[Code] = Field(default=[], max_length=100)
    unknown: list[Code] = Field(default=[], max_length=100)
    reuse: bool = True

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "instrument": "asthma_control",
                "via": "telephone",
                "language": "en",
                "answers": {
                    "daytime_symptom_days_per_week": 4,
                    "symptoms_throughout_day": False,
                    "night_wakings_per_month": 3,
                    "reliever_days_per_week": 4,
                    "reliever_several_times_daily": False,
                    "activity_limitation": "some",
                    "oral_steroid_courses_12_months": 1,
                },
                "refused": ["smoke_exposure"],
                "unknown": ["ever_intensive_care"],
            }
        }
    )

    @property
    def held(self) -> Held:
        return Held(
            instrument=self.instrument,
            given=Given(dict(self.answers), frozenset(self.refused), frozenset(self.unknown)),
            completed_on=self.completed_on,
            via=self.via,
            language=self.language,
            reuse=self.reuse,
        )


class AssessmentPreview(Wire):
    """Answers as they would be held; the age of the member decides in which column of the control table they stand."""

    instrument: Code
    birth_date: Day
    completed_on: Day
    answers: dict[Code, Answer] = Field(max_length=100)
    refused: list[Code] = Field(default=[], max_length=100)
    unknown: list[Code] = Field(default=[], max_length=100)

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "instrument": "asthma_control",
                "birth_date": "2016-05-02",
                "completed_on": "2026-02-20",
                "answers": {"night_wakings_per_month": 2, "activity_limitation": "some"},
            }
        }
    )

    @property
    def given(self) -> Given:
        return Given(dict(self.answers), frozenset(self.refused), frozenset(self.unknown))


class ProblemShown(Wire):
    """`rule_id` and `floor` where the tier rules read the answer."""

    problem: str
    question: str
    text: str
    rule_id: str | None
    floor: Tier | None


class ScoreRead(Wire):
    """`open` lists required questions without answer or refusal; `floor` is the tier that the answers give at least."""

    open: list[str]
    control: Control | None
    domains: dict[str, Control | None]
    problems: list[ProblemShown]
    floor: Tier | None
    floor_rule: str | None


class AssessmentRead(Wire):
    """`complete` when every required question was answered, refused or not known."""

    id: UUID
    member_id: UUID
    instrument: str
    instrument_version: str
    disease: DiseaseCode
    rule_set: str
    completed_on: Day
    valid_until: Day
    via: str
    language: str
    answers: dict[str, Answer]
    refused: list[str]
    unknown: list[str]
    reused: list[str]
    complete: bool
    score: ScoreRead
    taken_by: str
    recorded_at: Instant


def instrument_as_json(instrument: Instrument, rule_set: RuleSet) -> dict[str, Any]:
    asthma = instrument.disease is DiseaseCode.ASTHMA
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "disease": instrument.disease.value,
        "title": _text(instrument.title),
        "valid_days": rule_set.asthma.control_valid_days if asthma else rule_set.diabetes.answers_valid_days,
        "licence": LICENCE,
        "questions": [_question(question) for question in instrument.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    bounded = question.kind in (Kind.WHOLE, Kind.TEXT)
    return {
        "code": question.code,
        "kind": question.kind.value,
        "text": _text(question.text),
        "required": question.required,
        "shared": question.shared,
        "least": question.least if question.kind is Kind.WHOLE else None,
        "most": question.most if bounded else None,
        "choices": [{"code": choice.code, "text": _text(choice.text)} for choice in question.choices],
        "problem": question.problem.text if question.problem else None,
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "es": text.es}
