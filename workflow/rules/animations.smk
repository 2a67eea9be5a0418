rule draw_animation:
    input:
        entry="results/config/animations/{experiment}/{film}.json",
        runs=lambda w: runs_of(
            subjects_of(w.experiment, entry_of(w.experiment, "animations", w.film))
        ),
        datasets=lambda w: datasets_of(
            subjects_of(w.experiment, entry_of(w.experiment, "animations", w.film))
        ),
        code=lambda w: code(
            "draw_animation",
            ANIMATIONS[entry_of(w.experiment, "animations", w.film)["kind"]].module,
        ),
    output:
        multiext("results/animations/{experiment}/{film}", **FILM_FORMATS),
    log:
        "results/logs/draw_animation/{experiment}/{film}.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("draw_animation"),
    message:
        "animation {wildcards.experiment}/{wildcards.film}"
    shell:
        "{params.command} --entry {input.entry:q} --runs {input.runs:q}"
        " --datasets {input.datasets:q} --output {output.film:q} > {log:q} 2>&1"
