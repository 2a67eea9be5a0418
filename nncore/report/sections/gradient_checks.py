"""Can the gradients be trusted? Every check by layer, with what the documents print."""

import numpy as np

from nncore.analysis.findings import catalogue
from nncore.analysis.findings.scene import Scene
from nncore.language import numbers
from nncore.report.document.model import Block, Callout, Column, Paragraph, Row, Section, Table
from nncore.report.sections.content import Check, Content, section_id
from nncore.report.sections.one_experiment import drawings, notice
from nncore.report.sections.pictures import command
from nncore.report.sections.scoreboard import published_blocks
from nncore.report.sections.setup import check_card
from nncore.training.gradcheck import BANDS


def gradients_section(content: Content) -> Section | None:
    """Return the chapter on gradient checks; None when there are none."""
    checks = list(content.checks())
    if not checks:
        return None
    errors = [error for check in checks for error in check.study.layers]
    blocks: list[Block] = [
        Paragraph(
            "Everything below rests on the gradient that backpropagation computes. It is compared "
            "with numerical derivatives that know nothing of it, layer by layer. The largest "
            "relative error of all layers against the central difference is "
            f"{numbers.significant(max(error.relative for error in errors))}; against the complex "
            "step, which subtracts nothing, it is "
            f"{numbers.significant(max(error.complex_relative for error in errors))}."
        ),
        Paragraph(
            "What a central difference leaves is round-off of two nearly equal losses. Its digits "
            "depend on the order of the operations and on the instructions of the processor, not "
            "on the network alone: a printed error is therefore compared by its order of "
            "magnitude. In the same order, on a processor of the same kind, it can come out to "
            "the digit."
        ),
        Paragraph(f"Verdicts on a relative error: {_bands()}."),
    ]
    parts = [_check_section(check, content) for check in checks]
    return Section("sec-gradients", "Can the gradients be trusted?", blocks, parts)


def _bands() -> str:
    words = []
    for limit, name in BANDS:
        if np.isfinite(limit):
            words.append(f"{name} below {numbers.scientific(limit, 1)}")
        else:
            words.append(f"else {name}")
    return ", ".join(words)


def _check_section(check: Check, content: Content) -> Section:
    blocks: list[Block] = [
        Callout("question", check.block["question"].strip()),
        check_card(check, content.media, content.documents[check.block["document"]]["title"]),
        *content.mathematics.blocks(check.block.get("mathematics") or (), check.id),
        _table(check),
        *published_blocks(check, content),
        *drawings(check, content.media),
        Paragraph(catalogue.say(_scene(check, content), "gradient steps")),
        *notice(check, content),
    ]
    return Section(section_id(check.id), check.title, blocks)


def _table(check: Check) -> Table:
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
    epsilon = numbers.typeset(f"{check.study.settings['epsilon']:g}")
    return Table(
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


def _scene(check: Check, content: Content) -> Scene:
    return Scene(check.study, content.studies, content.rows)
