"""Lay the report out as one HTML page and as LaTeX."""

import argparse
from pathlib import Path

from nncore.config.records.configuration import Configuration
from nncore.report.document.made_from import Provenance
from nncore.report.write import write_report
from workflow.job import check_code, read_as, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("--config", type=read_as(Configuration), required=True)
parser.add_argument("--yaml", type=Path, required=True, nargs="+")
parser.add_argument("--results", type=Path, required=True)
parser.add_argument("--sources", type=Path, required=True)
parser.add_argument("--commit", required=True)
parser.add_argument("--stages", type=read_plan, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    text = "\n".join(path.read_text(encoding="utf-8") for path in arguments.yaml)
    provenance = Provenance(arguments.commit, text, rules=arguments.stages)
    write_report(arguments.config, arguments.results, arguments.sources, provenance)
