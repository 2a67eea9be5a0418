"""Lay the report out as one HTML page and as LaTeX, and the machine's facts beside it."""

import argparse
from pathlib import Path

from nncore.files import read_json, write_json
from nncore.report import html, latex
from nncore.report.build import build_report
from nncore.report.build_provenance import machine_report
from nncore.report.provenance import Provenance, durations, machine
from nncore.report.published import published_rows
from nncore.runs import load_all

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--config", type=read_json, required=True)
parser.add_argument("--yaml", type=Path, required=True, nargs="+")
parser.add_argument("--results", type=Path, required=True)
parser.add_argument("--sources", type=Path, required=True)
parser.add_argument("--commit", required=True)
parser.add_argument("--stages", type=read_json, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    config, results, sources = arguments.config, arguments.results, arguments.sources
    studies = load_all(config, results)
    text = "\n".join(path.read_text(encoding="utf-8") for path in arguments.yaml)
    provenance = Provenance(arguments.commit, text, rules=arguments.stages)
    rows = published_rows(config, studies)
    report = build_report(config, studies, results, rows, provenance)
    facts = machine(durations(results / "benchmarks"))
    folder, templates, assets = results / "report", sources / "templates", sources / "assets"
    html.write(report, folder / "index.html", templates / "html", assets)
    latex.write(report, folder / "report.tex", templates / "latex")
    html.write(machine_report(facts), folder / "machine.html", templates / "html", assets)
    write_json(results / "machine.json", facts)
