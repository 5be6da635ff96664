"""Alembic for one service. Revisions are numbered files, so that the newest is known without importing Alembic."""

from importlib.resources import files
from urllib.parse import urlsplit, urlunsplit

LOCK = 4_815_162_342


def head_revision(service: str) -> str:
    """The newest revision of the service's `persistence/migrations/versions`, for example `0001`."""
    versions = files(f"{service}.persistence.migrations") / "versions"
    return max(entry.name[:4] for entry in versions.iterdir() if entry.name[:4].isdigit())


def upgrade(database_url: str, service: str) -> None:
    """Bring the service's database to the newest revision. Safe to call from several processes at once."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", f"{service}.persistence:migrations")
    config.attributes["database_url"] = database_url
    command.upgrade(config, "head")


def run_migrations() -> None:
    """What a service's `env.py` calls: runs the pending revisions in one transaction under a lock."""
    import asyncio

    from alembic import context
    from sqlalchemy import text
    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    def migrate(connection: Connection) -> None:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.configure(connection=connection)
        context.run_migrations()

    async def connect() -> None:
        engine = create_async_engine(_sqlalchemy_url(context.config.attributes["database_url"]), poolclass=NullPool)
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
        await engine.dispose()

    asyncio.run(connect())


def _sqlalchemy_url(database_url: str) -> str:
    scheme, *rest = urlsplit(database_url)
    return urlunsplit(("postgresql+asyncpg", *rest)) if scheme in ("postgres", "postgresql") else database_url


RUNTIME_TABLES_1 = """
create table audit_log (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('change', 'read')),
    actor text not null,
    roles text[] not null,
    agency text,
    request_id text not null,
    recorded_at timestamptz not null default now(),
    effective_at timestamptz not null default now(),
    action text not null,
    subject_type text not null,
    subject_id uuid not null,
    member_id uuid,
    before jsonb,
    after jsonb,
    rule_ids text[] not null default '{}'
);
create index audit_log_subject on audit_log (subject_id, id);
create index audit_log_member on audit_log (member_id, id);
create function refuse_rewriting() returns trigger language plpgsql as
$$ begin raise exception '% is append-only', tg_table_name; end $$;
create trigger audit_log_is_append_only before update or delete or truncate on audit_log
    for each statement execute function refuse_rewriting();

create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    key uuid not null,
    method text not null,
    url text not null,
    payload jsonb not null,
    traceparent text,
    request_id text not null,
    recorded_at timestamptz not null default now(),
    attempts integer not null default 0,
    next_at timestamptz not null default now(),
    leased_until timestamptz,
    delivered_at timestamptz,
    last_error text
);
create index outbox_undelivered on outbox (key, id) where delivered_at is null;

create table idempotency_keys (
    scope text not null,
    key text not null,
    body_hash bytea not null,
    status integer not null,
    headers jsonb not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    primary key (scope, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
"""

# A page that was read is one entry with the ids that it showed.
RUNTIME_TABLES_2 = """
alter table audit_log alter column subject_id drop not null;
alter table audit_log add column shown uuid[];
alter table audit_log add constraint audit_log_has_a_subject check (num_nonnulls(subject_id, shown) = 1);
create index audit_log_shown on audit_log using gin (shown) where shown is not null;
"""

IMPORT_TABLES_1 = """
create table imports (
    id uuid primary key,
    kind text not null,
    status text not null,
    actor text not null,
    roles text[] not null,
    agency text,
    request_id text not null,
    idempotency_key text,
    body_hash bytea,
    total integer not null default 0,
    done integer not null default 0,
    batches integer not null default 0,
    outcomes jsonb not null default '{}',
    started_at timestamptz not null,
    heard_at timestamptz not null,
    finished_at timestamptz,
    error text
);
create unique index one_import_per_key on imports (actor, kind, idempotency_key) where idempotency_key is not null;
create index imports_open on imports (id) where status in ('receiving', 'running');

create table import_rows (
    import_id uuid not null,
    line_number integer not null,
    outcome text not null,
    source_id text,
    subject_id uuid,
    errors jsonb,
    findings jsonb,
    primary key (import_id, line_number)
);
create index import_rows_not_loaded on import_rows (import_id, outcome, line_number) where outcome <> 'loaded';
"""


def execute_script(script: str) -> None:
    """Run a script of several statements inside a revision."""
    from alembic import op
    from sqlalchemy.util import await_only

    driver = op.get_bind().connection.driver_connection
    assert driver is not None  # noqa: S101 - a revision always has a connection
    await_only(driver.execute(script))
