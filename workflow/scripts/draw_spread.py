"""Draw an experiment's published numbers within the spread of its seeds, or a mark instead."""

import argparse
from functools import partial
from pathlib import Path

from nncore.analysis.published.rows import published_rows, spread_of
from nncore.experiments.run_files import load
from nncore.plots.figures.distributions import Row, spread
from nncore.plots.kit.failed import figure_mark, marked_if_it_fails
from nncore.plots.kit.save import save_figure
from workflow.job import check_code, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("name")
parser.add_argument("--block", type=read_plan, required=True)
parser.add_argument("--mark-failure", metavar="LOG")
for option in ("code", "run", "dataset", "output"):
    parser.add_argument(f"--{option}", type=Path, required=True)

if __name__ == "__main__":
    args = parser.parse_args()
    check_code(args.code)
    with marked_if_it_fails(args.mark_failure, save_figure, figure_mark, args.output):
        studies = {args.name: load(args.run, [args.dataset])}
        rows = published_rows({"gradchecks": {}, "experiments": {args.name: args.block}}, studies)
        draw = partial(spread, [Row(*row) for row in spread_of(rows, args.name)])
        save_figure(draw, args.output.parent, "spread")
