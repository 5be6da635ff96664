"""Letters: both languages say the same things, nothing confidential is on the outside, every text finds its names."""

from dataclasses import fields, replace
from datetime import date
from string import Formatter
from typing import Any

import pytest

from casemanagement.domain.letters import LANGUAGES, wording_for
from casemanagement.domain.letters.letter import Addressee, Occasion, Sender, envelope_of, letter_of
from casemanagement.domain.letters.wording import Body, LetterKind, Recipient, Wording
from casemanagement.domain.program import DischargeReasonCode, ProgramCode

SENDER = Sender(
    name="Harmony Health Plan",
    address="1 Office Road",
    line="866-635-7045",
    tty="888-505-1194",
    nurse_line="800-919-8807",
    nurse_tty="800-955-8770",
)
ADA = Addressee(member_name="Ada Byron", birth_date=date(1980, 5, 2), lines=("1 Main St", "Rolla, MO 65401"), npi="1")
each_wording = pytest.mark.parametrize("wording", LANGUAGES, ids=lambda wording: str(wording.language))
each_kind = pytest.mark.parametrize("kind", LetterKind)


def an_occasion(kind: LetterKind, **changes: Any) -> Occasion:
    given: dict[str, Any] = {
        "kind": kind,
        "recipient": Recipient.MEMBER,
        "written_on": date(2026, 3, 2),
        "reference": "1",
        "program": "complex_hiv",
        "case_number": "CM-1",
        "scope": "program:complex_hiv",
        "ends": date(2026, 3, 2),
        "by": date(2026, 3, 16),
    }
    return Occasion(**{**given, **changes})


def texts(body: Body) -> list[str]:
    return [body.title, *body.opening, *(text for section in body.sections for text in section.paragraphs)]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@each_wording
def test_a_language_is_complete(wording: Wording) -> None:
    english = LANGUAGES[0]
    assert set(wording.bodies) == set(LetterKind)
    assert set(wording.programs) == set(ProgramCode)
    assert set(wording.reasons) == set(DischargeReasonCode)
    assert len(wording.months) == 12
    assert [names(text) for text in texts(wording.channel_closed)] == [names(t) for t in texts(english.channel_closed)]
    for part in ("labels", "scopes"):
        assert set(getattr(wording, part)) == set(getattr(english, part))
    for kind in LetterKind:
        mine, theirs = texts(wording.bodies[kind]), texts(english.bodies[kind])
        assert [names(text) for text in mine] == [names(text) for text in theirs], kind
    assert all(getattr(wording, field.name) for field in fields(wording))


@each_wording
@each_kind
def test_every_letter_says_how_to_reach_us_by_tty_and_in_the_other_language(wording: Wording, kind: LetterKind) -> None:
    letter = letter_of(wording, SENDER, ADA, an_occasion(kind))

    assert "888-505-1194" in str(letter["sections"])
    assert len(letter["taglines"]) == len(LANGUAGES) - 1
    assert wording.tagline[:8] not in letter["taglines"][0]
    assert "{" not in str({**letter, "page": ""}).replace("{'", "").replace(": {", "")


@each_wording
@each_kind
def test_r20_a_confidential_program_is_named_nowhere(wording: Wording, kind: LetterKind) -> None:
    occasion = an_occasion(
        kind, confidential=True, program="high_risk_obstetrics", scope="program:high_risk_obstetrics"
    )

    letter, envelope = letter_of(wording, SENDER, ADA, occasion), envelope_of(wording, SENDER, ADA, occasion)

    assert envelope["neutral"] is True
    assert envelope["from"][0] == wording.neutral_sender
    assert wording.programs["high_risk_obstetrics"] not in str(letter)
    for outside in (str(envelope), letter["title"]):
        assert "pregnan" not in outside
        assert "embarazo" not in outside


def test_an_envelope_has_no_blank_line_where_the_office_gave_no_address() -> None:
    envelope = envelope_of(LANGUAGES[0], replace(SENDER, address=""), ADA, an_occasion(LetterKind.WELCOME))

    assert envelope["from"] == ["Harmony Health Plan"]


def test_the_opt_out_way_is_in_the_welcome_letter() -> None:
    letter = letter_of(LANGUAGES[0], SENDER, ADA, an_occasion(LetterKind.WELCOME))

    assert "You may leave at any time and need no reason. Call 866-635-7045" in str(letter["sections"])


@each_wording
def test_n1_no_letter_of_an_end_leaves_a_doubt_about_coverage(wording: Wording) -> None:
    unchanged = {"en": "do not change", "es": "no cambian"}[wording.language]

    for kind in (LetterKind.DISCHARGE, LetterKind.WARNING, LetterKind.UNABLE_TO_REACH, LetterKind.OPT_OUT_CONFIRMATION):
        assert unchanged in str(letter_of(wording, SENDER, ADA, an_occasion(kind)))


def test_a_physician_gets_the_reasons_and_the_figures() -> None:
    occasion = an_occasion(
        LetterKind.DISCHARGE, recipient=Recipient.PRIMARY_CARE, reasons=("goals_met_80",), met=4, eligible=5
    )
    letter = letter_of(LANGUAGES[0], SENDER, ADA, occasion)

    assert letter["to"] == ["Primary care physician, NPI 1"]
    assert letter["opening"][-2:] == ["Why: at least 80 percent of the goals are met", "Goals met: 4 of 5."]
    assert ["Born", "May 2, 1980"] in letter["facts"]


@pytest.mark.parametrize("scope", ["channel:phone", "channel:sms", "channel:email", "channel:mail"])
@each_wording
def test_who_closes_a_channel_reads_that_the_programs_go_on(wording: Wording, scope: str) -> None:
    letter = letter_of(wording, SENDER, ADA, an_occasion(LetterKind.OPT_OUT_CONFIRMATION, program=None, scope=scope))

    assert letter["title"] == wording.channel_closed.title
    assert wording.scopes[scope] in letter["opening"][0]
    assert {"en": "You stay in your programs", "es": "Usted sigue en sus programas"}[wording.language] in str(letter)


@each_wording
def test_a_letter_about_a_child_goes_to_who_cares_for_the_child(wording: Wording) -> None:
    occasion = an_occasion(LetterKind.WELCOME, program="lead", to_guardian=True)

    letter, envelope = letter_of(wording, SENDER, ADA, occasion), envelope_of(wording, SENDER, ADA, occasion)

    guardian = {"en": "Parent or guardian of Ada Byron", "es": "Padre, madre o tutor de Ada Byron"}[wording.language]
    assert letter["to"] == envelope["to"] == [guardian, *ADA.lines]
    assert (
        letter["greeting"]
        == {
            "en": "Dear parent or guardian of Ada Byron:",
            "es": "Estimado padre, madre o tutor de Ada Byron:",
        }[wording.language]
    )
    assert "Ada Byron" in letter["opening"][0]


@pytest.mark.parametrize("reason", ["plan_termination", "death"])
def test_nobody_is_told_that_coverage_goes_on_where_it_ended(reason: str) -> None:
    for recipient in Recipient:
        occasion = an_occasion(LetterKind.DISCHARGE, recipient=recipient, reasons=(reason,))

        letter = letter_of(LANGUAGES[0], SENDER, ADA, occasion)

        assert "not change" not in str(letter["opening"])
        assert letter["opening"][-1].startswith("Why:")


@pytest.mark.parametrize("program", ProgramCode)
def test_spanish_contracts_its_articles(program: ProgramCode) -> None:
    for kind in LetterKind:
        occasion = an_occasion(kind, program=program, scope=f"program:{program}")

        letter = str(letter_of(LANGUAGES[1], SENDER, ADA, occasion)).lower()

        assert " de el " not in letter
        assert " a el " not in letter


def test_the_letter_after_the_first_call_does_not_claim_more_calls() -> None:
    letter = letter_of(LANGUAGES[0], SENDER, ADA, an_occasion(LetterKind.UNABLE_TO_REACH))

    assert letter["opening"][0] == "We tried to call you about complex case management and did not reach you."


@pytest.mark.parametrize(("tag", "language"), [("es-MX", "es"), ("ES", "es"), ("vi", "en"), (None, "en"), ("", "en")])
def test_a_language_that_we_do_not_write_is_english(tag: str | None, language: str) -> None:
    assert wording_for(tag).language == language
