"""Letters: both languages say the same things, and each part of a letter comes out of the facts."""

from datetime import date
from string import Formatter
from typing import Any

import pytest

from authorization.domain.letters import LANGUAGES, wording_for
from authorization.domain.letters.wording import Wording
from authorization.domain.notice import NoticeKind, deadlines_of
from authorization.domain.request import Frequency
from shared.runtime.media_types import preferred
from tests.unit.authorization.builders import POLICY


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("wording", LANGUAGES, ids=lambda wording: str(wording.language))
def test_a_language_is_complete(wording: Wording) -> None:
    english = LANGUAGES[0]
    assert set(wording.titles) == set(wording.openings) == set(NoticeKind)
    assert set(wording.amounts) == set(Frequency)
    assert len(wording.months) == 12
    for part in ("labels", "services", "reasons"):
        assert set(getattr(wording, part)) == set(getattr(english, part))
    assert {code.code for code in POLICY.reason_codes} <= set(wording.reasons)
    for part in ("appeal", "continuation", "file", "grievance", "questions"):
        ours: Any = getattr(wording, part)
        assert names(" ".join(ours.paragraphs)) == names(" ".join(getattr(english, part).paragraphs)), part


@pytest.mark.parametrize(
    ("spoken", "written"), [(None, "en"), ("en-US", "en"), ("es", "es"), ("ES_mx", "es"), ("vi", "en"), ("", "en")]
)
def test_a_language_that_we_do_not_write_is_english(spoken: str | None, written: str) -> None:
    assert wording_for(spoken).language == written


def test_days_are_written_as_they_are_said() -> None:
    assert wording_for("en").day(date(2018, 11, 5)) == "November 5, 2018"
    assert wording_for("es").day(date(2018, 11, 5)) == "5 de noviembre de 2018"


def test_dn_03_receipt_is_presumed_five_days_after_the_letter() -> None:
    deadlines = deadlines_of(POLICY.appeals, NoticeKind.REDUCTION_OR_TERMINATION, date(2018, 10, 26))

    assert deadlines.receipt_presumed_on == date(2018, 10, 31)
    assert deadlines.appeal_by == date(2018, 12, 25)
    assert deadlines.continue_by == date(2018, 11, 10)
    assert deadlines_of(POLICY.appeals, NoticeKind.APPROVAL, date(2018, 10, 26)).appeal_by is None


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/json"),
        ("", "a/json"),
        ("a/pdf, */*;q=0.1", "a/pdf"),
        ("a/*;q=0.5, a/pdf;q=0.1", "a/json"),
        ("a/pdf;q=oops", "a/pdf"),
        ("b/else", "a/json"),
        ("a/json;q=0, */*", "a/pdf"),
    ],
)
def test_the_preferred_form(accept: str | None, chosen: str) -> None:
    assert preferred(accept, ("a/json", "a/pdf")) == chosen
