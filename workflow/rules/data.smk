# Neither code nor anything else is an input: the checksum in its name says all about this file, and
# what was fetched stays when the program changes.
rule fetch_file:
    output:
        file=cached_file("{sha256}"),
    log:
        "results/logs/fetch_file/{sha256}.log",
    params:
        script=os.path.relpath(ROOT / "workflow/scripts/fetch_file.py"),
        url=lambda w: job_of("fetch_file", w).slice,
    message:
        "fetch {params.url}"
    shell:
        "python {params.script:q} {params.url:q} {wildcards.sha256} {output.file:q}"
        " > {log:q} 2>&1"


rule make_dataset:
    input:
        unpack(reads("make_dataset")),
    output:
        dataset="results/data/{dataset}.npz",
        summary="results/data/{dataset}.json",
    log:
        "results/logs/make_dataset/{dataset}.log",
    params:
        start=start("make_dataset"),
        inputs=contents_of("make_dataset"),
    shell:
        "{params.start} --name {wildcards.dataset} --output {output.dataset:q} > {log:q} 2>&1"
