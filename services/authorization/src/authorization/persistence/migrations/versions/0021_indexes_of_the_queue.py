"""A page of the queue walks an index and stops: by status, desk and clock, and for each agency only what it asks for.

What is open and what is decided lie apart, so that years of decided requests do not stand before an agency's open ones.
"""

from shared.runtime.migrations import execute_script

revision = "0021"
down_revision = "0020"

INDEXES = """
drop index requests_agency, requests_sender;
create index requests_status on requests (status, queue_rank, received_at, id) where status <> 'decided';
create index requests_desk on requests (desk, queue_rank, received_at, id) where status <> 'decided';
create index requests_clock on requests (clock, queue_rank, received_at, id) where status <> 'decided';
create index requests_agency on requests (agency, queue_rank, received_at, id) where status <> 'decided';
create index requests_sender on requests (sent_by, queue_rank, received_at, id) where status <> 'decided';
create index requests_sender_agency on requests (sender_agency, queue_rank, received_at, id)
    where status <> 'decided';
create index requests_agency_decided on requests (agency, queue_rank, received_at, id) where status = 'decided';
create index requests_sender_decided on requests (sent_by, queue_rank, received_at, id) where status = 'decided';
create index requests_sender_agency_decided on requests (sender_agency, queue_rank, received_at, id)
    where status = 'decided';
"""


def upgrade() -> None:
    execute_script(INDEXES)
