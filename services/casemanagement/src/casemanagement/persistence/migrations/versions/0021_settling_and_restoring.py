"""A member whose settling failed waits behind the others, what an end cancelled can come back with its case, and a
level that was set by hand has a day from which it expires."""

from shared.runtime.migrations import execute_script

revision = "0021"
down_revision = "0020"

SCRIPT = """
alter table members add settle_after timestamptz not null default '-infinity';
alter table letters add cancelled_at timestamptz;
alter table episodes add level_set_at timestamptz;
update episodes set level_set_at = stratified_at where level_by <> 'engine' and level_by not like 'service:%';
create index episodes_level_set_by_hand on episodes (level_set_at) where open and level_set_at is not null;
"""


def upgrade() -> None:
    execute_script(SCRIPT)
