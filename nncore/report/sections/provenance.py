"""How this was made: commands, data, versions, configuration; and the page on the machine."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nncore.experiments.run_files import Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed, plural
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import (
    Block,
    Card,
    Cell,
    Code,
    Column,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
)
from nncore.report.document.walk import every
from nncore.report.sections.content import Content, section_id
from nncore.report.sections.pictures import command
from nncore.report.sections.printed_times import printed_times

MACHINE_PAGE = "machine.html"


def provenance_section(content: Content) -> Iterator[Section]:
    """Yield the last chapter, with the commands of all figures and tables before it."""
    provenance = content.provenance
    parts = [
        Section("sec-commands", "Commands", list(_commands(content))),
        Section("sec-data", "Data", [_data_table(content)]),
        Section("sec-versions", "Versions and configuration", list(_versions(provenance))),
    ]
    if provenance.rules:
        parts.insert(1, Section("sec-rules", "Stages", list(_rules(provenance.rules))))
    text = (
        "One configuration file makes all of it. Under each figure and table stands the command "
        "that makes it alone; the same inputs give the same bytes. Processor, BLAS and durations "
        f"differ from machine to machine and are kept apart: [this machine]({MACHINE_PAGE})."
    )
    yield Section("sec-provenance", "How this was made", [Paragraph(text)], parts)


def _commands(content: Content) -> Iterator[Block]:
    yield Code("make report\nsnakemake --cores 4", "shell", "Everything")
    rows = []
    for id, subject in content.subjects.items():
        target = f"runs/{id}.npz"
        rows.append(Row([Cell(subject.title, f"#{section_id(id)}"), f"`{command(target)}`"]))
    yield Table(
        "tab-commands",
        "The command that trains each experiment, or checks each gradient, alone.",
        [Column("Run"), Column("Command")],
        rows,
    )
    lines = dict.fromkeys(
        line for part in content.sections for line in every(part, "command") if line
    )
    if lines:
        yield Code("\n".join(lines), "shell", "The command of every figure and table", folded=True)


def _data_table(content: Content) -> Table:
    datasets = {
        study.dataset.name: study.dataset
        for study in content.studies.values()
        if isinstance(study, Study)
    }
    rows = [
        Row(
            [
                f"`{name}`",
                plural(data.n_samples, "sample"),
                numbers.count(data.n_draws),
                str(data.seed),
                escape(data.source) or "generated",
                f"`{data.checksum()[:16]}`",
            ]
        )
        for name, data in datasets.items()
    ]
    return Table(
        "tab-data",
        "Data sets. A checksum is the start of the SHA-256 of everything in the data file: "
        "samples, targets, splits, scaling, names and what else its kind holds.",
        [
            Column("Data set"),
            Column("Size"),
            Column("Draws", "", "right"),
            Column("First seed", "", "right"),
            Column("Source"),
            Column("Checksum"),
        ],
        rows or [Row(["none", "–", "–", "–", "–", "–"])],
    )


def _versions(provenance: Provenance) -> Iterator[Block]:
    facts = [("Commit", f"`{provenance.commit}`")]
    facts += [(escape(name), escape(number)) for name, number in provenance.versions.items()]
    yield Card("Made with", facts)
    yield Code(provenance.config, "yaml", "The configuration", folded=True)


def _rules(rules: Mapping[str, Sequence[str]]) -> Iterator[Block]:
    rows = []
    for name, before in rules.items():
        words = listed(f"`{other}`" for other in before) if before else "the configuration alone"
        rows.append(Row([f"`{name}`", words]))
    yield Table(
        "tab-stages",
        "The stages of the workflow in order, and those whose files each reads. A stage runs as "
        "many jobs as it has files to make.",
        [Column("Stage"), Column("Reads the files of")],
        rows,
    )


def machine_report(facts: Mapping[str, Any], config: Mapping[str, Any]) -> Report:
    """Return the page on the machine that made the report: what it is, how long jobs took.

    `config` is the resolved configuration, whose documents may print times.
    """
    jobs: Mapping[str, float] = facts["seconds"]
    blocks: list[Block] = [
        Card(
            "Machine",
            [
                ("Processor", escape(facts["processor"])),
                ("Cores", numbers.count(facts["cores"])),
                ("System", escape(f"{facts['system']}, {facts['architecture']}")),
                ("BLAS", escape(facts["blas"])),
                ("Python", escape(facts["python"])),
            ],
        )
    ]
    parts = [Section("sec-machine", "The machine", blocks)]
    if jobs:
        parts.append(Section("sec-durations", "Durations", [_by_rule(jobs), _by_job(jobs)]))
    parts += printed_times(config, jobs)
    total = f"{plural(len(jobs), 'job')}, {numbers.seconds(sum(jobs.values()))} in all."
    return Report(
        "The machine that made the report",
        "Facts that differ from machine to machine, kept apart from the report.",
        (f"Back to [the report](index.html). {total if jobs else ''}".strip(),),
        (),
        parts,
    )


def _by_rule(jobs: Mapping[str, float]) -> Table:
    rules: dict[str, list[float]] = {}
    for job, seconds in jobs.items():
        rules.setdefault(job.partition("/")[0], []).append(seconds)
    rows = [
        Row(
            [
                f"`{rule}`",
                numbers.count(len(times)),
                numbers.seconds(sum(times)),
                numbers.seconds(max(times)),
            ]
        )
        for rule, times in sorted(rules.items(), key=lambda item: -sum(item[1]))
    ]
    head = [
        Column("Rule"),
        Column("Jobs", "", "right"),
        Column("Together", "", "right"),
        Column("Longest", "", "right"),
    ]
    return Table("tab-rules", "How long the rules took, the longest first.", head, rows)


def _by_job(jobs: Mapping[str, float]) -> Table:
    rows = [
        Row([f"`{job}`", numbers.seconds(seconds)])
        for job, seconds in sorted(jobs.items(), key=lambda item: -item[1])
    ]
    head = [Column("Job"), Column("Time", "", "right")]
    return Table("tab-jobs", "How long every job took, the longest first.", head, rows)
