rule check_gradients:
    output:
        run="results/runs/{gradcheck}.npz",
        record="results/runs/{gradcheck}.json",
    log:
        "results/logs/check_gradients/{gradcheck}.log",
    params:
        start=start("check_gradients"),
    shell:
        "{params.start} --name {wildcards.gradcheck} --output {output.run:q} > {log:q} 2>&1"


rule train:
    input:
        unpack(reads("train")),
    output:
        run="results/runs/{experiment}.npz",
        record="results/runs/{experiment}.json",
    log:
        "results/logs/train/{experiment}.log",
    # The longest runs first, or one of them keeps everybody waiting at the end.
    priority: 10
    params:
        start=start("train"),
        inputs=contents_of("train"),
        savepoint=savepoint,
    shell:
        "{params.start} --name {wildcards.experiment} --dataset {input.dataset:q} --output {output.run:q}"
        " --savepoint {params.savepoint:q} --progress {log:q}.progress > {log:q} 2>&1"
