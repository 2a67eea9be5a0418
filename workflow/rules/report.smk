rule build_report:
    input:
        config=CONFIG,
        yaml=[os.path.relpath(path) for path in workflow.configfiles],
        stages=config_file("stages", STAGES),
        runs=runs_of(SUBJECTS),
        datasets=datasets_of(SUBJECTS),
        summaries=expand("results/data/{dataset}.json", dataset=DATASETS),
        figures=all_figures(),
        films=all_films(),
        # Machine facts and durations lie beside the report, so that it comes out the same anywhere.
        metrics="results/metrics.json",
        templates=report_sources(),
        code=code("build_report"),
    output:
        html="results/report/index.html",
        tex="results/report/report.tex",
        machine="results/report/machine.html",
        facts="results/machine.json",
    log:
        "results/logs/build_report.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("build_report"),
        sources=lambda w, input: os.path.commonpath(input.templates),
        commit=commit(),
    message:
        "report"
    shell:
        "{params.command} --config {input.config:q} --results results"
        " --yaml {input.yaml:q} --stages {input.stages:q} --sources {params.sources:q} --commit {params.commit:q} > {log:q} 2>&1"


rule compile_pdf:
    input:
        tex="results/report/report.tex",
        drawings=[
            path for path in [*all_figures(), *all_films()] if path.endswith((".pdf", ".png"))
        ],
        code=code("compile_pdf"),
    output:
        pdf="results/report/report.pdf",
    log:
        "results/logs/compile_pdf.log",
    conda:
        "../../environment.yml"
    threads: 1
    params:
        command=command("compile_pdf"),
    message:
        "PDF"
    shell:
        "{params.command} {input.tex:q} {output.pdf:q} > {log:q} 2>&1"
