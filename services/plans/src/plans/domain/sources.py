"""The documents that the plan rules come from."""

from shared.kernel.citation import Citation, Source

PROVIDER_UPDATE = Source(
    "provider-update-2018-10-01", "Provider Update - October 1, 2018", "provider-update-2018-10-01.txt"
)
PLAN_RULES = Source("plan-and-authorization-rules", "Harmony plan and authorization rules")

CHANGING_SERVICES = "Changing Services"
NEW_PLANS = "New Plans"
SUPERVISOR_REVIEW = "CM Supervisor Review"
CORRESPONDING_DOCUMENTS = "Corresponding Documents"


def update(section: str, quote: str) -> Citation:
    """A sentence of the provider update, verbatim."""
    return Citation(PROVIDER_UPDATE, section, quote)


def reference(section: str, paraphrase: str) -> Citation:
    """A rule of our domain reference, in our words."""
    return Citation(PLAN_RULES, section, paraphrase)
