# What all stages share: the resolved configuration, where files are, and what a job depends on.
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

ROOT = Path(workflow.basedir)
sys.path[:0] = [str(ROOT), str(ROOT / "workflow")]
from environment import prepare

prepare(ROOT)

from closure import closure
from nncore.data.fetch import cached_file
from nncore.data.registry import DATASETS as KINDS
from nncore.check import load
from nncore.experiments.config import ConfigError
from nncore.experiments.config_files import missing_files
from nncore.files import write_text_if_changed
from nncore.plots.registry import ANIMATIONS, FIGURES

# Not by `configfile:`, which lets the last of two equal keys win, runs code in `__use_yte__` files
# and forgets lines. Files of --configfile are merged over config.yaml, as Snakemake does it.
GIVEN = workflow.config_settings
CONFIG_FILES = [] if GIVEN.replace_workflow_config else [Path("config.yaml")]
CONFIG_FILES = [
    *(f for f in CONFIG_FILES if f.exists() or not GIVEN.configfiles),
    *GIVEN.configfiles,
]
workflow.configfiles[:] = map(str, CONFIG_FILES)

try:
    STUDY = load(CONFIG_FILES, GIVEN.config)
except ConfigError as error:
    sys.exit(str(error))

DATASETS, GRADCHECKS, EXPERIMENTS = (
    {name: block.resolved() for name, block in blocks.items()}
    for blocks in (STUDY.datasets, STUDY.gradchecks, STUDY.experiments)
)
SUBJECTS = GRADCHECKS | EXPERIMENTS

if MISSING := [f"config.yaml: {line}" for line in missing_files(DATASETS)]:
    sys.exit("\n".join(MISSING))

# Files to fetch: checksum -> address.
SOURCES = {block["sha256"]: block["url"] for block in DATASETS.values() if block["url"]}


def config_file(name, value):
    """Write a slice of the configuration, unless it stands there already, and return its path.

    A job gets its slice as a file: compared by checksum, it reruns the job when it changes, and
    no command line grows past what the system allows.
    """
    path = Path(f"results/config/{name}.json")
    write_text_if_changed(path, f"{json.dumps(value, indent=1, ensure_ascii=False)}\n")
    return str(path)


CONFIG = config_file(
    "all",
    {
        "documents": STUDY.documents,
        "datasets": DATASETS,
        "gradchecks": GRADCHECKS,
        "experiments": EXPERIMENTS,
    },
)
for name, block in DATASETS.items():
    config_file(f"datasets/{name}", block)
for name, block in (STUDY.gradchecks | STUDY.experiments).items():
    config_file(f"runs/{name}", block.training())
    for part in ("figures", "animations"):
        for entry in SUBJECTS[name].get(part, ()):
            # Claims reach only the figures that mark them, and no training.
            marks = part == "figures" and FIGURES[entry["kind"]].published
            blocks = STUDY.gradchecks | STUDY.experiments
            shown = {other: blocks[other].shown(marks) for other in [name, *entry["with"]]}
            config_file(f"{part}/{name}/{entry['name']}", {**entry, "shown": shown})

# The workflow as the report shows it: each rule with those whose files it reads. A test holds it
# and Snakemake's own rule graph together.
STAGES = {
    **({"fetch_file": []} if SOURCES else {}),
    "make_dataset": ["fetch_file"] if SOURCES else [],
    "check_gradients": [],
    "train": ["make_dataset"],
    "draw_figure": ["check_gradients", "make_dataset", "train"],
    "draw_spread": ["make_dataset", "train"],
    "draw_animation": ["make_dataset", "train"],
    "make_tables": ["check_gradients", "make_dataset", "train"],
    "build_report": [
        "check_gradients",
        "draw_animation",
        "draw_figure",
        "draw_spread",
        "make_dataset",
        "make_tables",
        "train",
    ],
    "compile_pdf": ["build_report", "draw_animation", "draw_figure", "draw_spread"],
}
FIGURE_FORMATS = {
    "svg": ".svg",
    "dark": ".dark.svg",
    "pdf": ".pdf",
    "png": ".png",
    "words": ".json",
}
FILM_FORMATS = {"film": ".mp4", "poster": ".png", "words": ".json"}


# Experiments with numbers that only many seeds can judge: each gets a figure of their spread.
SPREADS = [
    name
    for name, block in EXPERIMENTS.items()
    if any(entry["kind"] == "distribution" for entry in block["published"])
]
for name in SPREADS:
    config_file(f"published/{name}", EXPERIMENTS[name])


wildcard_constraints:
    spread="|".join(SPREADS) or "none",
    dataset="|".join(DATASETS) or "none",
    experiment="|".join(EXPERIMENTS) or "none",
    gradcheck="|".join(GRADCHECKS) or "none",
    subject="|".join(SUBJECTS) or "none",
    sha256="[0-9a-f]{64}",
    figure=r"(?!spread\b)[^/.]+",
    film=r"[^/.]+",


def command(name):
    """Return the start of the command line that runs a rule's script."""
    return f"python {quote(os.path.relpath(ROOT / 'workflow' / 'scripts' / f'{name}.py'))}"


def code(name, *modules):
    """Return a rule's script with the project modules it imports."""
    files = closure(f"workflow/scripts/{name}.py", *modules)
    return [os.path.relpath(path) for path in files]


def entry_of(subject, part, name):
    """Return the figure or film `name` of an experiment's block."""
    return next(entry for entry in SUBJECTS[subject][part] if entry["name"] == name)


def subjects_of(subject, entry):
    """Return the experiments that a figure is drawn from, its own first."""
    return [subject, *entry["with"]]


def user_files(block):
    """Return the files of the user's that a data set is read from."""
    return KINDS[block["kind"]].paths(block["options"])


def runs_of(subjects):
    return expand("results/runs/{subject}.npz", subject=subjects)


def datasets_of(subjects):
    names = {SUBJECTS[s]["data"]: None for s in subjects if s in EXPERIMENTS}
    return expand("results/data/{dataset}.npz", dataset=names)


def drawn(part, folder, formats):
    """Return every file of all figures or films."""
    return [
        f"results/{folder}/{subject}/{entry['name']}{suffix}"
        for subject, block in SUBJECTS.items()
        for entry in block.get(part, ())
        for suffix in formats.values()
    ]


def all_figures():
    spreads = expand(
        "results/figures/{name}/spread{suffix}", name=SPREADS, suffix=FIGURE_FORMATS.values()
    )
    return [*drawn("figures", "figures", FIGURE_FORMATS), *spreads]


def all_films():
    return drawn("animations", "animations", FILM_FORMATS)


def report_sources():
    """Return the templates, style sheets and fonts of the report."""
    files = sorted(path for path in (ROOT / "reports").rglob("*") if path.is_file())
    return [os.path.relpath(path) for path in files]


def result_tables():
    return expand("results/tables/{experiment}.csv", experiment=EXPERIMENTS)


def commit():
    """Return the commit of the code, marked when files differ from it; None outside git."""
    git = ["git", "-C", str(ROOT)]
    try:
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True)
        status = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True)
    except FileNotFoundError:
        return "unknown (git is not installed)"
    if head.returncode:
        return "unknown (not under version control)"
    return f"{head.stdout.strip()}{' with local changes' if status.stdout.strip() else ''}"


def final_files():
    """Return what `snakemake` makes: the PDF only where a TeX engine is found."""
    made = ["index.html", "machine.html", "report.tex"]
    made += ["report.pdf"] if shutil.which("pdflatex") else []
    return [
        *(f"results/report/{name}" for name in made),
        "results/metrics.json",
        "results/tables/published.csv",
        *result_tables(),
        *all_figures(),
        *all_films(),
    ]
