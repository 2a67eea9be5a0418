rule build_report:
    input:
        unpack(report_inputs),
    output:
        html="results/report/index.html",
        tex="results/report/report.tex",
    log:
        "results/logs/build_report.log",
    conda:
        "../../environment.yml"
    params:
        command=command("build_report"),
        config=CONFIG,
        stages=STAGES_FILE,
        inputs=lambda w: contents(*report_inputs(w).values()),
        sources=lambda w, input: os.path.commonpath(input.templates),
        commit=commit(),
    shell:
        "{params.command} --config {params.config:q} --results results"
        " --yaml {input.yaml:q} --stages {params.stages:q} --sources {params.sources:q} --commit {params.commit:q} > {log:q} 2>&1"


rule compile_pdf:
    input:
        unpack(pdf_inputs),
    output:
        pdf="results/report/report.pdf",
    log:
        "results/logs/compile_pdf.log",
    conda:
        "../../environment.yml"
    params:
        command=command("compile_pdf"),
        inputs=lambda w: contents(*pdf_inputs(w).values()),
    shell:
        "{params.command} {input.tex:q} {output.pdf:q} > {log:q} 2>&1"


# After all else: it says how long each job took.
rule describe_machine:
    input:
        made=[path for path in final_files() if path != MACHINE_PAGE],
        templates=report_sources(),
    output:
        page=MACHINE_PAGE,
        facts="results/machine.json",
    log:
        "results/logs/describe_machine.log",
    conda:
        "../../environment.yml"
    params:
        command=command("describe_machine"),
        config=CONFIG,
        inputs=lambda w: contents(report_sources()),
        sources=lambda w, input: os.path.commonpath(input.templates),
    shell:
        "{params.command} --config {params.config:q} --results results"
        " --sources {params.sources:q} > {log:q} 2>&1"


rule write_manifest:
    input:
        files=build_files(),
    output:
        manifest="results/MANIFEST.sha256",
    log:
        "results/logs/write_manifest.log",
    conda:
        "../../environment.yml"
    params:
        command=command("write_manifest"),
        files=config_file("files", build_files()),
        inputs=lambda w: contents(build_files()),
    shell:
        "{params.command} --files {params.files:q} --output {output.manifest:q} > {log:q} 2>&1"
