rule draw_figure:
    input:
        unpack(reads("draw_figure")),
    output:
        multiext("results/figures/{subject}/{drawing}", **FIGURE),
    log:
        "results/logs/draw_figure/{subject}/{drawing}.log",
    params:
        start=start("draw_figure", "draw"),
        inputs=contents_of("draw_figure"),
        again=has_mark("draw_figure"),
        mark=mark,
    shell:
        "{params.start} --runs {input.runs:q} --datasets {input.datasets:q}"
        " --output {output.words:q} --log {log:q} {params.mark} > {log:q} 2>&1"


use rule draw_figure as draw_animation with:
    input:
        unpack(reads("draw_animation")),
    output:
        multiext("results/animations/{subject}/{drawing}", **FILM),
    log:
        "results/logs/draw_animation/{subject}/{drawing}.log",
    params:
        start=start("draw_animation", "draw"),
        inputs=contents_of("draw_animation"),
        again=has_mark("draw_animation"),
        mark=mark,
