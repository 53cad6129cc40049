"""index.html: the page a reviewer works in, one file that loads nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any

from reports.interface import Audit
from reports.page_view import page_view
from reports.values import grouped
from reports.visible import visible

TEMPLATES = Path(__file__).parent / "templates"


def render(audit: Audit) -> bytes:
    """Render the audit as one HTML page: style and script inside, everything else forbidden by its policy."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["grouped"] = grouped
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    page = environment.get_template("index.html").render(
        page=page_view(audit), policy=_policy(style, script), style=style, script=script
    )
    return page.encode("utf-8")


def _printable(value: Any) -> Any:
    """Spell out hidden characters of every text that a template prints; markup of the templates passes."""
    return visible(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    """Return a content security policy that allows this style and this script, and nothing else at all."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
