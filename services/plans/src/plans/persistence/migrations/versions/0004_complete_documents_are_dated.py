"""A document that is complete has a date. What was stored before may lack one until it is next changed."""

from shared.runtime.migrations import execute_script

revision = "0004"
down_revision = "0003"

DATED = """
alter table plan_documents add constraint complete_documents_are_dated
    check (status <> 'complete' or dated is not null) not valid
"""


def upgrade() -> None:
    execute_script(DATED)
