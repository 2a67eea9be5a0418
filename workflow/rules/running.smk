# What happens around a run: a dry run writes nothing, and says all that Snakemake says.
from snakemake.logging import logger

from workflow import terminal


def is_mark(words):
    """Return whether a drawing failed and a mark stands in its place: it is drawn again."""
    return Path(words).is_file() and "failed" in json.loads(Path(words).read_text())


def marks():
    """Return the words of all drawings in whose place a mark stands."""
    return [
        path for path in [*all_figures(), *all_films()] if path.endswith(".json") and is_mark(path)
    ]


def mark_failure(log):
    """Return the option with which a drawing that fails leaves a mark, for `--keep-going`.

    A rule calls it with its input at hand, so that Snakemake does not take it for a setting.
    """
    settings = workflow.execution_settings
    wanted = settings is not None and settings.keep_going
    return f"--mark-failure {quote(f'results/logs/{log}.log')}" if wanted else ""


onstart:
    PLAN.begin()
    for words in marks():
        for path in Path(words).parent.glob(f"{Path(words).stem}.*"):
            path.unlink()
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
