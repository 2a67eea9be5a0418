"""The files of the user's that a configuration names: the documents' own data, and any others."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from nncore.config.models.subjects import Root
from nncore.config.reading.problems import Problem
from nncore.data.kinds import DATASETS
from nncore.data.recipe import Recipe


def with_course_data(root: Root) -> Root:
    """Return the configuration with the documents' own files in place of what stands in for them.

    Without `course_data`, and for data sets without `document_file`, nothing changes.
    """
    if root.course_data is None:
        return root
    datasets = {id: block.read_from(root.course_data) for id, block in root.datasets.items()}
    return root.model_copy(update={"datasets": datasets})


def check_course_data(root: Root) -> Iterator[Problem]:
    """A folder of the documents' files is for data sets that say how theirs is read."""
    if root.course_data is not None and not any(
        block.document_file for block in root.datasets.values()
    ):
        yield Problem(("course_data",), "no data set has a document_file to be read from there")


def missing_files(datasets: Mapping[str, Recipe]) -> Iterator[str]:
    """Yield a line for every file that a resolved data set reads and that is not there.

    Names are compared as they are written, also where the system takes upper and lower case for
    the same. Files with an address are fetched and never missing.
    """
    for id, block in datasets.items():
        for key in () if block.url else DATASETS[block.kind].files:
            path = FilePath(block.options[key])
            if not _is_there(path):
                place, cure = _place_and_cure(key, path, block)
                yield f"datasets.{id}.{place}: {path}: no such file; {cure}"


def _is_there(path: FilePath) -> bool:
    return path.is_file() and path.name in {other.name for other in path.parent.iterdir()}


def _place_and_cure(key: str, path: FilePath, block: Recipe) -> tuple[str, str]:
    if block.document_file is None or path.name != block.stands_in_for:
        return key, "a path counts from this folder; correct it or put the file there"
    place = "document_file"
    if not path.parent.is_dir():
        return place, f"course_data names no folder; it needs one with {path.name} in it"
    return place, (
        f"put {path.name} into the folder of course_data, written like this, or remove "
        "document_file from this data set to keep what stands in for it"
    )
