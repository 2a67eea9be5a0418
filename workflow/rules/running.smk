# What happens around a run.


onstart:
    PLAN.begin()
    # Snakemake may have noted parameters while it planned; it has to note those of the run.
    getattr(getattr(workflow.persistence, "_params", None), "cache_clear", lambda: None)()
