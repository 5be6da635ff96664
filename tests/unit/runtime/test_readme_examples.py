"""Examples of a README are run and compared; one that is wrong says where."""

from typing import Any

import httpx
import orjson
import pytest

from tests.support.readme_examples import Differs, examples_of, run_examples

README = """
Register a thing:

```http
POST /things
Authorization: Bearer {clerk}

{"name": "lamp"}
```

```json
{"id": "{thing_id}", "name": "lamp", "parts": [{"kind": "foot"}]}
```

Then change it. This is no request:

```sh
harmony up
```

```http
PATCH /things/{thing_id}
If-Match: {etag}

{"name": "lamp of {thing_id}"}
```

```json
{"name": "lamp of {thing_id}"}
```

And what is not there:

```http
GET /things/9
```

```json
{"type": "urn:harmony:problem:not-found", "status": 404}
```
"""


class Shop:
    """Answers as the README says, or with `changes` in its first answer."""

    def __init__(self, **changes: Any) -> None:
        self.changes = changes
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if request.method == "GET":
            problem = {"type": "urn:harmony:problem:not-found", "status": 404, "detail": "no"}
            return httpx.Response(404, json=problem)
        if request.method == "PATCH":
            return httpx.Response(200, json=orjson.loads(request.content))
        thing = {"id": "7", "name": "lamp", "parts": [{"kind": "foot", "size": 3}], "price": 2}
        return httpx.Response(201, json={**thing, **self.changes}, headers={"ETag": '"1"'})


async def run(shop: Shop, readme: str = README) -> dict[str, str]:
    transport = httpx.MockTransport(shop)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        return await run_examples(client, readme, {"clerk": "token"})


async def test_values_go_from_one_example_to_the_next() -> None:
    shop = Shop()
    names = await run(shop)
    made, changed, _ = shop.seen
    assert made.headers["Authorization"] == "Bearer token"
    assert (changed.url.path, changed.headers["If-Match"]) == ("/things/7", '"1"')
    assert orjson.loads(changed.content) == {"name": "lamp of 7"}
    assert names == {"clerk": "token", "thing_id": "7", "etag": '"1"'}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "chair"}, "POST /things/name: 'chair', not 'lamp'"),
        ({"parts": []}, "POST /things/parts: [] are not 1 items"),
        ({"parts": [{"size": 3}]}, "POST /things/parts/0/kind: there is no such member"),
        ({"parts": ["foot"]}, "POST /things/parts/0: 'foot' is no object"),
        ({"id": None}, "POST /things/id: None cannot be named {thing_id}"),
    ],
)
async def test_what_differs_is_named_with_its_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Differs) as found:
        await run(Shop(**changes))
    assert str(found.value) == said


async def test_a_refusal_that_is_not_shown_fails() -> None:
    with pytest.raises(Differs, match="GET /things/9: 404, not a success"):
        await run(Shop(), README.replace('{"type": "urn:harmony:problem:not-found", "status": 404}', "{}"))


def test_an_answer_belongs_to_the_request_right_before_it() -> None:
    made, changed, missing = examples_of(README)
    assert (made.method, changed.expected is not None, missing.body) == ("POST", True, "")
    unanswered = README.replace('```json\n{"id"', '```text\n{"id"')
    assert examples_of(unanswered)[0].expected is None
