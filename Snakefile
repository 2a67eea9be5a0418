"""nncore: from config.yaml to results/report."""

from snakemake.utils import min_version

min_version("9.19")


include: "workflow/rules/common.smk"


wildcard_constraints:
    dataset="|".join(STUDY.datasets) or "none",
    experiment="|".join(STUDY.experiments) or "none",
    gradcheck="|".join(STUDY.gradchecks) or "none",
    subject="|".join([*STUDY.gradchecks, *STUDY.experiments]) or "none",
    sha256="[0-9a-f]{64}",
    drawing=r"[^/.]+",


include: "workflow/rules/data.smk"
include: "workflow/rules/training.smk"
include: "workflow/rules/drawing.smk"
include: "workflow/rules/report.smk"


# One environment for all of them.
for each in workflow.rules:
    each.conda_env = str(ROOT / "environment.yml")


rule all:
    default_target: True
    input:
        [path for (name, _), job in JOBS.items() if name != "fetch_file" for path in job.makes],
    localrule: True
    message:
        "everything is made; the report: results/report/index.html"
