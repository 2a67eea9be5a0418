# What happens around a run: a dry run writes nothing, and says all that Snakemake says.
from snakemake.logging import logger

from workflow import terminal


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
