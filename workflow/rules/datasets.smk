rule make_dataset:
    input:
        files=lambda w: user_files(DATASETS[w.dataset]),
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
        block=lambda w: SLICES[f"datasets/{w.dataset}"],
        inputs=lambda w: contents(user_files(DATASETS[w.dataset])),
    message:
        "data set {wildcards.dataset}"
    shell:
        "{params.command} {wildcards.dataset} --block {params.block:q}"
        " --output {output.dataset:q} > {log:q} 2>&1"
