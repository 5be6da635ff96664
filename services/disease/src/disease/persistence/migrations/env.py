"""Alembic asks here how to connect."""

from shared.runtime.migrations import run_migrations

run_migrations()
