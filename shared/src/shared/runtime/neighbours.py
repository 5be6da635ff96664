"""HTTP to the other services, with a short-lived token of our own."""

import asyncio
import ssl
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey, import_key

from shared.runtime import clock
from shared.runtime.identity import Role
from shared.runtime.log import logger

TOKEN_SECONDS = 300
ANSWER_SECONDS = 4


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


@lru_cache
def _trusted() -> ssl.SSLContext:
    """Read from disk once per process."""
    return httpx.create_ssl_context()


def neighbour_client() -> httpx.AsyncClient:
    """A neighbour gets five seconds to answer."""
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=5)
    return httpx.AsyncClient(timeout=5, limits=limits, verify=_trusted())


async def ask(tokens: ServiceTokens, method: str, url: str, body: Any) -> httpx.Response | None:
    """The neighbour's answer, whatever it is; None when there is none or it says that it cannot answer now.

    Never inside a transaction.
    """
    headers = {"Authorization": f"Bearer {tokens.token()}", "Content-Type": "application/json"}
    try:
        async with asyncio.timeout(ANSWER_SECONDS), neighbour_client() as client:
            answer = await client.request(method, url, content=orjson.dumps(body, default=str), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        logger.warning("neighbour does not answer", kind=type(error).__name__)
        return None
    return None if answer.is_server_error else answer
