"""`harmony token`: a token for trying Harmony out, as any role."""

import time
from typing import Annotated
from uuid import uuid4

import typer

from harmony.keys import KEY_ID, DevelopmentKey, development_key
from harmony.problem import SetupProblem

ISSUER = "harmony-development"
AUDIENCE = "harmony"
# The same as `shared.runtime.identity.Role`, written out because that module takes half a second to import.
ROLES = (
    "case_manager",
    "cm_supervisor",
    "spa_reviewer",
    "clinical_reviewer",
    "medical_director",
    "care_nurse",
    "care_supervisor",
    "disease_nurse",
    "provider",
    "partner",
    "service",
    "ops",
    "confidential",
)


def sign_token(
    key: DevelopmentKey, *, subject: str, roles: list[str], agency: str | None = None, hours: float = 12
) -> str:
    """Raises `SetupProblem` for a role that no service knows."""
    from joserfc import jwt
    from joserfc.jwk import ECKey

    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise SetupProblem(f"There is no role {' or '.join(unknown)}. The roles are {', '.join(ROLES)}.")
    now = int(time.time())
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "roles": list(dict.fromkeys(roles)),
        "iat": now,
        "exp": now + int(hours * 3600),
        "jti": str(uuid4()),
    }
    if agency is not None:
        claims["agency"] = agency
    return jwt.encode({"alg": "ES256", "kid": KEY_ID, "typ": "JWT"}, claims, ECKey.import_key(key.key))


def command(
    role: Annotated[list[str], typer.Option(help="Role of the caller; repeat it for several.")],
    subject: Annotated[str, typer.Option(help="Who is calling, for example cm1.")],
    agency: Annotated[str | None, typer.Option(help="Provider id of the caller's agency.")] = None,
    hours: Annotated[float, typer.Option(help="How long the token is valid.", min=0.01, max=24 * 365)] = 12,
) -> None:
    """Print a token that a running `harmony up` accepts, and nothing else."""
    print(sign_token(development_key(), subject=subject, roles=role, agency=agency, hours=hours))
