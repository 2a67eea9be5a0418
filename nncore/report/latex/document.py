"""The report as a LaTeX document for pdflatex, with what a small TeX installation has."""

import os
from pathlib import Path

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.files import write_text
from nncore.language.plain import SIGNS, plain
from nncore.report.document import numbering
from nncore.report.document.model import Report, Strip
from nncore.report.latex.latex_tables import layout
from nncore.report.markup.document_checks import check
from nncore.report.markup.latex_inline import Inline, breakable, display, escape
from nncore.report.markup.templates import environment

STRIP_MM = 22.0  # the length of the line that small plots stand on, in millimetres
NAMES = {sign: name for name, sign in SIGNS.items() if len(sign) == 1 and sign != " "}


def code_line(line: str) -> str:
    """A line of code with its indentation, broken after punctuation where it is too long."""
    words = line.lstrip(" ")
    return rf"\codeline{{{len(line) - len(words)}}}{{{breakable(words).replace('  ', ' ~')}}}"


def strip(drawn: Strip) -> str:
    """A published number among its seeds, as the preamble's command with places in millimetres."""
    mm = [f"{STRIP_MM * place:.1f}" for place in (drawn.low, drawn.median, drawn.number)]
    width = f"{STRIP_MM * (drawn.high - drawn.low):.1f}"
    seeds = dict.fromkeys(f"{STRIP_MM * place:.1f}" for place in drawn.seeds)
    lines = "".join(rf"\seedline{{{place}}}" for place in seeds)
    return rf"\seedstrip{{{mm[0]}}}{{{width}}}{{{mm[1]}}}{{{mm[2]}}}{{{drawn.verdict}}}{{{lines}}}"


def bookmark(markup: str) -> str:
    """A heading in the letters that bookmarks can show."""
    words = plain(markup)
    return escape("".join(NAMES.get(sign, sign) for sign in words))


def render(report: Report, templates: Path, folder: Path) -> str:
    """The document's source.

    Parameters
    ----------
    report : what to show; `checks.check` raises `ReportError` for everything wrong with it.
    templates : folder with ``report.tex`` and a partial per kind of block.
    folder : where the source will stand; figures are named relative to it.
    """
    check(report)
    labels = numbering.number(report)
    inline = Inline(labels)
    jinja = environment(templates, ".tex")
    jinja.filters.update(
        inline=inline,
        tex=escape,
        bookmark=bookmark,
        display=display,
        code_line=code_line,
        path=lambda path: Path(os.path.relpath(path, folder)).as_posix(),
        layout=layout,
        strip=strip,
    )
    jinja.globals.update(labels=labels, link=inline.link, verdicts=VERDICTS.values())
    return jinja.get_template("report.tex").render(report=report)


def write(report: Report, target: Path, templates: Path) -> None:
    """Write the source to `target`, whole or not at all."""
    write_text(target, render(report, templates, target.parent))
