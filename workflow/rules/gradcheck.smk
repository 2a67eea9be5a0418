rule check_gradients:
    input:
        block="results/config/runs/{gradcheck}.json",
        code=code("check_gradients"),
    output:
        run="results/runs/{gradcheck}.npz",
        record="results/runs/{gradcheck}.json",
    log:
        "results/logs/check_gradients/{gradcheck}.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("check_gradients"),
    message:
        "gradient check {wildcards.gradcheck}"
    shell:
        "{params.command} {wildcards.gradcheck} --block {input.block:q}"
        " --output {output.run:q} > {log:q} 2>&1"
