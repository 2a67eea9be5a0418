"""The chapters of the report in their order: one function each, giving its sections, if any.

A further chapter is one entry here.
"""

from collections.abc import Callable, Iterable

from nncore.report.document.model import Section
from nncore.report.parts.content import Content
from nncore.report.sections.across import across_section
from nncore.report.sections.chapters import document_sections, gradients_section
from nncore.report.sections.provenance import provenance_section
from nncore.report.sections.scoreboard import published_section

SECTIONS: dict[str, Callable[[Content], Iterable[Section]]] = {
    "published numbers": published_section,
    "gradients": gradients_section,
    "documents": document_sections,
    "across documents": across_section,
    "how it was made": provenance_section,
}
