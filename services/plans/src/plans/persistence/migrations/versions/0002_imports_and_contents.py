"""Imports with unlogged tables to stage rows in, contents of documents, an index over plans that run out."""

from shared.runtime.migrations import IMPORT_TABLES_1, execute_script

revision = "0002"
down_revision = "0001"

IMPORTS = """
create table imported_plans (
    source_id text primary key,
    plan_id uuid not null references service_plans,
    import_id uuid not null references imports
);

create unlogged table staged_plans (
    import_id uuid not null,
    number integer not null,
    source_id text not null,
    primary key (import_id, number)
);
create unlogged table staged_plan_lines (
    import_id uuid not null,
    line_number integer not null,
    errors text,
    plan_id text,
    line_id text,
    medicaid_id text,
    plan_type text,
    plan_start date,
    plan_end date,
    case_manager text,
    agency text,
    short_reason text,
    service_code text,
    modifiers text[],
    service_key text,
    provider_npi text,
    units integer,
    frequency text,
    "start" date,
    "end" date,
    used_units integer,
    delivered_through date,
    authorization_number text
);
create index staged_plan_lines_plan on staged_plan_lines (import_id, plan_id);
create unlogged table staged_records (
    import_id uuid not null,
    line_number integer not null,
    errors text,
    source_id text,
    record jsonb,
    primary key (import_id, line_number)
);
create index staged_records_source on staged_records (import_id, source_id, line_number);
"""

DOCUMENTS = """
create table document_contents (
    document_id uuid not null references plan_documents,
    version integer not null,
    media_type text not null,
    size integer not null,
    sha256 text not null,
    stored_under text not null,
    stored_at timestamptz not null,
    stored_by text not null,
    primary key (document_id, version)
);
create trigger document_contents_is_append_only before update or delete or truncate on document_contents
    for each statement execute function refuse_rewriting();
"""

REASSESSMENTS = """
create index service_plans_running_out on service_plans ("end", id)
    where status in ('authorized', 'partially_authorized');
"""


def upgrade() -> None:
    execute_script(IMPORT_TABLES_1)
    execute_script(IMPORTS)
    execute_script(DOCUMENTS)
    execute_script(REASSESSMENTS)
