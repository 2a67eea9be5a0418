"""Make one data set of the configuration."""

from pathlib import Path

from nncore.data.dataset import save_dataset, summary
from nncore.data.draws import build_dataset
from nncore.data.recipe import Recipe
from nncore.files import write_json
from workflow.job import options

if __name__ == "__main__":
    job = options(__doc__, slice=Recipe, name=str, output=Path)
    dataset = build_dataset(job.name, job.slice)
    save_dataset(job.output, dataset)
    write_json(job.output.with_suffix(".json"), summary(dataset))
