"""What the scripts that draw share: their options, and a draw function with its studies."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from nncore.experiments.run_files import load, with_shown
from nncore.plots.registry import resolve
from workflow.job import check_code, read_plan


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return the options of a script that draws an entry of the configuration."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--code", type=Path, required=True)
    made.add_argument("--entry", type=read_plan, required=True)
    made.add_argument("--runs", type=Path, nargs="+", required=True)
    made.add_argument("--datasets", type=Path, nargs="*", default=[])
    made.add_argument("--output", type=Path, required=True)
    made.add_argument("--mark-failure", metavar="LOG", help="where it fails, draw a mark")
    return made


def prepared(args: argparse.Namespace) -> Callable[[Any], Any]:
    """Return the draw function of an entry, which wants a theme only."""
    function = resolve(args.entry["kind"])
    check_code(args.code)
    loaded = (load(run, args.datasets) for run in args.runs)
    study, *others = (with_shown(study, args.entry["shown"]) for study in loaded)
    options = args.entry["options"] | ({"others": others} if others else {})
    return partial(function, study, **options)
