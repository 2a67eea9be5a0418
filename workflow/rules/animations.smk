rule draw_animation:
    input:
        unpack(film_inputs),
    output:
        multiext("results/animations/{experiment}/{film}", **FILM_FORMATS),
    log:
        "results/logs/draw_animation/{experiment}/{film}.log",
    conda:
        "../../environment.yml"
    params:
        command=lambda w: draw_command(entry_of(w.experiment, "animations", w.film).kind),
        entry=lambda w: SLICES[f"animations/{w.experiment}/{w.film}"],
        inputs=lambda w: contents(*film_inputs(w).values()),
        again=lambda w: is_mark(f"results/animations/{w.experiment}/{w.film}.json"),
        mark=lambda w, input: mark_failure(f"draw_animation/{w.experiment}/{w.film}"),
    shell:
        "{params.command} --entry {params.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output.film:q} {params.mark} > {log:q} 2>&1"
