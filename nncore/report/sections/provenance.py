"""How this was made: commands, stages, data, versions and the configuration."""

from collections.abc import Iterator

from nncore.experiments.run_files import Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed, plural
from nncore.report.document.model import Block, Card, Cell, Code, Paragraph, Section, Table
from nncore.report.document.walk import every
from nncore.report.parts.content import Content, section_id
from nncore.report.parts.pictures import command
from nncore.report.parts.tables import DASH, right, table

MACHINE_PAGE = "machine.html"


def provenance_section(content: Content) -> Iterator[Section]:
    """Yield the last chapter, with the commands of all figures and tables before it."""
    parts = [
        Section("sec-commands", "Commands", list(_commands(content))),
        Section("sec-data", "Data", [_data(content)]),
        Section("sec-versions", "Versions and configuration", list(_versions(content))),
    ]
    if content.provenance.rules:
        parts.insert(1, Section("sec-rules", "Stages", [_stages(content)]))
    text = (
        "One configuration file makes all of it. Under each figure and table stands the command "
        "that makes it alone; the same inputs give the same bytes. Processor, BLAS and durations "
        f"differ from machine to machine and are kept apart: [this machine]({MACHINE_PAGE})."
    )
    yield Section("sec-provenance", "How this was made", [Paragraph(text)], parts)


def _commands(content: Content) -> Iterator[Block]:
    yield Code("make report\nsnakemake --cores 4", "shell", "Everything")
    yield table(
        "tab-commands",
        "The command that trains each experiment, or checks each gradient, alone.",
        ["Run", "Command"],
        [
            [Cell(subject.title, f"#{section_id(id)}"), f"`{command(f'runs/{id}.npz')}`"]
            for id, subject in content.subjects.items()
        ],
    )
    lines = dict.fromkeys(line for part in content.sections for line in every(part, "command"))
    if shown := "\n".join(filter(None, lines)):
        yield Code(shown, "shell", "The command of every figure and table", folded=True)


def _data(content: Content) -> Table:
    studies = [study for study in content.studies.values() if isinstance(study, Study)]
    datasets = {study.dataset.name: study.dataset for study in studies}
    rows = [
        [
            f"`{name}`",
            plural(data.n_samples, "sample"),
            numbers.count(data.n_draws),
            str(data.seed),
            escape(data.source) or "generated",
            f"`{data.checksum()[:16]}`",
        ]
        for name, data in datasets.items()
    ]
    return table(
        "tab-data",
        "Data sets. A checksum is the start of the SHA-256 of everything in the data file: "
        "samples, targets, splits, scaling, names and what else its kind holds.",
        ["Data set", "Size", right("Draws"), right("First seed"), "Source", "Checksum"],
        rows or [["none", *[DASH] * 5]],
    )


def _versions(content: Content) -> Iterator[Block]:
    made = content.provenance
    facts = [(escape(name), escape(number)) for name, number in made.versions.items()]
    yield Card("Made with", [("Commit", f"`{made.commit}`"), *facts])
    yield Code(made.config, "yaml", "The configuration", folded=True)


def _stages(content: Content) -> Table:
    rows = []
    for name, before in content.provenance.rules.items():
        words = listed(f"`{other}`" for other in before) if before else "the configuration alone"
        rows.append([f"`{name}`", words])
    return table(
        "tab-stages",
        "The stages of the workflow in order, and those whose files each reads. A stage runs as "
        "many jobs as it has files to make.",
        ["Stage", "Reads the files of"],
        rows,
    )
