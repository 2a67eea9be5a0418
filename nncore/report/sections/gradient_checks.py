"""A gradient check: its errors by layer, and what they do as the step shrinks."""

from collections.abc import Iterator

from nncore.analysis.findings import catalogue
from nncore.analysis.findings.scene import Scene
from nncore.language import numbers
from nncore.language.printed import typeset
from nncore.report.document.model import Paragraph, Table
from nncore.report.parts.content import Check, Content
from nncore.report.parts.tables import table


def errors(check: Check, content: Content) -> Iterator[Table]:
    """Yield the table of errors by layer."""
    rows = []
    for error in check.study.layers:
        measured = (error.relative, error.largest, error.complex_relative)
        name = f"layer {error.layer}, {error.part}"
        rows.append([name, *map(numbers.scientific, measured), error.band])
    epsilon = typeset(f"{check.study.settings.epsilon:g}")
    yield table(
        f"tab-{check.id}",
        rf"Errors of the gradient by layer, central difference with $\epsilon$ = {epsilon}.",
        ["Parameters", "Relative error", r"$\max |A - N|$", "Complex step", "Verdict"],
        rows,
        f"runs/{check.id}.npz",
    )


def steps(check: Check, content: Content) -> Iterator[Paragraph]:
    """Yield what the errors do as the step shrinks."""
    scene = Scene(check.study, content.studies, content.rows)
    yield Paragraph(catalogue.say(scene, "gradient steps"))
