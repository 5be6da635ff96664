"""Runs the examples of a README in their order: a request, and the part of its answer that the README shows.

    ```http
    POST /plans/v1/members
    Authorization: Bearer {case_manager}

    {"medicaid_id": "M0000001"}
    ```

    ```json
    {"id": "{member_id}", "version": 1}
    ```

A name in braces stands for a value. In what is shown of an answer, a string that is nothing but a new name takes the
value that came; everywhere else the name is replaced. `{case_manager}` and the other roles are tokens, `{etag}` is that
of the last answer that had one. An object shows some of its members, a list all of its items. The answer is a success
unless a problem document is shown, which names its `status`. Nothing shown: any success.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from shared.runtime.identity import Role
from tests.support.identities import bearer

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """`expected` is what is shown of the answer, as JSON text."""

    method: str
    address: str
    headers: dict[str, str]
    body: str
    expected: str | None


def examples_of(markdown: str) -> list[Example]:
    """Requests in order, each with the JSON block that stands next after it."""
    found: list[Example] = []
    blocks = [(block.group(1), block.group(2)) for block in BLOCK.finditer(markdown)]
    for place, (kind, text) in enumerate(blocks):
        if kind == "http":
            following = blocks[place + 1 : place + 2]
            expected = next((shown for kind_after, shown in following if kind_after == "json"), None)
            found.append(_example(text, expected))
    return found


def _example(text: str, expected: str | None) -> Example:
    head, _, body = text.partition("\n\n")
    request_line, *lines = head.splitlines()
    method, address = request_line.split()
    headers = dict(line.split(": ", 1) for line in lines)
    return Example(method, address, headers, body.strip(), expected)


SUBJECTS = {Role.CASE_MANAGER: "cm1", Role.CM_SUPERVISOR: "sup1", Role.SPA_REVIEWER: "spa1", Role.OPS: "ops1"}
OF_AN_AGENCY = (Role.CASE_MANAGER, Role.CM_SUPERVISOR)


def tokens() -> dict[str, str]:
    """A token by the name of each role; case managers and their supervisors are of `agency-a`."""
    return {
        role.value: bearer(
            role.value,
            subject=SUBJECTS.get(role, f"{role.value}1"),
            agency="agency-a" if role in OF_AN_AGENCY else None,
        )["Authorization"].removeprefix("Bearer ")
        for role in Role
    }


class Differs(AssertionError):
    """What came is not what is shown; says where, and never more than that value."""


async def run_examples(client: httpx.AsyncClient, markdown: str, known: Mapping[str, str]) -> dict[str, str]:
    """The names and their values after the last example. `known` are those that the README does not get by itself."""
    names = dict(known)
    examples = examples_of(markdown)
    assert examples, "there is no example to run"
    for example in examples:
        answer = await _sent(client, example, names)
        where = f"{example.method} {example.address}"
        expected = orjson.loads(example.expected) if example.expected is not None else None
        _check_status(where, answer, expected)
        if "ETag" in answer.headers:
            names["etag"] = answer.headers["ETag"]
        if expected is not None:
            _compare(expected, answer.json(), where, names)
    return names


async def _sent(client: httpx.AsyncClient, example: Example, names: Mapping[str, str]) -> httpx.Response:
    headers = {name: filled(value, names) for name, value in example.headers.items()}
    content = filled(example.body, names).encode()
    if content:
        headers.setdefault("Content-Type", "application/json")
        if headers["Content-Type"].startswith("multipart/"):
            content = content.replace(b"\n", b"\r\n") + b"\r\n"
        elif not headers["Content-Type"].startswith("application/json"):
            content += b"\n"
    return await client.request(example.method, filled(example.address, names), content=content, headers=headers)


def _check_status(where: str, answer: httpx.Response, expected: Any) -> None:
    shows_problem = isinstance(expected, dict) and str(expected.get("type", "")).startswith("urn:harmony:problem:")
    wanted = expected["status"] if shows_problem else None
    if answer.status_code != wanted if wanted else not answer.is_success:
        raise Differs(f"{where}: {answer.status_code}, not {wanted or 'a success'}: {answer.text}")


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text with its known names replaced; braces around anything else stay."""
    return NAME.sub(lambda found: names.get(found.group(1), found.group(0)), text)


def _compare(expected: Any, actual: Any, where: str, names: dict[str, str]) -> None:
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            raise Differs(f"{where}: {actual!r} is no object")
        for name, value in expected.items():
            if name not in actual:
                raise Differs(f"{where}/{name}: there is no such member")
            _compare(value, actual[name], f"{where}/{name}", names)
    elif isinstance(expected, list):
        if not isinstance(actual, list) or len(expected) != len(actual):
            raise Differs(f"{where}: {actual!r} are not {len(expected)} items")
        for place, (value, item) in enumerate(zip(expected, actual, strict=True)):
            _compare(value, item, f"{where}/{place}", names)
    elif isinstance(expected, str):
        _compare_text(expected, actual, where, names)
    elif expected != actual:
        raise Differs(f"{where}: {actual!r}, not {expected!r}")


def _compare_text(expected: str, actual: Any, where: str, names: dict[str, str]) -> None:
    new = NAME.fullmatch(expected)
    if new and new.group(1) not in names:
        if not isinstance(actual, str | int):
            raise Differs(f"{where}: {actual!r} cannot be named {expected}")
        names[new.group(1)] = str(actual)
    elif filled(expected, names) != actual:
        raise Differs(f"{where}: {actual!r}, not {filled(expected, names)!r}")
