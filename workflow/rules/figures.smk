rule draw_figure:
    input:
        entry="results/config/figures/{subject}/{figure}.json",
        runs=lambda w: runs_of(subjects_of(w.subject, entry_of(w.subject, "figures", w.figure))),
        datasets=lambda w: datasets_of(
            subjects_of(w.subject, entry_of(w.subject, "figures", w.figure))
        ),
        code=lambda w: code(
            "draw_figure", FIGURES[entry_of(w.subject, "figures", w.figure)["kind"]].module
        ),
    output:
        expand("results/figures/{{subject}}/{{figure}}{suffix}", suffix=FIGURE_FORMATS),
    log:
        "results/logs/draw_figure/{subject}/{figure}.log",
    benchmark:
        "results/benchmarks/draw_figure/{subject}/{figure}.tsv"
    conda:
        "../../environment.yml"
    threads: 1
    params:
        script=script("draw_figure"),
    message:
        "figure {wildcards.subject}/{wildcards.figure}"
    shell:
        "{PYTHON:q} {params.script:q} --entry {input.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output[0]:q} > {log:q} 2>&1"
