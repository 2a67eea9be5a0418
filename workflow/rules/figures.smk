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
        multiext("results/figures/{subject}/{figure}", **FIGURE_FORMATS),
    log:
        "results/logs/draw_figure/{subject}/{figure}.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("draw_figure"),
    message:
        "figure {wildcards.subject}/{wildcards.figure}"
    shell:
        "{params.command} --entry {input.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output.svg:q} > {log:q} 2>&1"


rule draw_spread:
    input:
        block="results/config/published/{spread}.json",
        run="results/runs/{spread}.npz",
        dataset=lambda w: datasets_of([w.spread]),
        code=code("draw_spread"),
    output:
        multiext("results/figures/{spread}/spread", **FIGURE_FORMATS),
    log:
        "results/logs/draw_spread/{spread}.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("draw_spread"),
    message:
        "figure {wildcards.spread}/spread"
    shell:
        "{params.command} {wildcards.spread} --block {input.block:q} --run {input.run:q}"
        " --dataset {input.dataset:q} --output {output.svg:q} > {log:q} 2>&1"
