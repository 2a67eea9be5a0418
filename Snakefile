"""nncore: from config.yaml to results/report."""

from snakemake.utils import min_version

min_version("9.19")


include: "workflow/rules/common.smk"
include: "workflow/rules/datasets.smk"
include: "workflow/rules/gradcheck.smk"
include: "workflow/rules/training.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/animations.smk"
include: "workflow/rules/tables.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/running.smk"


rule all:
    default_target: True
    input:
        final_files(),
        "results/MANIFEST.sha256",
    localrule: True
    message:
        "everything is made; the report: results/report/index.html"
