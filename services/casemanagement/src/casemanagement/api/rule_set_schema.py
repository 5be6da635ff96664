"""A rule set on the wire: its numbers, its bands and its code lists."""

from functools import cache
from typing import Any

from casemanagement.domain.screening.code_list import CodeList
from casemanagement.domain.screening.rule_set import RuleSet
from shared.kernel.rule_pages import plain
from shared.schema.wire import Day, Wire


class CodeListRead(Wire):
    """`icd10cm` are prefixes, less those beginning with `except_icd10cm`; `snomed` and `loinc` are single codes."""

    id: str
    title: str
    icd10cm: list[str]
    except_icd10cm: list[str]
    snomed: list[str]
    loinc: list[str]
    ed_alone: bool
    source: str


class CharlsonGroupRead(Wire):
    codes: CodeListRead
    weight: int
    outranked_by: str | None
    own_program: str | None


class RuleSetRead(Wire):
    """`values` hold what the rules compare with: ages, windows, thresholds, the lead bands with their actions."""

    id: str
    title: str
    start: Day
    values: dict[str, Any]
    lists: list[CodeListRead]
    chronic: list[CodeListRead]
    charlson: list[CharlsonGroupRead]


@cache
def rule_set_as_json(rule_set: RuleSet) -> dict[str, Any]:
    page = plain(rule_set)
    lists = {"lists", "chronic", "charlson"}
    head = {"id", "title", "start"}
    return {
        **{name: page[name] for name in ("id", "title", "start")},
        "values": {name: value for name, value in page.items() if name not in lists | head},
        "lists": [_list(codes) for codes in rule_set.lists.values()],
        "chronic": [_list(codes) for codes in rule_set.chronic],
        "charlson": [
            {
                "codes": _list(group.codes),
                "weight": group.weight,
                "outranked_by": group.outranked_by,
                "own_program": group.own_program,
            }
            for group in rule_set.charlson
        ],
    }


def _list(codes: CodeList) -> dict[str, Any]:
    page: dict[str, Any] = plain(codes)
    return page
