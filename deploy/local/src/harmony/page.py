"""The page at `/`: the services, whether they are well, and where their documentation is."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from harmony.services import Service

# `harmony doctor` recognises a running Harmony by it.
TITLE = "<title>Harmony</title>"
ROW = """<li data-service="{name}">
<div><h2>{name}</h2><p>{summary}</p></div>
<span class="health" role="status">not asked yet</span>
<nav><a href="/{name}/docs">Documentation</a><a href="/{name}/openapi.json">OpenAPI</a>\
<a href="/{name}/health/ready">Health</a></nav>
</li>"""


def welcome_page(services: Sequence[Service]) -> bytes:
    rows = "\n".join(ROW.format(name=escape(service.name), summary=escape(service.summary)) for service in services)
    template = files("harmony").joinpath("welcome.html").read_text(encoding="utf-8")
    return template.replace("<!-- services -->", rows).encode()
