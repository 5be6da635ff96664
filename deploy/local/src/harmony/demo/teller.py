"""Tells a story through the public HTTP API, and breaks off where an answer is not what the story says."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import httpx

from harmony.demo.narrator import Narrator
from harmony.demo.people import Person
from harmony.problem import SetupProblem

ARRIVAL_SECONDS = 45.0  # enrolments follow their registry twice a minute
LOOK_EVERY_SECONDS = 0.1

Json = dict[str, Any]


class StoryBroken(SetupProblem):
    """An answer is not what the story says."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Json
    headers: httpx.Headers

    @property
    def findings(self) -> list[Json]:
        found: list[Json] = self.body.get("findings") or []
        return found

    @property
    def rules(self) -> set[str]:
        return {finding["rule_id"] for finding in self.findings}

    @property
    def etag(self) -> str:
        return str(self.headers.get("ETag", ""))

    def finding(self, rule_id: str) -> Json:
        return next(finding for finding in self.findings if finding["rule_id"] == rule_id)


class Teller:
    def __init__(self, client: httpx.AsyncClient, narrator: Narrator) -> None:
        self.narrator = narrator
        self._client = client
        self._tokens: dict[Person, str] = {}
        self._step = "Before the first step"

    def step(self, number: int, title: str) -> None:
        self._step = f"Step {number}"
        self.narrator.step(number, title)

    async def ask(
        self,
        who: Person,
        doing: str,
        call: str,
        body: Any = None,
        *,
        status: int | None = 200,
        rules: Collection[str] | None = (),
        **headers: str,
    ) -> Answer:
        """`call` is method and path; `rules` all rules that find something, None where they were told before.

        `headers` with underscores for hyphens. A `body` that is text is sent as it is. `status` None: any success.
        Raises `StoryBroken`.
        """
        method, path = call.split(" ", 1)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.narrator.who(who.name, who.post, doing)
        self.narrator.asked(method, path, body, sent)
        answer = await self._send(who, method, path, body, sent)
        self.narrator.answered(answer.status)
        if "detail" in answer.body and len(answer.findings) != 1:
            self.narrator.problem(answer.body["detail"])
        if rules is not None:
            self.narrator.findings(answer.findings)
        if answer.status != status and (status is not None or answer.status >= 400):
            told = answer.body.get("detail") or "It gives no reason."
            raise StoryBroken(f"{self._step}: {call} answered {answer.status}, not {status} as in the story. {told}")
        if rules is not None:
            self.check(f"what {call} found", answer.rules, set(rules))
        return answer

    async def read(self, who: Person, path: str) -> Answer:
        """Look without telling about it. Raises `StoryBroken`."""
        answer = await self._send(who, "GET", path, None, {})
        if answer.status != 200:
            raise StoryBroken(f"{self._step}: GET {path} answered {answer.status}. {answer.body.get('detail', '')}")
        return answer

    async def until(self, who: Person, path: str, arrived: Callable[[Json], bool], what: str) -> Json:
        """Look until something has come over from the other service. Raises `StoryBroken` when it does not come."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ARRIVAL_SECONDS
        while not arrived(body := (await self.read(who, path)).body):
            if loop.time() > deadline:
                raise StoryBroken(f"{self._step}: {what} did not come within {ARRIVAL_SECONDS:.0f} seconds.")
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        return body

    async def arrival(self, who: Person, path: str, what: str) -> None:
        """Look until the other service knows it. Raises `StoryBroken` when it does not come to know."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ARRIVAL_SECONDS
        while (await self._send(who, "GET", path, None, {})).status == 404:
            if loop.time() > deadline:
                raise StoryBroken(f"{self._step}: {what} did not come within {ARRIVAL_SECONDS:.0f} seconds.")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    def check(self, what: str, actual: Any, expected: Any) -> None:
        if actual != expected:
            raise StoryBroken(f"{self._step}: {what} is {_plain(actual)}, not {_plain(expected)} as in the story.")

    def done(self, text: str) -> None:
        self.narrator.done(text)

    async def _send(self, who: Person, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        token = self._tokens.get(who) or self._tokens.setdefault(who, who.token)
        bearer = {"Authorization": f"Bearer {token}"}
        try:
            sent = {"content": body} if isinstance(body, str) else {"json": body}
            answer = await self._client.request(method, path, **sent, headers={**headers, **bearer})
            told = answer.json()
        except httpx.HTTPError as error:
            raise StoryBroken(f"{self._step}: {method} {path} got no answer ({type(error).__name__}).") from error
        except ValueError as error:
            raise StoryBroken(f"{self._step}: the answer to {method} {path} is not JSON.") from error
        if answer.status_code == 401:
            raise StoryBroken(
                f"{self._step}: {self._client.base_url} refuses the token of this machine's development key. "
                "Tell the story on a system that `harmony up` started here, or with --temporary."
            )
        return Answer(answer.status_code, told if isinstance(told, dict) else {}, answer.headers)


def _plain(value: Any) -> str:
    if isinstance(value, set):
        return ", ".join(sorted(value)) or "nothing"
    return str(value)
