rule train:
    input:
        dataset=lambda w: datasets_of([w.experiment]),
    output:
        run="results/runs/{experiment}.npz",
        record="results/runs/{experiment}.json",
    log:
        "results/logs/train/{experiment}.log",
    # The longest runs first, or one of them keeps everybody waiting at the end.
    priority: 10
    conda:
        "../../environment.yml"
    params:
        command=command("train"),
        block=lambda w: SLICES[f"runs/{w.experiment}"],
        inputs=lambda w: contents(datasets_of([w.experiment])),
        savepoint=lambda w: savepoint(w.experiment),
    shell:
        "{params.command} {wildcards.experiment} --block {params.block:q}"
        " --dataset {input.dataset:q} --output {output.run:q}"
        " --savepoint {params.savepoint:q} --progress {log:q}.progress > {log:q} 2>&1"
