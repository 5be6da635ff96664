"""Members from before the neighbours were told of members: each is told of once."""

from shared.runtime.migrations import execute_script

revision = "0022"
down_revision = "0021"

BACKLOG = """
create table members_to_tell (member_id uuid primary key references members);
insert into members_to_tell select id from members;
"""


def upgrade() -> None:
    execute_script(BACKLOG)
