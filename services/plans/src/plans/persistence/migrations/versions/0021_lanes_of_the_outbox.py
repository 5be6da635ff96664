"""An index for each lane of the outbox, in the order in which the worker takes messages (`shared.runtime.outbox`)."""

from shared.runtime.migrations import execute_script

revision = "0021"
down_revision = "0020"

LANES = """
drop index outbox_waiting;
create index outbox_lanes on outbox ((attempts >= 6 or topic like 'bulk.%'), next_at, id) where delivered_at is null
"""


def upgrade() -> None:
    execute_script(LANES)
