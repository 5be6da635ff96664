"""A page that was read is one entry of the audit log, with the ids that it showed."""

from shared.runtime.migrations import RUNTIME_TABLES_2, execute_script

revision = "0020"
down_revision = "0005"


def upgrade() -> None:
    execute_script(RUNTIME_TABLES_2)
