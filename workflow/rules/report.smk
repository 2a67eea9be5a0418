rule judge:
    input:
        unpack(reads("judge")),
    output:
        judged="results/published/{subject}.json",
    log:
        "results/logs/judge/{subject}.log",
    params:
        start=start("judge"),
        inputs=contents_of("judge"),
    shell:
        "{params.start} --runs {input.runs:q} --datasets {input.datasets:q}"
        " --output {output.judged:q} > {log:q} 2>&1"


rule make_tables:
    input:
        unpack(reads("make_tables")),
    output:
        JOBS["make_tables", ""].makes,
    log:
        "results/logs/make_tables.log",
    params:
        start=start("make_tables"),
        inputs=contents_of("make_tables"),
    shell:
        "{params.start} --results results > {log:q} 2>&1"


rule build_report:
    input:
        unpack(reads("build_report")),
    output:
        html="results/report/index.html",
        tex="results/report/report.tex",
    log:
        "results/logs/build_report.log",
    params:
        start=start("build_report"),
        inputs=contents_of("build_report"),
        stages=PLANNED.file("stages", stages_of(JOBS)),
        commit=commit(ROOT),
        sources=SOURCES,
    shell:
        "{params.start} --results results --yaml {input.yaml:q} --stages {params.stages:q}"
        " --sources {params.sources:q} --commit {params.commit:q} > {log:q} 2>&1"


rule compile_pdf:
    input:
        unpack(reads("compile_pdf")),
    output:
        pdf="results/report/report.pdf",
    log:
        "results/logs/compile_pdf.log",
    params:
        start=start("compile_pdf"),
        inputs=contents_of("compile_pdf"),
    shell:
        "{params.start} --tex {input.tex:q} --output {output.pdf:q} > {log:q} 2>&1"


rule write_manifest:
    input:
        unpack(reads("write_manifest")),
    output:
        manifest=MANIFEST,
    log:
        "results/logs/write_manifest.log",
    params:
        start=start("write_manifest"),
        inputs=contents_of("write_manifest"),
    shell:
        "{params.start} --output {output.manifest:q} > {log:q} 2>&1"


# After all else: it says how long each job took.
rule describe_machine:
    input:
        unpack(reads("describe_machine")),
    output:
        MACHINE,
    log:
        "results/logs/describe_machine.log",
    params:
        start=start("describe_machine"),
        inputs=contents_of("describe_machine"),
        sources=SOURCES,
    shell:
        "{params.start} --results results --sources {params.sources:q} > {log:q} 2>&1"
