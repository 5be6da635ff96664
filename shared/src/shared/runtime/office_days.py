"""The holidays of the office, as the question that `shared.kernel.business_days` asks."""

from functools import lru_cache

from shared.kernel.business_days import Closed


@lru_cache
def holidays_of(country: str, state: str | None) -> Closed:
    """Public holidays of the state; a service that asks depends on `holidays`."""
    import holidays  # loaded when first asked, not at start

    known = holidays.country_holidays(country, subdiv=state)
    return lambda day: day in known
