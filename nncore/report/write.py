"""Everything the report stages write: page, LaTeX, and the machine's facts."""

from collections.abc import Mapping
from pathlib import Path

from nncore.analysis.published.judgements import read_judgements
from nncore.config.records.configuration import Configuration
from nncore.experiments.run_files import load_all
from nncore.files import write_json
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.html import page as html
from nncore.report.latex import document as latex
from nncore.report.machine import machine_facts, machine_report


def write_report(
    config: Configuration, results: Path, sources: Path, provenance: Provenance
) -> None:
    """Write the report as one page and as LaTeX.

    Parameters
    ----------
    config : Configuration
    results : Path
        The folder with everything the report shows.
    sources : Path
        The folder with ``templates/`` and ``assets/``.
    provenance : Provenance
    """
    studies = load_all([*config.gradchecks, *config.experiments], config.datasets, results)
    rows = read_judgements(results / "published.json")
    report = build_report(config, studies, results, rows, provenance)
    folder, templates, assets = results / "report", sources / "templates", sources / "assets"
    html.write(report, folder / "index.html", templates / "html", assets)
    latex.write(report, folder / "report.tex", templates / "latex")


def write_machine_page(
    config: Configuration, results: Path, sources: Path, seconds: Mapping[str, float]
) -> None:
    """Write machine.json and, beside the report, the page that shows it; `seconds` by job."""
    facts = machine_facts(seconds)
    page, templates = results / "report/machine.html", sources / "templates/html"
    html.write(machine_report(facts, config), page, templates, sources / "assets")
    write_json(results / "machine.json", facts)
