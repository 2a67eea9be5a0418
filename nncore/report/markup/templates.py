"""Jinja2 as both renderings use it: undefined is an error, and tables have the same helpers."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nncore.report.document.declared import Block
from nncore.report.markup import table_cells as tables

# Delimiters that LaTeX never contains.
LATEX: dict[str, Any] = {
    "block_start_string": "((*",
    "block_end_string": "*))",
    "variable_start_string": "(((",
    "variable_end_string": ")))",
    "comment_start_string": "((=",
    "comment_end_string": "=))",
}


def environment(templates: Path, suffix: str) -> Environment:
    """Return the environment of a folder of templates: ``.html`` escapes, ``.tex`` does not.

    Its filter `partial` names the template of a block: ``blocks/figure_row.html``.
    """
    is_html = suffix == ".html"
    jinja = Environment(
        loader=FileSystemLoader(templates),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **({} if is_html else LATEX),
    )
    jinja.filters.update(
        partial=lambda block: f"blocks/{_snake(block)}{suffix}",
        cell=tables.cell,
        groups=tables.groups,
        at_point=tables.at_point,
        tally=tables.tally,
        evidence_tally=tables.evidence_tally,
        by_evidence=tables.by_evidence,
    )
    return jinja


def _snake(block: Block) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(block).__name__).lower()
