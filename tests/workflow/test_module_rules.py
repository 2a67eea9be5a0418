"""Which rules run again when a module is edited: of every module, from the closures of scripts."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

from nncore.plots.registry import KINDS
from workflow.closure import closure

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path.relative_to(ROOT / "nncore").as_posix()
    for path in (ROOT / "nncore").rglob("*.py")
    if path.stem != "__init__"
)
# The entries of each rule: its script, and of what draws the modules that it imports by name.
ENTRIES = {
    path.stem: [{path.relative_to(ROOT).as_posix()}]
    for path in sorted((ROOT / "workflow/scripts").glob("*.py"))
    if path.stem != "draw"
}
for rule, is_film in (("draw_figure", False), ("draw_animation", True)):
    modules = {kind.module for kind in KINDS.values() if kind.is_film == is_film}
    ENTRIES[rule] = [{"workflow/scripts/draw.py", module} for module in modules]

DRAW, REPORT = "draw_figure draw_animation", "build_report describe_machine"
TRAIN, READ = "train check_gradients", f"{REPORT} {DRAW} judge make_tables"
JUDGE = f"{REPORT} draw_figure judge make_tables"
# Module or folder -> the rules that run again, besides those that read what these make. The last
# line that fits counts. Nothing runs for what checks a configuration: jobs get what it leads to.
TABLE = {
    "arrays.py": f"make_dataset {TRAIN} {READ}",
    "check.py": "",
    "files.py": f"fetch_file make_dataset {TRAIN} {READ} write_manifest",
    "functions/*": f"{TRAIN} {READ}",
    "functions/optimizers.py": f"{TRAIN} {JUDGE}",
    "functions/schedules.py": f"{TRAIN} {JUDGE}",
    "network/*": f"{TRAIN} {READ}",
    "training/*": TRAIN,
    "training/gradcheck.py": f"{TRAIN} {READ}",
    "training/streams.py": f"make_dataset {TRAIN} {READ}",
    "training/progress.py": "",
    "data/*": f"make_dataset {REPORT}",
    "data/dataset.py": f"make_dataset {TRAIN} {READ}",
    "data/origins.py": f"make_dataset {TRAIN} {READ}",
    "data/draws.py": "make_dataset",
    "data/recipe.py": f"make_dataset {TRAIN} {READ}",
    "data/fetch.py": f"fetch_file {JUDGE}",
    "config/*": "",
    "config/models/evidence.py": JUDGE,
    "config/models/types.py": JUDGE,
    "config/reading/bibliography.py": REPORT,
    "config/reading/bytes.py": REPORT,
    "config/reading/messages.py": JUDGE,
    "config/reading/problems.py": JUDGE,
    "config/reading/records.py": JUDGE,
    "config/records/*": READ,
    "config/records/configuration.py": f"{REPORT} make_tables",
    "config/records/figures.py": f"{REPORT} {DRAW} make_tables",
    "config/records/record.py": f"{TRAIN} {READ}",
    "config/records/training.py": f"{TRAIN} {READ}",
    "experiments/*": TRAIN,
    "experiments/network_from_block.py": f"{TRAIN} {READ}",
    "experiments/run_files.py": f"{TRAIN} {READ}",
    "analysis/*": JUDGE,
    "analysis/findings/*": REPORT,
    "analysis/outcomes.py": REPORT,
    "analysis/published/counts.py": REPORT,
    "analysis/published/judging.py": "judge",
    "analysis/published/searches.py": f"{REPORT} judge",
    "analysis/published/together.py": f"{REPORT} judge",
    "analysis/published/published_csv.py": "make_tables",
    "analysis/studies.py": DRAW,
    "analysis/tables/*": "make_tables",
    "analysis/tables/result_records.py": f"{REPORT} make_tables",
    "language/*": JUDGE,
    "language/captions.py": DRAW,
    "language/markup.py": READ,
    "language/numbers.py": READ,
    "language/printed.py": READ,
    "language/plain.py": REPORT,
    "language/signs.py": REPORT,
    "plots/*": DRAW,
    "plots/registry.py": f"{REPORT} {DRAW}",
    "plots/figures/*": "draw_figure",
    "plots/figures/evolutions.py": DRAW,
    "plots/figures/training_film.py": "draw_animation",
    "plots/kit/matrices.py": "draw_figure",
    "plots/kit/naming.py": "draw_figure",
    "plots/kit/sizes.py": "draw_figure",
    "plots/kit/spreads.py": "draw_figure",
    "report/*": REPORT,
    "report/latex/pdf.py": "compile_pdf",
    "report/pages/finding_checks.py": "",
    "report/pages/prose.py": "",
    "report/pages/value_checks.py": "",
}
# What no job of a rule may depend on, whatever the table says.
NEVER = {
    "make_dataset": (
        "functions/",
        "network/",
        "experiments/",
        "analysis/",
        "language/",
        "config/m",
    ),
    "train": ("analysis/", "language/", "plots/", "report/", "config/models/", "config/checks/"),
    "draw_figure": ("report/", "config/checks/", "experiments/run.py", "training/train.py"),
    "make_tables": ("plots/", "report/", "config/checks/", "training/train.py"),
    "build_report": ("plots/figures/", "config/checks/", "training/train.py"),
}


def found(module):
    """Return the rules whose code a module is part of."""
    path = f"nncore/{module}"
    return {rule for rule, jobs in ENTRIES.items() if any(path in closure(*job) for job in jobs)}


def expected(module):
    *_, rules = (rules for pattern, rules in TABLE.items() if fnmatch(module, pattern))
    return set(rules.split())


@pytest.mark.parametrize("module", MODULES)
def test_an_edited_module_reruns_the_rules_of_the_table(module):
    assert found(module) == expected(module)


@pytest.mark.parametrize("rule", NEVER)
def test_no_rule_depends_on_what_it_does_not_use(rule):
    assert not [m for m in MODULES if m.startswith(NEVER[rule]) and rule in found(m)]


def test_every_line_of_the_table_is_of_use():
    last = {[pattern for pattern in TABLE if fnmatch(m, pattern)][-1] for m in MODULES}
    assert last == set(TABLE)
