rule draw_figure:
    input:
        unpack(figure_inputs),
    output:
        multiext("results/figures/{subject}/{figure}", **FIGURE_FORMATS),
    log:
        "results/logs/draw_figure/{subject}/{figure}.log",
    conda:
        "../../environment.yml"
    params:
        command=lambda w: draw_command(entry_of(w.subject, "figures", w.figure).kind),
        entry=lambda w: SLICES[f"figures/{w.subject}/{w.figure}"],
        inputs=lambda w: contents(*figure_inputs(w).values()),
        again=lambda w: is_mark(f"results/figures/{w.subject}/{w.figure}.json"),
        mark=lambda w, input: mark_failure(f"draw_figure/{w.subject}/{w.figure}"),
    shell:
        "{params.command} --entry {params.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output.svg:q} {params.mark} > {log:q} 2>&1"


rule draw_spread:
    input:
        unpack(spread_inputs),
    output:
        multiext("results/figures/{spread}/spread", **FIGURE_FORMATS),
    log:
        "results/logs/draw_spread/{spread}.log",
    conda:
        "../../environment.yml"
    params:
        command=draw_command("spread"),
        entry=lambda w: SLICES[f"figures/{w.spread}/spread"],
        inputs=lambda w: contents(*spread_inputs(w).values()),
        again=lambda w: is_mark(f"results/figures/{w.spread}/spread.json"),
        mark=lambda w, input: mark_failure(f"draw_spread/{w.spread}"),
    shell:
        "{params.command} --entry {params.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output.svg:q} {params.mark} > {log:q} 2>&1"
