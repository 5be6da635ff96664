"""Tokens that no service may take, by what is wrong with them; each is signed when it is asked for."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from tests.support.identities import ISSUER, signing_key, token

KEY_ID = "harmony-development"


def _now() -> int:
    return int(time.time())


def _claims(**changes: Any) -> dict[str, Any]:
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": "harmony",
        "sub": "cm1",
        "roles": ["case_manager"],
        "agency": "agency-a",
        "exp": _now() + 600,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unsigned(algorithm: str) -> str:
    header = {"alg": algorithm, "kid": KEY_ID}
    return f"{_part(json.dumps(header).encode())}.{_part(json.dumps(_claims()).encode())}."


def _signed(claims: dict[str, Any], key: ECKey | None = None, algorithm: str = "ES256") -> str:
    return jwt.encode({"alg": algorithm, "kid": KEY_ID}, claims, key or signing_key(), algorithms=[algorithm])


def _signed_with_the_public_key() -> str:
    """The classic confusion: the public key taken for the secret of an HMAC."""
    secret = OctKey.import_key(json.dumps(signing_key().as_dict(private=False), sort_keys=True))
    return jwt.encode({"alg": "HS256", "kid": KEY_ID}, _claims(), secret, algorithms=["HS256"])


def _with_other_claims() -> str:
    header, _, signature = token("case_manager", subject="cm1", agency="agency-a").split(".")
    return f"{header}.{_part(json.dumps(_claims(roles=['ops'])).encode())}.{signature}"


BAD_TOKENS: dict[str, Callable[[], str]] = {
    "garbage": lambda: "Zuleika-Secret",
    "three empty parts": lambda: "..",
    "latin letters": lambda: "é.é.é",
    "deep header": lambda: f"{_part(b'[' * 20_000)}.e30.",
    "expired": lambda: _signed(_claims(exp=_now() - 3600)),
    "not yet": lambda: _signed(_claims(nbf=_now() + 3600)),
    "without exp": lambda: _signed(_claims(exp=None)),
    "exp is a text": lambda: _signed(_claims(exp="tomorrow")),
    "exp is a boolean": lambda: _signed(_claims(exp=True)),
    "another audience": lambda: _signed(_claims(aud="elsewhere")),
    "without audience": lambda: _signed(_claims(aud=None)),
    "another issuer": lambda: _signed(_claims(iss="somebody")),
    "without issuer": lambda: _signed(_claims(iss=None)),
    "without subject": lambda: _signed(_claims(sub=None)),
    "subject is a number": lambda: _signed(_claims(sub=7)),
    "subject cannot be stored": lambda: _signed(_claims(sub="cm\u0000")),
    "roles is a text": lambda: _signed(_claims(roles="case_manager")),
    "roles is missing": lambda: _signed(_claims(roles=None)),
    "roles of numbers": lambda: _signed(_claims(roles=[1])),
    "agency is a list": lambda: _signed(_claims(agency=["agency-a"])),
    "alg none": lambda: _unsigned("none"),
    "alg ES256 without signature": lambda: _unsigned("ES256"),
    "signed by another key": lambda: _signed(_claims(), ECKey.generate_key("P-256", {"kid": KEY_ID}, private=True)),
    "signed by another kid": lambda: jwt.encode(
        {"alg": "ES256", "kid": "other"}, _claims(), signing_key(), algorithms=["ES256"]
    ),
    "signed with the public key": lambda: _signed_with_the_public_key(),
    "other claims": lambda: _with_other_claims(),
}
