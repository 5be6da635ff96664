"""A member whose settling failed waits behind the others, and what an end cancelled can come back with its case."""

from shared.runtime.migrations import execute_script

revision = "0021"
down_revision = "0020"

SCRIPT = """
alter table members add settle_after timestamptz not null default '-infinity';
alter table letters add cancelled_at timestamptz;
"""


def upgrade() -> None:
    execute_script(SCRIPT)
