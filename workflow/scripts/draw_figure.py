"""Draw one figure in all its formats."""

import argparse
from functools import partial
from pathlib import Path

from nncore.files import read_json
from nncore.plots.registry import resolve
from nncore.plots.save import save_figure
from nncore.runs import load, with_shown

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--entry", type=read_json, required=True)
parser.add_argument("--runs", type=Path, nargs="+", required=True)
parser.add_argument("--datasets", type=Path, nargs="*", default=[])
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    entry = arguments.entry
    loaded = [load(run, arguments.datasets) for run in arguments.runs]
    study, *others = (with_shown(study, entry["shown"]) for study in loaded)
    options = entry["options"] | ({"others": others} if others else {})
    draw = partial(resolve(entry["kind"]), study, **options)
    save_figure(draw, arguments.output.parent, entry["name"])
