"""Audit log, outbox and idempotency keys: what every service has before it owns anything."""

from shared.runtime.migrations import RUNTIME_TABLES_1, execute_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    execute_script(RUNTIME_TABLES_1)
