# What all stages share: the resolved configuration, where files are, and what a job depends on.
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from shlex import quote

ROOT = Path(workflow.basedir)
sys.path[:0] = [str(ROOT), str(ROOT / "workflow")]
from environment import prepare

prepare(ROOT)

from closure import closure
from plan import Plan, checksum_of, contents
from nncore.data.fetch import cached_file
from nncore.data.kinds import DATASETS as KINDS
from nncore.check import load
from nncore.config.load import ConfigError
from nncore.config.records.figures import FigureJob, Shown
from nncore.config.checks.user_files import missing_files
from nncore.plots.registry import KINDS as DRAWINGS

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

DATASETS, GRADCHECKS, EXPERIMENTS = STUDY.datasets, STUDY.gradchecks, STUDY.experiments
SUBJECTS = GRADCHECKS | EXPERIMENTS

if MISSING := [f"config.yaml: {line}" for line in missing_files(DATASETS)]:
    sys.exit("\n".join(MISSING))

# Files to fetch: checksum -> address.
SOURCES = {block.sha256: block.url for block in DATASETS.values() if block.url}


PLAN = Plan(Path("results/config"))
SLICES = {}


def config_file(name, value):
    """Plan a slice of the configuration for a job, and return its path.

    A job gets its slice as a file, so that no command line grows past what the system allows; its
    name holds its checksum, so that the job runs again when the slice changes.
    """
    SLICES[name] = PLAN.file(name, value)
    return SLICES[name]


CONFIG = config_file("all", STUDY)
# For jobs that read no words: an edited page leaves them alone.
FACTS_FILE = config_file("facts", STUDY.without_words())
for name, block in DATASETS.items():
    config_file(f"datasets/{name}", block)
for name, block in SUBJECTS.items():
    config_file(f"runs/{name}", block.training if name in EXPERIMENTS else block.settings)
    for part in ("figures", "animations"):
        for entry in getattr(block, part, ()):
            # Claims reach only the figures that mark them, and no training.
            marks = DRAWINGS[entry.kind].published
            shown = {each: SUBJECTS[each].shown(marks) for each in [name, *entry.others]}
            config_file(f"{part}/{name}/{entry.name}", FigureJob(**dict(entry), shown=shown))

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
STAGES["describe_machine"] = [
    stage
    for stage in STAGES
    if stage not in ("fetch_file", "check_gradients", "make_dataset", "train")
]
STAGES["write_manifest"] = [stage for stage in STAGES if stage != "fetch_file"]
STAGES_FILE = config_file("stages", STAGES)
# Facts of the machine and durations lie beside the report, so that it is the same anywhere.
MACHINE_PAGE = "results/report/machine.html"
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
    if any(claim.kind == "distribution" for claim in block.claims)
]
SPREAD = {"name": "spread", "kind": "spread", "options": {}}
for name in SPREADS:
    shown = {name: Shown(claims=EXPERIMENTS[name].claims)}
    config_file(f"figures/{name}/spread", FigureJob(**SPREAD, shown=shown))


wildcard_constraints:
    spread="|".join(SPREADS) or "none",
    dataset="|".join(DATASETS) or "none",
    experiment="|".join(EXPERIMENTS) or "none",
    gradcheck="|".join(GRADCHECKS) or "none",
    subject="|".join(SUBJECTS) or "none",
    sha256="[0-9a-f]{64}",
    figure=r"(?!spread\b)[^/.]+",
    film=r"[^/.]+",


def script(name):
    """Return the start of the command line that runs a script."""
    return f"python {quote(os.path.relpath(ROOT / 'workflow/scripts' / f'{name}.py'))}"


@cache
def command(name, *modules):
    """Return the start of the command line that runs a rule's script: the script and its code.

    The code is a file with the checksums of the script and of every project module it imports, and
    its own name holds a checksum: an edit changes the command, and the job runs again.
    """
    checksums = closure(f"workflow/scripts/{name}.py", *modules)
    code = PLAN.file(f"code/{'-'.join([name, *modules])}", checksums)
    return f"{script(name)} --code {quote(code)}"


def entry_of(subject, part, name):
    """Return the figure or film `name` of an experiment's block."""
    return next(entry for entry in getattr(SUBJECTS[subject], part) if entry.name == name)


def draw_command(kind):
    """Return the start of the command line that draws a figure or film of a kind."""
    return command("draw", DRAWINGS[kind].module)


def subjects_of(subject, entry):
    """Return the experiments that a figure is drawn from, its own first."""
    return [subject, *entry.others]


def user_files(block):
    """Return the files of the user's that a data set is read from."""
    return KINDS[block.kind].paths(block.options)


def runs_of(subjects):
    return expand("results/runs/{subject}.npz", subject=subjects)


def records_of(subjects):
    """Return what lies beside runs and is read with them."""
    return expand("results/runs/{subject}.json", subject=subjects)


def datasets_of(subjects):
    names = {EXPERIMENTS[s].training.data: None for s in subjects if s in EXPERIMENTS}
    return expand("results/data/{dataset}.npz", dataset=names)


def studies_of(subjects):
    """Return the files of trained subjects, named as a rule's inputs."""
    return {
        "runs": runs_of(subjects),
        "records": records_of(subjects),
        "datasets": datasets_of(subjects),
    }


def figure_inputs(w):
    return studies_of(subjects_of(w.subject, entry_of(w.subject, "figures", w.figure)))


def film_inputs(w):
    return studies_of(subjects_of(w.experiment, entry_of(w.experiment, "animations", w.film)))


def spread_inputs(w):
    return studies_of([w.spread])


def savepoint(experiment):
    """Return the folder in which an interrupted training keeps what it has done.

    No output, because Snakemake deletes those of a job that fails; its name changes with settings,
    code and data, so that no training goes on with another's.
    """
    made_from = SLICES[f"runs/{experiment}"], command("train"), contents(datasets_of([experiment]))
    return f"results/checkpoints/{experiment}/{checksum_of(made_from)}"


def table_inputs(w):
    return studies_of(SUBJECTS)


def report_inputs(w):
    return {
        **studies_of(SUBJECTS),
        "yaml": [os.path.relpath(path) for path in workflow.configfiles],
        "summaries": expand("results/data/{dataset}.json", dataset=DATASETS),
        "figures": all_figures(),
        "films": all_films(),
        "metrics": ["results/metrics.json"],
        "templates": report_sources(),
    }


def pdf_inputs(w):
    drawings = [path for path in [*all_figures(), *all_films()] if path.endswith((".pdf", ".png"))]
    return {"tex": ["results/report/report.tex"], "drawings": drawings}


def drawn(part, folder, formats):
    """Return every file of all figures or films."""
    return [
        f"results/{folder}/{subject}/{entry.name}{suffix}"
        for subject, block in SUBJECTS.items()
        for entry in getattr(block, part, ())
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
    """Return the templates, style sheets and fonts of the report, notes and sources."""
    folders = (ROOT / "reports/templates", ROOT / "reports/assets")
    files = sorted(path for each in folders for path in each.rglob("*") if path.is_file())
    files += [ROOT / "reports/pages/mathematics.md", ROOT / "reports/pages/sources.bib"]
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


def build_files():
    """Return what a build makes, without logs, plans of jobs, downloads and machine facts."""
    data = expand("results/data/{dataset}.{suffix}", dataset=DATASETS, suffix=["npz", "json"])
    made = {*final_files(), *runs_of(SUBJECTS), *records_of(SUBJECTS), *data}
    return sorted(made - {MACHINE_PAGE})
