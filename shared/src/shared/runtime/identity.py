"""Who is calling: bearer tokens checked against a JWKS."""

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeGuard

import httpx
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet


class Role(StrEnum):
    CASE_MANAGER = "case_manager"
    CM_SUPERVISOR = "cm_supervisor"
    SPA_REVIEWER = "spa_reviewer"
    CLINICAL_REVIEWER = "clinical_reviewer"
    MEDICAL_DIRECTOR = "medical_director"
    CARE_NURSE = "care_nurse"
    CARE_SUPERVISOR = "care_supervisor"
    DISEASE_NURSE = "disease_nurse"
    PROVIDER = "provider"
    PARTNER = "partner"
    SERVICE = "service"
    OPS = "ops"
    CONFIDENTIAL = "confidential"


# Roles that are not bound to one agency. Whatever else a token names gives no sight of other agencies.
OFFICE_ROLES = frozenset(
    {
        Role.SPA_REVIEWER,
        Role.CLINICAL_REVIEWER,
        Role.MEDICAL_DIRECTOR,
        Role.CARE_NURSE,
        Role.CARE_SUPERVISOR,
        Role.DISEASE_NURSE,
        Role.SERVICE,
        Role.OPS,
    }
)


@dataclass(frozen=True, slots=True)
class Caller:
    """`agency` is the provider id of an agency's user."""

    subject: str
    roles: frozenset[str]
    agency: str | None = None

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def sees_all(self) -> bool:
        """Whether some role of the caller is not bound to one agency."""
        return not self.roles.isdisjoint(OFFICE_ROLES)


class NotAuthenticated(Exception):
    """The token is missing or not valid; the text says why without repeating it."""


class KeysAway(Exception):
    """The public keys cannot be read, so nobody can be known; no fault of the caller."""


class TokenCheck:
    """Checks RS256 and ES256 tokens; `iss`, `aud`, `exp` and `sub` are required. Verified tokens are remembered."""

    REMEMBERED = 10_000
    REFETCH_SECONDS = 10.0

    def __init__(self, jwks: str, issuer: str, audience: str) -> None:
        self._jwks = jwks
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._verified: dict[str, tuple[Caller, float]] = {}
        self._claims = jwt.JWTClaimsRegistry(
            leeway=30,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def caller(self, headers: Mapping[bytes, bytes]) -> Caller:
        """Raises `NotAuthenticated`, `KeysAway`."""
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAuthenticated("Send a bearer token in the Authorization header.")
        known = self._verified.get(token)
        if known is not None and known[1] > time.time():
            return known[0]
        return await self._verify(token)

    async def _verify(self, token: str) -> Caller:
        try:
            claims = await self._decoded(token)
            self._claims.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotAuthenticated("The token is not valid here, or no longer. Ask for a new one.") from error
        roles, agency, subject = claims.get("roles"), claims.get("agency"), claims.get("sub")
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise NotAuthenticated("The token names no roles.")
        if not _is_name(subject) or not (agency is None or _is_name(agency)):
            raise NotAuthenticated("The token does not say who is calling.")
        caller = Caller(subject, frozenset(roles), agency)
        if len(self._verified) >= self.REMEMBERED:
            self._verified.clear()
        self._verified[token] = (caller, float(str(claims["exp"])))
        return caller

    async def _decoded(self, token: str) -> dict[str, object]:
        keys = self._keys or await self._fetch()
        try:
            return dict(jwt.decode(token, keys, algorithms=["RS256", "ES256"]).claims)
        except (JoseError, ValueError):
            if time.monotonic() - self._fetched_at < self.REFETCH_SECONDS:
                raise
            with contextlib.suppress(KeysAway):
                keys = await self._fetch()
            return dict(jwt.decode(token, keys, algorithms=["RS256", "ES256"]).claims)

    async def _fetch(self) -> KeySet:
        """The public keys anew, because a key may have been added since. Raises `KeysAway`."""
        try:
            if self._jwks.startswith(("http://", "https://")):
                async with httpx.AsyncClient(timeout=5) as client:
                    document = (await client.get(self._jwks)).raise_for_status().json()
            else:
                document = orjson.loads(Path(self._jwks).read_bytes())
            self._keys = KeySet.import_key_set(document)
        except (OSError, httpx.HTTPError, JoseError, ValueError, TypeError, KeyError) as error:
            raise KeysAway from error
        self._fetched_at = time.monotonic()
        return self._keys


def _is_name(value: object) -> TypeGuard[str]:
    """A text that can be stored and logged."""
    return isinstance(value, str) and value.isprintable()
