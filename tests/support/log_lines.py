"""What the services log while a test runs."""

import io

import pytest
import structlog


def log_lines(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """JSON lines as they would stand on the error output, until the end of the test."""
    written = io.StringIO()
    logger = structlog.wrap_logger(structlog.PrintLogger(written), processors=[structlog.processors.JSONRenderer()])
    for module in ("edge", "outbox"):
        monkeypatch.setattr(f"shared.runtime.{module}.logger", logger)
    return written
