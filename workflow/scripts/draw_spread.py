"""Draw an experiment's published numbers within the spread of its seeds."""

import argparse
from functools import partial
from pathlib import Path

from nncore.plots.distributions import Row, spread
from nncore.plots.save import save_figure
from nncore.report.published import published_rows, spread_of
from nncore.runs import load
from workflow.job import check_code, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("name")
parser.add_argument("--block", type=read_plan, required=True)
parser.add_argument("--run", type=Path, required=True)
parser.add_argument("--dataset", type=Path, required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    name = arguments.name
    study = load(arguments.run, [arguments.dataset])
    config = {"gradchecks": {}, "experiments": {name: arguments.block}}
    rows = [Row(*row) for row in spread_of(published_rows(config, {name: study}), name)]
    save_figure(partial(spread, rows), arguments.output.parent, "spread")
