"""Draw one animation in all its formats."""

import argparse
from functools import partial
from pathlib import Path

from nncore.plots.animation import save_animation
from nncore.plots.registry import resolve
from nncore.runs import load, titled
from workflow.job import check_code, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("--entry", type=read_plan, required=True)
parser.add_argument("--runs", type=Path, nargs="+", required=True)
parser.add_argument("--datasets", type=Path, nargs="*", default=[])
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    entry = arguments.entry
    function = resolve(entry["kind"])
    check_code(arguments.code)
    loaded = [load(run, arguments.datasets) for run in arguments.runs]
    study, *others = (titled(study, entry["titles"]) for study in loaded)
    options = entry["options"] | ({"others": others} if others else {})
    draw = partial(function, study, **options)
    save_animation(draw, arguments.output.parent, entry["name"])
