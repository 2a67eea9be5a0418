"""Draw one figure or film in all its formats, or a mark in its place when that is wanted."""

import argparse
from contextlib import suppress
from pathlib import Path

from nncore.config.records.figures import FigureJob
from nncore.plots.draw import draw
from nncore.plots.registry import record_of
from workflow.job import check_code, read_as

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("--entry", type=read_as(FigureJob), required=True)
parser.add_argument("--runs", type=Path, nargs="+", required=True)
parser.add_argument("--datasets", type=Path, nargs="*", default=[])
parser.add_argument("--output", type=Path, required=True)
parser.add_argument("--mark-failure", metavar="LOG", help="where it fails, draw a mark")

if __name__ == "__main__":
    args = parser.parse_args()
    with suppress(Exception):  # imported before its code is checked; `draw` says why it fails
        record_of(args.entry.kind).function()
    check_code(args.code)
    draw(args.entry, args.runs, args.datasets, args.output, args.mark_failure)
