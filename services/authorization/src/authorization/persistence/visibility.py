"""Which rows a caller may know of, as SQL over `agency`, `sent_by`, `sender_agency` and `provider_id`."""

from shared.runtime.identity import Caller, Role
from shared.runtime.where import Where

# Reviewers, nurses, services and operations see all; case managers and supervisors what their agency asked for;
# a partner what it sent; a provider, where the table says so, what names it.
VisibilityArguments = tuple[bool, str | None, str | None, str | None, str | None]


def visible(table: str, first: int, *, to_providers: bool = False) -> str:
    """A condition; its five arguments, those of `visibility`, are numbered from `first`."""
    sees_all, agency, subject, sender, provider = range(first, first + 5)
    named = f"{table}.provider_id = ${provider}" if to_providers else f"${provider}::text is null and false"
    return (
        f"(${sees_all}::boolean or {table}.agency = ${agency}::text or {table}.sent_by = ${subject}::text "
        f"or {table}.sender_agency = ${sender}::text or {named})"
    )


def visibility(caller: Caller) -> VisibilityArguments:
    managing = caller.has(Role.CASE_MANAGER, Role.CM_SUPERVISOR)
    partner = caller.has(Role.PARTNER)
    return (
        caller.sees_all,
        caller.agency if managing else None,
        caller.subject if partner else None,
        caller.agency if partner else None,
        caller.agency if caller.has(Role.PROVIDER) else None,
    )


def scopes(caller: Caller, where: Where, table: str, *, to_providers: bool = False) -> list[str]:
    """The same as conditions of one column each, so that each can walk its own index; no row fits two of them."""
    if caller.sees_all:
        return ["true"]
    _, agency, subject, sender, provider = visibility(caller)
    columns = {"agency": agency, "sent_by": subject, "sender_agency": sender}
    if to_providers:
        columns["provider_id"] = provider
    found: list[str] = []
    named = [f"{table}.{name} = {where.argument(value)}" for name, value in columns.items() if value is not None]
    for place, condition in enumerate(named):
        found.append(" and ".join([condition, *(f"({earlier}) is not true" for earlier in named[:place])]))
    return found or ["false"]
