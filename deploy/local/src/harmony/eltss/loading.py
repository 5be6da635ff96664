"""Bring what was mapped into a running Harmony, once; what is there already is found, not made again."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from harmony.eltss.mapping import Mapped
from harmony.eltss.office import Office
from harmony.eltss.people import Provider, local_number
from harmony.problem import SetupProblem

MEMBERS, PROVIDERS, PLANS = "/plans/v1/members", "/plans/v1/providers", "/plans/v1/service-plans"
LINE = re.compile(r"/proposed/lines/(\d+)")
MOST_COLLISIONS = 20


@dataclass(slots=True)
class Loaded:
    """`member`, `providers` and `plan` as Harmony shows them; `new` names what this run made, or would make.

    `refused` are findings that keep the plan out; `verdict` is the answer of the rules at stage submit.
    """

    member: dict[str, Any] = field(default_factory=dict)
    providers: list[dict[str, Any]] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    new: set[str] = field(default_factory=set)
    refused: list[dict[str, Any]] = field(default_factory=list)
    verdict: dict[str, Any] | None = None


@dataclass(slots=True)
class Loader:
    """`tell` is told each step before it is done."""

    office: Office
    today: date
    tell: Callable[[str], None] = lambda _: None

    async def load(self, mapped: Mapped, *, dry_run: bool = False) -> Loaded:
        """Raises `SetupProblem` where the file or Harmony does not allow it; nothing is stored before that is known."""
        loaded = Loaded()
        self.tell("Looking the member up")
        known = await self._known_member(mapped)
        loaded.member = known or mapped.member or {}
        _keep_what_is_known(mapped, known, mapped.member, "/member")
        others: list[dict[str, Any]] = []
        if known is not None:
            others = [plan async for plan in self.office.items(PLANS, member_id=known["id"], limit=100)]
            loaded.plan = await self._known_plan(mapped, others)
        if loaded.plan is None and mapped.plan is not None:
            self.tell("Asking the rules")
            loaded.refused = await self._leave_out_what_is_refused(mapped, others)
        if not dry_run and not loaded.refused:
            await self._store(mapped, loaded, known)
        elif loaded.plan is None:
            loaded.new = {"member"} if known is None else set()
            loaded.providers = [await self._as_known(provider) for _, provider in _needed(mapped)]
            loaded.verdict = await self._check(mapped, others, "submit") if mapped.plan else None
            return loaded
        if loaded.plan is not None:
            self.tell("Asking the rules")
            loaded.verdict = await self.office.get(f"{PLANS}/{loaded.plan['id']}/findings", stage="submit")
        return loaded

    async def _known_member(self, mapped: Mapped) -> dict[str, Any] | None:
        if mapped.medicaid_id is None:
            raise SetupProblem(
                "The file has no Patient with name, birth date and identifier. "
                "Name a member that Harmony knows with --medicaid-id."
            )
        found = (await self.office.get(MEMBERS, medicaid_id=mapped.medicaid_id))["items"]
        if not found and mapped.member is None:
            raise SetupProblem(
                f"The file has no usable Patient, and Harmony knows no member with the Medicaid number "
                f"{mapped.medicaid_id}. Register the member first."
            )
        if not found:
            return None
        member: dict[str, Any] = found[0]
        if mapped.member and member["birth_date"] != mapped.member["birth_date"]:
            raise SetupProblem(
                f"The Medicaid number {mapped.medicaid_id} belongs to a member with another birth date. "
                "Give the right number with --medicaid-id."
            )
        return member

    async def _known_plan(self, mapped: Mapped, others: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The plan that an earlier run made of the same content: its remark says so."""
        for other in others:
            plan = await self.office.get(f"{PLANS}/{other['id']}")
            if any(note["text"].startswith(f"{mapped.marker}.") for note in plan["notes"]):
                return plan
        return None

    async def _leave_out_what_is_refused(self, mapped: Mapped, others: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Lines that break a rule of the first stage stay out; what is wrong with the plan itself is returned."""
        while True:
            verdict = await self._check(mapped, others, "edit")
            errors = [found for found in verdict["findings"] if found["severity"] == "error"]
            placed = [(int(match[1]), found) for found in errors if (match := LINE.match(found["pointer"]))]
            if not placed:
                return errors
            lines = list(mapped.lines)
            for place in dict.fromkeys(place for place, _ in placed):
                why = " ".join(f"{found['rule_id']}: {found['message']}" for at, found in placed if at == place)
                mapped.leave_out(lines[place].ref, why)

    async def _check(self, mapped: Mapped, others: list[dict[str, Any]], stage: str) -> dict[str, Any]:
        plan = mapped.plan or {}
        proposed = {name: plan[name] for name in ("type", "origin", "start", "end", "case_manager", "documents")}
        proposed["notes"] = [{**note, "author": plan["case_manager"]} for note in [*plan["notes"], mapped.remark()]]
        proposed["lines"] = [
            {**line.body, "provider": None if line.provider is None else mapped.providers[line.provider].body["npi"]}
            for line in mapped.lines
        ]
        spans = [{name: other[name] for name in ("type", "origin", "start", "end")} for other in others
                 if other["status"] != "closed"]  # fmt: skip
        body = {"as_of": self.today.isoformat(), "stage": stage, "change": {"type": plan["type"]},
                "current": None, "proposed": proposed, "other_plans": spans, "priority": False}  # fmt: skip
        return await self.office.post(f"{PLANS}/check", body)

    async def _store(self, mapped: Mapped, loaded: Loaded, known: dict[str, Any] | None) -> None:
        digest = mapped.content.digest
        if known is None:
            self.tell("Registering the member")
            loaded.member = await self.office.post(MEMBERS, mapped.member, digest=digest)
            loaded.new.add("member")
        ids = [""] * len(mapped.providers)
        for place, provider in _needed(mapped):
            self.tell(f"Provider {provider.body['name']}")
            found, is_new = await self._provider(provider, mapped)
            ids[place] = found["id"]
            _keep_what_is_known(mapped, found, provider.body, f"/providers/{place}")
            loaded.providers.append(found)
            if is_new:
                loaded.new.add(found["npi"])
        if loaded.plan is None and mapped.plan is not None:
            self.tell("Opening the plan")
            body = mapped.body(loaded.member["id"], ids)
            loaded.plan = await self.office.post(PLANS, body, digest=digest)
            loaded.new.add("plan")

    async def _as_known(self, provider: Provider) -> dict[str, Any]:
        """As Harmony has it, else as it would be registered, without an id."""
        found: list[dict[str, Any]] = (await self.office.get(PROVIDERS, npi=provider.body["npi"]))["items"]
        return found[0] if found else provider.body

    async def _provider(self, provider: Provider, mapped: Mapped) -> tuple[dict[str, Any], bool]:
        """A true NPI is the provider, whatever its name; a local number that another name has gives way to the next."""
        body = provider.body
        for attempt in range(1, MOST_COLLISIONS):
            found = (await self.office.get(PROVIDERS, npi=body["npi"]))["items"]
            if not found:
                return await self.office.post(PROVIDERS, body, digest=mapped.content.digest), True
            if not provider.seed or found[0]["name"] == body["name"]:
                return found[0], False
            number = local_number(provider.seed, attempt)
            text = f"The local number {body['npi']} is another provider's here; {body['name']} goes by {number}."
            mapped.ledger.assume(provider.who, text)
            body = {**body, "npi": number}
        raise SetupProblem(f"No local number is free for the provider {body['name']}. Register it with an NPI first.")


def _keep_what_is_known(mapped: Mapped, known: dict[str, Any] | None, sent: dict[str, Any] | None, where: str) -> None:
    """Nothing that Harmony holds is overwritten; where the file says otherwise, that was not taken."""
    what = where.split("/")[1].removesuffix("s")
    for name, value in (sent or {}).items():
        if known is not None and known.get(name) != value and name != "npi":
            reason = f"Harmony knows this {what} already and keeps its own {name}."
            place = f"{where}/{name}"
            mapped.ledger.withdraw(partial(_is_within, place), reason)


def _is_within(place: str, where: str) -> bool:
    return where == place or where.startswith(f"{place}/")


def _needed(mapped: Mapped) -> list[tuple[int, Provider]]:
    """Providers of the lines that go in."""
    used = {line.provider for line in mapped.lines}
    return [(place, provider) for place, provider in enumerate(mapped.providers) if place in used]
