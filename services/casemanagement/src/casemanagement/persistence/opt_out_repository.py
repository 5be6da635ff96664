"""Opt-outs: they stand until they are revoked."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from casemanagement.domain.discretion import discreet_scope
from shared.runtime.work import Work

COLUMNS = (
    "id, version, member_id, scope, effective_on, captured_by, captured_via, stated_by, statement, confidential, "
    "recorded_at, confirm_by, review_on"
)


async def insert_opt_outs(work: Work, opt_outs: Sequence[dict[str, Any]]) -> None:
    """Raises the refusal of `one_standing_opt_out_per_scope` for a scope that stands already."""
    await work.tx.execute(
        f"insert into opt_outs ({COLUMNS}) select {COLUMNS} from jsonb_populate_recordset(null::opt_outs, $1)",
        list(opt_outs),
    )
    for opt_out in opt_outs:
        work.record(
            "opted_out",
            "opt_out",
            opt_out["id"],
            member_id=UUID(str(opt_out["member_id"])),
            after={"scope": _scope(opt_out), "captured_via": opt_out["captured_via"]},
            rule_ids=("R11",),
            effective_at=opt_out["effective_on"],
        )


async def revoke_opt_outs(work: Work, member_id: UUID, ids: Sequence[UUID], because: str) -> list[dict[str, Any]]:
    """Those of the ids that stood, as JSON after their revocation."""
    rows = await work.tx.fetch(
        """
        update opt_outs o set revoked_at = $3, revoked_by = $4, revoked_because = $5, version = version + 1
        where member_id = $1 and id = any($2) and revoked_at is null returning to_jsonb(o) as opt_out
        """,
        member_id,
        list(ids),
        work.now,
        work.caller.subject,
        because,
    )
    revoked = [row["opt_out"] for row in rows]
    for opt_out in revoked:
        work.record(
            "opt_out_revoked",
            "opt_out",
            UUID(opt_out["id"]),
            member_id=member_id,
            before={"scope": _scope(opt_out)},
            after={"because": because},
            rule_ids=("R11",),
        )
    return revoked


def _scope(opt_out: Mapping[str, Any]) -> str:
    return discreet_scope(opt_out["scope"], confidential=opt_out["confidential"])


async def opt_out_version(work: Work, member_id: UUID, opt_out_id: UUID) -> int | None:
    version: int | None = await work.tx.fetchval(
        "select version from opt_outs where id = $1 and member_id = $2", opt_out_id, member_id
    )
    return version
