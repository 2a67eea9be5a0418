rule make_tables:
    input:
        unpack(table_inputs),
    output:
        metrics="results/metrics.json",
        published="results/tables/published.csv",
        tables=result_tables(),
    log:
        "results/logs/make_tables.log",
    conda:
        "../../environment.yml"
    params:
        command=command("make_tables"),
        config=FACTS_FILE,
        inputs=lambda w: contents(*table_inputs(w).values()),
    shell:
        "{params.command} --config {params.config:q} --results results > {log:q} 2>&1"
