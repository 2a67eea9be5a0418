"""A gradient check: its errors by layer, and what they do as the step shrinks."""

from collections.abc import Iterator

from nncore.analysis.findings import catalogue
from nncore.analysis.findings.scene import Scene
from nncore.language import numbers
from nncore.language.printed import typeset
from nncore.report.document.model import Column, Paragraph, Row, Table
from nncore.report.sections.content import Check, Content
from nncore.report.sections.pictures import command


def errors(check: Check, content: Content) -> Iterator[Table]:
    """Yield the table of errors by layer."""
    rows = [
        Row(
            [
                f"layer {error.layer}, {error.part}",
                numbers.scientific(error.relative),
                numbers.scientific(error.largest),
                numbers.scientific(error.complex_relative),
                error.band,
            ]
        )
        for error in check.study.layers
    ]
    epsilon = typeset(f"{check.study.settings['epsilon']:g}")
    yield Table(
        f"tab-{check.id}",
        rf"Errors of the gradient by layer, central difference with $\epsilon$ = {epsilon}.",
        [
            Column("Parameters"),
            Column("Relative error"),
            Column(r"$\max |A - N|$"),
            Column("Complex step"),
            Column("Verdict"),
        ],
        rows,
        command=command(f"runs/{check.id}.npz"),
    )


def steps(check: Check, content: Content) -> Iterator[Paragraph]:
    """Yield what the errors do as the step shrinks."""
    scene = Scene(check.study, content.studies, content.rows)
    yield Paragraph(catalogue.say(scene, "gradient steps"))
