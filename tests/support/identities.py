"""Tokens for tests, signed by the development key of this run."""

import time
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from harmony.keys import development_key

ISSUER = "harmony-development"


@lru_cache
def signing_key() -> ECKey:
    key = development_key().key
    return ECKey.import_key(key)


def token(*roles: str, subject: str = "somebody", agency: str | None = None, **claims: Any) -> str:
    now = int(time.time())
    payload: dict[str, Any] = {
        "iss": ISSUER,
        "aud": "harmony",
        "sub": subject,
        "roles": list(roles),
        "iat": now,
        "exp": now + 3600,
    }
    if agency is not None:
        payload["agency"] = agency
    payload.update(claims)
    key = signing_key()
    return jwt.encode({"alg": "ES256", "kid": key.kid or "harmony-development"}, payload, key, algorithms=["ES256"])


def bearer(*roles: str, subject: str = "somebody", agency: str | None = None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(*roles, subject=subject, agency=agency)}"}


def case_manager(subject: str = "cm1", agency: str = "agency-a") -> dict[str, str]:
    return bearer("case_manager", subject=subject, agency=agency)


def supervisor(subject: str = "sup1", agency: str = "agency-a") -> dict[str, str]:
    return bearer("cm_supervisor", subject=subject, agency=agency)


def reviewer(subject: str = "spa1") -> dict[str, str]:
    return bearer("spa_reviewer", subject=subject)


def ops(subject: str = "ops1") -> dict[str, str]:
    return bearer("ops", subject=subject)


def service(subject: str = "service:authorization") -> dict[str, str]:
    return bearer("service", subject=subject)
