# Neither code nor anything else is an input: the checksum in its name says all about this file, and
# what was fetched stays when the program changes.
rule fetch_file:
    output:
        file=cached_file("{sha256}"),
    log:
        "results/logs/fetch_file/{sha256}.log",
    conda:
        "../../environment.yml"
    params:
        command=script("fetch_file"),
        url=lambda w: SOURCES[w.sha256],
    message:
        "fetch {params.url}"
    shell:
        "{params.command} {params.url:q} --sha256 {wildcards.sha256} --output {output.file:q}"
        " > {log:q} 2>&1"


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
    params:
        command=command("make_dataset"),
        block=lambda w: SLICES[f"datasets/{w.dataset}"],
        inputs=lambda w: contents(user_files(DATASETS[w.dataset])),
    shell:
        "{params.command} {wildcards.dataset} --block {params.block:q}"
        " --output {output.dataset:q} > {log:q} 2>&1"
