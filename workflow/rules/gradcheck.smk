rule check_gradients:
    output:
        run="results/runs/{gradcheck}.npz",
        record="results/runs/{gradcheck}.json",
    log:
        "results/logs/check_gradients/{gradcheck}.log",
    conda:
        "../../environment.yml"
    params:
        command=command("check_gradients"),
        block=lambda w: SLICES[f"runs/{w.gradcheck}"],
    shell:
        "{params.command} {wildcards.gradcheck} --block {params.block:q}"
        " --output {output.run:q} > {log:q} 2>&1"
