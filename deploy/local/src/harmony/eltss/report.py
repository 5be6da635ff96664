"""What an import did, for a person and as a file."""

import re
from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harmony.eltss.ledger import Outcome
from harmony.eltss.loading import Loaded
from harmony.eltss.mapping import Mapped

PLACE = re.compile(r"/\d+(?=/|$)")


class Sheet:
    """A table whose cells stand as they are: brackets in a name are no markup."""

    def __init__(self, title: str, *columns: str) -> None:
        self.table = Table(*columns, title=title, title_justify="left")

    def row(self, *cells: str) -> None:
        self.table.add_row(*(Text(cell) for cell in cells))


def as_json(mapped: Mapped, loaded: Loaded, *, dry_run: bool) -> dict[str, Any]:
    """Everything: what was sent or would be, the findings, and one account per value of the file."""
    accounts = mapped.accounts
    sent = {
        "member": mapped.member,
        "providers": [provider.body for provider in mapped.providers],
        "plan": mapped.plan and {
            **mapped.plan,
            "lines": [{**line.body, "provider": line.provider} for line in mapped.lines],
            "notes": [*mapped.plan["notes"], mapped.remark()],
        },
    }  # fmt: skip
    return {
        "digest": mapped.content.digest,
        "dry_run": dry_run,
        "new": sorted(loaded.new),
        "member_id": loaded.member.get("id"),
        "plan_id": loaded.plan and loaded.plan["id"],
        "sent": sent,
        "refused": loaded.refused,
        "verdict": loaded.verdict,
        "counts": dict(Counter(account.outcome.value for account in accounts)),
        "assumed": [{"resource": a.resource, "pointer": a.pointer, "text": a.text} for a in mapped.assumed],
        "not_taken": _not_taken(mapped),
        "not_held": [
            {"resource_type": kind, "element": element, "count": count}
            for (kind, element), count in _not_held(mapped).items()
        ],
        "accounts": [
            {"resource": a.resource, "pointer": a.pointer, "outcome": a.outcome.value, "where": list(a.where)}
            for a in accounts
        ],
    }


def show(console: Console, mapped: Mapped, loaded: Loaded, *, dry_run: bool) -> None:
    _show_what_went_in(console, mapped, loaded, dry_run)
    _show_assumptions(console, mapped)
    _show_not_taken(console, mapped)
    _show_not_held(console, mapped)
    _show_findings(console, loaded)


def _show_what_went_in(console: Console, mapped: Mapped, loaded: Loaded, dry_run: bool) -> None:
    state = {True: "would be registered" if dry_run else "registered", False: "known already"}
    member, plan = loaded.member, loaded.plan
    table = Sheet("What goes in" if dry_run else "What went in", "What", "", "State")
    name = f"{member.get('given_name', '')} {member.get('family_name', '')}".strip()
    table.row("Member", f"{name}, {mapped.medicaid_id}", state["member" in loaded.new])
    for provider in loaded.providers:
        is_new = provider["npi"] in loaded.new or "id" not in provider
        table.row("Provider", f"{provider['name']}, {provider['npi']}", state[is_new])
    if plan is not None:
        opened = "opened" if "plan" in loaded.new else "there already"
        table.row("Plan", f"{plan['start']} to {plan['end']}, {plan['id']}", f"{opened}, {plan['status']}")
    elif mapped.plan is not None:
        table.row("Plan", f"{mapped.plan['start']} to {mapped.plan['end']}", "refused" if loaded.refused else "draft")
    shown = plan or {**(mapped.plan or {}), "lines": [line.body for line in mapped.lines]}
    for line in shown.get("lines", ()):
        key = "-".join((line["service_code"], *line["modifiers"]))
        table.row(
            "Line", f"{key}, {line['units']} per {line['frequency']}, {line['start']} to {line['end']}",
            line.get("status", "draft"),
        )  # fmt: skip
    for note in shown.get("notes", ()):
        table.row("Note", note["text"].splitlines()[0], note["status"])
    for document in shown.get("documents", ()):
        table.row("Document", f"{document['type']}, {document['dated']}", document["status"])
    console.print(table.table)


def _show_assumptions(console: Console, mapped: Mapped) -> None:
    if mapped.assumed:
        table = Sheet("Assumed: please check", "Resource", "Assumed")
        for assumption in mapped.assumed:
            table.row(assumption.resource, assumption.text)
        console.print(table.table)


def _show_not_taken(console: Console, mapped: Mapped) -> None:
    entries = _not_taken(mapped)
    if entries:
        table = Sheet("Not taken", "Resource", "Elements", "Why")
        for entry in entries:
            table.row(entry["resource"], ", ".join(entry["elements"]), entry["reason"])
        console.print(table.table)


def _show_not_held(console: Console, mapped: Mapped) -> None:
    table = Sheet(
        "What the standard holds and Harmony does not", "Resource type", "Elements, with the number of values"
    )
    by_type: dict[str, Counter[str]] = {}
    for (kind, element), count in _not_held(mapped).items():
        by_type.setdefault(kind, Counter())["meta" if element.startswith("meta.") else element] += count
    for kind, elements in by_type.items():
        table.row(kind, ", ".join(f"{element} {count}" for element, count in elements.items()))
    console.print(table.table)
    counts = Counter(account.outcome for account in mapped.accounts)
    said = ", ".join(f"{counts[outcome]} {outcome.value.replace('_', ' ')}" for outcome in Outcome)
    console.print(f"{sum(counts.values())} values in {len(mapped.content.all)} resources: {said}.")


def _show_findings(console: Console, loaded: Loaded) -> None:
    findings = [*loaded.refused, *(loaded.verdict["findings"] if loaded.verdict and not loaded.refused else ())]
    if loaded.refused:
        console.print("The rules refuse this plan; nothing was stored:", style="bold")
    elif loaded.verdict:
        console.print(f"The rules say at submission: {loaded.verdict['outcome']}.", style="bold")
    for found in findings:
        console.print(f"  {found['severity']:>7}  {found['rule_id']}  {found['message']}", markup=False)


def _not_taken(mapped: Mapped) -> list[dict[str, Any]]:
    """Grouped by resource and reason, with the first names of the elements."""
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for account in mapped.accounts:
        if account.outcome is Outcome.NOT_TAKEN:
            names = groups.setdefault((account.resource, account.where[0]), {})
            name = account.pointer.split("/")[1]
            names[name] = names.get(name, 0) + 1
    return [
        {"resource": resource, "reason": reason, "elements": list(names), "count": sum(names.values())}
        for (resource, reason), names in groups.items()
    ]


def _not_held(mapped: Mapped) -> dict[tuple[str, str], int]:
    """Counts by resource type and element, positions in lists left out."""
    counts = Counter(
        (account.resource.split("/")[0], PLACE.sub("", account.pointer).strip("/").replace("/", "."))
        for account in mapped.accounts
        if account.outcome is Outcome.NOT_HELD
    )
    return dict(sorted(counts.items()))
