"""What the rules of straight-through approval said of a request, and the requests that they have not seen."""

from shared.runtime.migrations import execute_script

revision = "0005"
down_revision = "0004"

STRAIGHT_THROUGH = """
alter table requests add column straight_through jsonb;
create index requests_unjudged on requests (received_at, id) where status = 'received' and straight_through is null;
"""


def upgrade() -> None:
    execute_script(STRAIGHT_THROUGH)
