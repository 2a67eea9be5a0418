"""The report as one page: everything in one file, nothing fetched from anywhere."""

import base64
import hashlib
import re
from pathlib import Path

from markupsafe import Markup

from nncore.analysis.published.verdict_records import VERDICTS, style_rules
from nncore.files import write_text
from nncore.language.addresses import target
from nncore.language.plain import plain
from nncore.language.signs import shown
from nncore.report.document import numbering, strips
from nncore.report.document.media import data_uri, size
from nncore.report.document.model import Report
from nncore.report.markup import table_cells as tables
from nncore.report.markup.document_checks import check
from nncore.report.markup.html_inline import Inline
from nncore.report.markup.mathml import mathml
from nncore.report.markup.templates import environment


def style_sheet(assets: Path) -> Markup:
    """The style sheet with its fonts and the colours of verdicts inside."""
    css = (assets / "report.css").read_text(encoding="utf-8") + style_rules()
    return Markup(  # the project's own file, no reader's words
        re.sub(r'url\("([^")]+)"\)', lambda found: f'url("{data_uri(assets / found[1])}")', css)
    )


def policy(script: str) -> str:
    """The content security policy of a page: this script alone, and nothing from outside.

    Styles may stand in attributes, which say how wide columns are; nothing a reader writes does.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _verdicts() -> list[tuple[str, Markup]]:
    """Name and mark of every verdict; marks are the project's own, no reader's words."""
    return [(record.slug, Markup(record.svg)) for record in VERDICTS.values()]


def render(report: Report, templates: Path, assets: Path) -> str:
    """The page's text.

    Parameters
    ----------
    report : what to show; `checks.check` raises `ReportError` for everything wrong with it.
    templates : folder with ``page.html`` and a partial per kind of block.
    assets : folder with ``report.css``, ``report.js`` and the fonts they name.
    """
    check(report)
    labels = numbering.number(report)
    citations = {entry.key: place for place, entry in enumerate(report.bibliography, start=1)}
    jinja = environment(templates, ".html")
    jinja.filters.update(
        inline=Inline(labels, citations),
        words=lambda markup: shown(plain(markup, lambda id: str(labels[id]))),
        shown=shown,
        target=target,
        display_math=lambda latex: Markup(mathml(latex, display=True)),
        data_uri=data_uri,
        size=size,
        tails=tables.tails,
        needs=tables.needs,
        dense=tables.dense,
        wordy=tables.wordy,
        along=strips.along,
        hairlines=strips.hairlines,
    )
    jinja.globals.update(labels=labels, verdicts=_verdicts())
    script = f"\n{(assets / 'report.js').read_text(encoding='utf-8')}\n"
    return jinja.get_template("page.html").render(
        report=report,
        style=style_sheet(assets),
        script=Markup(script),  # the project's own file, no reader's words
        policy=policy(script),
    )


def write(report: Report, target: Path, templates: Path, assets: Path) -> None:
    """Write the page to `target`, whole or not at all."""
    write_text(target, render(report, templates, assets))
