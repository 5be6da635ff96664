"""`Idempotency-Key`: the same key and body answers the stored answer again, in the transaction that did the work."""

import hashlib
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from shared.kernel.errors import Conflict, InvalidMember
from shared.runtime.database import Connection
from shared.runtime.identity import Caller

KEPT_DAYS = 7
KEPT_HEADERS = ("etag", "location", "content-type", "link")


class KeyTaken(Exception):
    """Another process finished the same key between our look and our commit; a second try finds its answer."""


class StillRunning(Conflict):
    code = "still-running"
    title = "The first request with this key is still running"


@dataclass(slots=True)
class Idempotency:
    scope: str
    key: str
    body_hash: bytes
    stored: Response | None

    @classmethod
    async def of(cls, request: Request, caller: Caller, tx: Connection) -> "Idempotency | None":
        """The key of a POST with the answer stored for it, if any. Raises `StillRunning`, `InvalidMember`."""
        key = request.headers.get("idempotency-key")
        if key is None or request.method != "POST":
            return None
        if not 1 <= len(key) <= 255:
            raise InvalidMember("/header/Idempotency-Key", "length", "Use a key of 1 to 255 characters.")
        scope = f"{caller.subject} {request.url.path}"
        body_hash = hashlib.sha256(await request.body()).digest()
        lock = int.from_bytes(hashlib.sha256(f"{scope} {key}".encode()).digest()[:8], "big", signed=True)
        # Two statements: one alone would look with a snapshot from before the lock, and miss the answer of a copy
        # that committed in between.
        held = await tx.fetchval("select pg_try_advisory_xact_lock($1)", lock)
        row = await tx.fetchrow(
            "select body_hash, status, headers, body from idempotency_keys where scope = $1 and key = $2", scope, key
        )
        if row is not None:
            if row["body_hash"] != body_hash:
                raise InvalidMember(
                    "/header/Idempotency-Key", "key_reused", "This key was used with another body. Use a new key."
                )
            headers = {**row["headers"], "Idempotency-Replayed": "true"}
            return cls(scope, key, body_hash, Response(row["body"], row["status"], headers))
        if not held:
            error = StillRunning("Wait for the first answer, then send the request again with the same key.")
            error.members = {"retry_after": 1}
            raise error
        return cls(scope, key, body_hash, None)
