# What all rules share: the configuration, every job of it, and what is told about a run.
import os
import shutil
import sys
from pathlib import Path
from shlex import quote

ROOT = Path(workflow.basedir)
sys.path.insert(0, str(ROOT))
# Jobs import nncore from here, installed or not, and call this interpreter `python`.
for name, folder in (("PYTHONPATH", ROOT), ("PATH", Path(sys.executable).parent)):
    parts = [str(folder), *filter(None, [os.environ.get(name)])]
    os.environ[name] = os.pathsep.join(parts)

from snakemake.logging import logger
from workflow import terminal
from workflow.closure import closure
from workflow.plan import (
    FIGURE,
    FILM,
    MACHINE,
    MANIFEST,
    PlannedFiles,
    checksum_of,
    commit,
    contents,
    is_mark,
    jobs_of,
    stages_of,
)
from nncore.data.fetch import cached_file
from nncore.check import load
from nncore.config.load import ConfigError
from nncore.config.checks.user_files import missing_files

# Not by `configfile:`, which lets the last of two equal keys win, runs code in `__use_yte__` files
# and forgets lines. Files of --configfile are merged over config.yaml, as Snakemake does it.
GIVEN = workflow.config_settings
OWN = [] if GIVEN.replace_workflow_config else [Path("config.yaml")]
CONFIG_FILES = [*(f for f in OWN if f.exists() or not GIVEN.configfiles), *GIVEN.configfiles]
workflow.configfiles[:] = map(str, CONFIG_FILES)

try:
    STUDY = load(CONFIG_FILES, GIVEN.config)
except ConfigError as error:
    sys.exit(str(error))
if MISSING := list(missing_files(STUDY.datasets)):
    sys.exit("\n".join(f"config.yaml: {line}" for line in MISSING))

SOURCES = os.path.relpath(ROOT / "reports")
# What lays the report out; the words of its pages are in the configuration.
LAYOUT = ("templates/**/*", "assets/**/*", "pages/mathematics.md", "pages/sources.bib")
FOUND = sorted(path for pattern in LAYOUT for path in (ROOT / "reports").glob(pattern))
JOBS = jobs_of(
    STUDY,
    [os.path.relpath(path) for path in CONFIG_FILES],
    [os.path.relpath(path) for path in FOUND if path.is_file()],
    with_pdf=shutil.which("pdflatex") is not None,
)
PLANNED = PlannedFiles(Path("results/config"))


def job_of(rule, w):
    return JOBS[rule, "/".join(w)]


def reads(rule):
    return lambda w: job_of(rule, w).reads


def contents_of(rule):
    return lambda w: contents(job_of(rule, w).reads)


def start(rule, script=None):
    """Return a function that returns how a job's command begins: its script, code and slice.

    Code and slice are files whose names hold their checksum: with an edit the command changes, and
    the job runs again.
    """
    path = f"workflow/scripts/{script or rule}.py"

    def command(w):
        job = job_of(rule, w)
        code = PLANNED.file(f"code/{rule}{job.module}", closure(path, *filter(None, [job.module])))
        slice = PLANNED.file("/".join([rule, *w]), job.slice)
        python = f"python {quote(os.path.relpath(ROOT / path))}"
        return f"{python} --code {quote(code)} --slice {quote(slice)}"

    return command


def savepoint(w):
    """Return the folder in which an interrupted training keeps what it has done.

    No output, because Snakemake deletes those of a job that fails; its name changes with settings,
    code and data, so that no training goes on with another's.
    """
    made_from = start("train")(w), contents_of("train")(w)
    return f"results/checkpoints/{w.experiment}/{checksum_of(made_from)}"


def has_mark(rule):
    """Return whether a drawing failed and a mark stands in its place: it is drawn again."""
    return lambda w: any(map(is_mark, job_of(rule, w).makes))


def mark(w, input):
    """Return the option with which a drawing that fails leaves a mark, for `--keep-going`.

    With the input at hand, so that Snakemake does not take it for a setting.
    """
    settings = workflow.execution_settings
    return "--mark" if settings is not None and settings.keep_going else ""


def marks():
    """Return the drawings in whose place a mark stands."""
    return [job for job in JOBS.values() if any(map(is_mark, job.makes))]


onstart:
    PLANNED.begin()
    for job in marks():
        for path in job.makes:
            Path(path).unlink(missing_ok=True)
    # Snakemake may have noted parameters while it planned; it has to note those of the run.
    getattr(getattr(workflow.persistence, "_params", None), "cache_clear", lambda: None)()
    if workflow.is_main_process:
        terminal.install(logger)


onsuccess:
    terminal.summarise(logger)
    if marks():
        sys.exit("a mark stands in the place of every drawing that failed; all else is made")


onerror:
    terminal.summarise(logger)
