rule make_dataset:
    input:
        block="results/config/datasets/{dataset}.json",
        files=lambda w: user_files(DATASETS[w.dataset]),
        code=code("make_dataset"),
    output:
        dataset="results/data/{dataset}.npz",
        summary="results/data/{dataset}.json",
    log:
        "results/logs/make_dataset/{dataset}.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("make_dataset"),
    message:
        "data set {wildcards.dataset}"
    shell:
        "{params.command} {wildcards.dataset} --block {input.block:q}"
        " --output {output.dataset:q} > {log:q} 2>&1"
