"""The code lists are well-formed data: unique ids, known shapes of codes, a source each."""

import re
from datetime import date

import pytest

from casemanagement.domain.rule_sets import RULE_SETS, UnknownRuleSet, rule_set_named, rule_set_on
from casemanagement.domain.screening.code_list import CodeList, span
from casemanagement.domain.screening.screening import RULES
from shared.kernel.facts.member_facts import Code, CodeSystem

ADOPTED = {rule_set.id: rule_set for rule_set in RULE_SETS}
LISTS = [codes for rule_set in RULE_SETS for codes in rule_set.all_lists]
PREFIX = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")
SCT = re.compile(r"[1-9][0-9]{5,17}")
LOINC = re.compile(r"[0-9]{3,7}-[0-9]")


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.id)
def test_a_list_holds_codes_that_can_be_and_says_where_they_come_from(codes: CodeList) -> None:
    assert [prefix for prefix in (*codes.icd10cm, *codes.except_icd10cm) if not PREFIX.fullmatch(prefix)] == []
    assert [code for code in codes.snomed if not (SCT.fullmatch(code) and _verhoeff(code))] == []
    assert [code for code in codes.loinc if not LOINC.fullmatch(code)] == []
    assert codes.source
    assert codes.title
    assert codes.icd10cm or codes.snomed or codes.loinc


def test_lists_have_one_id_each() -> None:
    for rule_set in RULE_SETS:
        ids = [codes.id for codes in rule_set.all_lists]
        assert len(ids) == len(set(ids))


def test_a_group_is_outranked_by_a_group_that_exists() -> None:
    for rule_set in RULE_SETS:
        ids = {group.codes.id for group in rule_set.charlson}
        assert {group.outranked_by for group in rule_set.charlson} <= ids | {None}
        assert len(ids) == 17


def test_bands_begin_at_the_watch_threshold_and_rise() -> None:
    for rule_set in RULE_SETS:
        starts = [band.start for band in rule_set.lead.bands]
        assert starts == sorted(set(starts))
        assert starts[0] == rule_set.lead.watch_threshold
        assert rule_set.lead.cm_threshold in starts


def test_a_rule_set_is_found_by_name_and_by_day() -> None:
    (first,) = RULE_SETS

    assert rule_set_named("2026-01", ADOPTED) is first
    assert rule_set_on(date(2020, 1, 1), ADOPTED) is first
    assert rule_set_on(date(2030, 1, 1), ADOPTED) is first
    with pytest.raises(UnknownRuleSet, match="Known: 2026-01"):
        rule_set_named("1999-01", ADOPTED)


def test_a_span_names_whole_categories() -> None:
    assert span("I60", "I62") == ("I60", "I61", "I62")
    with pytest.raises(ValueError, match="one letter"):
        span("I60", "J01")


def test_a_list_reads_each_system_in_its_own_way() -> None:
    codes = CodeList(
        id="x", title="X", icd10cm=("S06",), except_icd10cm=("S06.0",), snomed=frozenset({"275272006"}), source="test"
    )

    def named(system: CodeSystem, code: str) -> bool:
        return codes.names(Code(system, code))

    assert named(CodeSystem.ICD10CM, "S06.5X0A")
    assert not named(CodeSystem.ICD10CM, "S06.0X0A")
    assert not named(CodeSystem.ICD10CM, "S05.1")
    assert named(CodeSystem.SNOMED, "275272006")
    assert not named(CodeSystem.SNOMED, "2752720061")
    assert not named(CodeSystem.LOINC, "275272006")
    assert not named(CodeSystem.RXNORM, "275272006")


DIHEDRAL = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
PERMUTED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def _verhoeff(identifier: str) -> bool:
    """The check digit of a SNOMED CT identifier: a slip of the pen shows."""
    check = 0
    for place, digit in enumerate(reversed(identifier)):
        check = int(DIHEDRAL[check][int(PERMUTED[place % 8][int(digit)])])
    return check == 0


def test_titles_write_names_as_names() -> None:
    titles = {rule.id: rule.title for rule in RULES}

    assert titles["CX-02"] == "a high Charlson score"
    assert not [title for title in titles.values() if re.search(r"\b(hiv|lace|charlson)\b", title)]
