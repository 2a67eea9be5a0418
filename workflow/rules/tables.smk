rule make_tables:
    input:
        config=CONFIG,
        runs=runs_of(SUBJECTS),
        datasets=datasets_of(SUBJECTS),
        code=code("make_tables"),
    output:
        metrics="results/metrics.json",
        published="results/tables/published.csv",
        tables=result_tables(),
    log:
        "results/logs/make_tables.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("make_tables"),
    message:
        "tables and metrics"
    shell:
        "{params.command} --config {input.config:q} --results results > {log:q} 2>&1"
