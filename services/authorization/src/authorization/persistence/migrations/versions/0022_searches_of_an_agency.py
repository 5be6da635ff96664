"""Searches of authorizations, notices and appeals walk an index for everybody who may ask, not for the office alone."""

from shared.runtime.migrations import execute_script

revision = "0022"
down_revision = "0021"

INDEXES = """
create index authorizations_sender on authorizations (sent_by, id);
create index authorizations_sender_agency on authorizations (sender_agency, id);
create index authorizations_plan on authorizations (plan_id, id);
create index notices_sender on notices (sent_by, id);
create index notices_sender_agency on notices (sender_agency, id);
drop index appeals_due;
create index appeals_due on appeals (due_at, id) where status = 'open';
create index appeals_all on appeals (due_at, id);
"""


def upgrade() -> None:
    execute_script(INDEXES)
