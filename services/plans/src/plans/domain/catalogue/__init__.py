"""The service catalogue: which services exist, how they are counted, what they cost."""

from collections.abc import Iterable
from typing import Any

from plans.domain.catalogue.entries import SERVICES
from plans.domain.catalogue.service import Cap, Rate, Service, Unit
from plans.domain.policies import Policy

__all__ = ["SERVICES", "Cap", "Rate", "Service", "Unit", "codes", "find", "service_as_json", "variants"]

_BY_KEY = {(service.code, tuple(sorted(service.modifiers))): service for service in SERVICES}
_BY_CODE: dict[str, tuple[Service, ...]] = {
    code: tuple(service for service in SERVICES if service.code == code) for code in {s.code for s in SERVICES}
}


def find(code: str, modifiers: Iterable[str] = ()) -> Service | None:
    """The service with exactly these modifiers, in any order."""
    return _BY_KEY.get((code, tuple(sorted(modifiers))))


def variants(code: str) -> tuple[Service, ...]:
    """Every combination of modifiers that a code is known with; empty for an unknown code."""
    return _BY_CODE.get(code, ())


def codes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(service.code for service in SERVICES))


def service_as_json(service: Service, policy: Policy) -> dict[str, Any]:
    """A service as `GET /catalogue/services` shows it; money as decimal strings."""
    standard = policy.standard_quantities.get(service.key)
    return {
        "key": service.key,
        "code": service.code,
        "modifiers": list(service.modifiers),
        "name": service.name,
        "unit": service.unit.value,
        "frequencies": [frequency.value for frequency in service.frequencies],
        "standard_quantity": {"units": standard[0], "frequency": standard[1].value} if standard else None,
        "caps": [{"units": cap.units, "per": cap.per.value, "evidence": cap.evidence} for cap in service.caps],
        "rounding": service.rounding.value,
        "month_counting": service.month_counting.value,
        "rates": [
            {"start": rate.start.isoformat(), "amount": format(rate.amount, ".2f"), "evidence": rate.evidence}
            for rate in service.rates
        ],
        "priority_note_exempt": service.code in policy.priority_exempt_codes,
        "backdating_banned_from": service.backdating_banned_from.isoformat()
        if service.backdating_banned_from
        else None,
        "special_rules": list(service.special_rules),
        "evidence": service.evidence,
    }
