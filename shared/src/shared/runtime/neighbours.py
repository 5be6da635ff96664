"""HTTP to the other services, with a short-lived token of our own."""

import time
from pathlib import Path

import httpx
import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey, import_key

from shared.runtime import clock
from shared.runtime.identity import Role

TOKEN_SECONDS = 300


class ServiceTokens:
    """Signs tokens with role `service` for this service, each good for five minutes."""

    def __init__(self, service: str, key_file: str, issuer: str, audience: str) -> None:
        key = import_key(orjson.loads(Path(key_file).read_bytes()))
        if not isinstance(key, ECKey | RSAKey):
            raise TypeError("the service key must be an EC or RSA key")
        self._key = key
        self._algorithm = "ES256" if isinstance(key, ECKey) else "RS256"
        self._claims = {"iss": issuer, "aud": audience, "sub": f"service:{service}", "roles": [Role.SERVICE.value]}
        self._token = ""
        self._renew_at = 0.0

    def token(self) -> str:
        now = time.time()
        if now >= self._renew_at:
            claims = {**self._claims, "iat": int(now), "exp": int(now) + TOKEN_SECONDS, "jti": clock.new_id().hex}
            header = {"alg": self._algorithm, "kid": self._key.kid}
            self._token = jwt.encode(header, claims, self._key, algorithms=[self._algorithm])
            self._renew_at = now + TOKEN_SECONDS / 2
        return self._token


def neighbour_client() -> httpx.AsyncClient:
    """One client per process; a neighbour gets five seconds to answer."""
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=5)
    return httpx.AsyncClient(timeout=5, limits=limits)
