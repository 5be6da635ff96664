"""Work items of the daily look at plans that run out: one per plan, open while it is due."""

from shared.runtime.migrations import execute_script

revision = "0007"
down_revision = "0006"

ITEMS = """
create table reassessment_items (
    plan_id uuid primary key references service_plans,
    standing text not null,
    standing_since date not null,
    opened_on date not null,
    done_on date
);
create index reassessment_items_open on reassessment_items (plan_id) where done_on is null
"""


def upgrade() -> None:
    execute_script(ITEMS)
