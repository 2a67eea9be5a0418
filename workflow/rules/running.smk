# What happens around a run: a dry run writes nothing, and says all that Snakemake says.
from snakemake.logging import logger

from workflow import terminal


onstart:
    PLAN.begin()
    # Snakemake may have noted parameters while it planned; it has to note those of the run.
    getattr(getattr(workflow.persistence, "_params", None), "cache_clear", lambda: None)()
    if workflow.is_main_process:
        terminal.install(logger)


onerror:
    terminal.summarise(logger)
