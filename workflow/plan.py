"""Which jobs there are: what each reads, makes and is given, by content whatever the clock says.

Snakemake compares checksums only where an input is newer than an output, so that dates decide. A
job's parameters hold checksums of its slice of the configuration, its code and its inputs instead.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import to_jsonable_python

from nncore.config.records.claims import Said
from nncore.config.records.configuration import Configuration, Subject
from nncore.config.records.figures import FigureEntry, FigureJob
from nncore.data.fetch import cached_file
from nncore.data.kinds import DATASETS
from nncore.files import write_text
from nncore.plots.registry import KINDS

FIGURE = {"svg": ".svg", "dark": ".dark.svg", "pdf": ".pdf", "png": ".png", "words": ".json"}
FILM = {"film": ".mp4", "poster": ".png", "words": ".json"}
SPREAD = FigureEntry(name="spread", kind="spread", options={})
# Facts of the machine and durations lie beside the report, so that it is the same anywhere.
MACHINE = ["results/report/machine.html", "results/machine.json"]
MANIFEST, METRICS = "results/MANIFEST.sha256", "results/metrics.json"
JUDGED = "results/published.json"

Inputs = Mapping[str, Sequence[str]]


class Job(NamedTuple):
    """What a job makes and reads, its slice of the configuration, a module it imports by name."""

    makes: list[str]
    reads: Inputs
    slice: Any = None
    module: str = ""


Jobs = dict[tuple[str, str], Job]  # by rule and name, as logs are: ("draw_figure", "xor/loss")


def jobs_of(
    study: Configuration, yaml: Sequence[str], layout: Sequence[str], with_pdf: bool
) -> Jobs:
    """Return every job of a configuration.

    Parameters
    ----------
    study : Configuration
    yaml, layout : sequence of str
        Its files, and those that lay the report out.
    with_pdf : bool
        Whether there is a TeX engine.
    """
    jobs = {
        (rule, name): job
        for make in (_runs, _judgements, _drawings)
        for rule, name, job in make(study)
    }
    drawn = [f for (rule, _), job in jobs.items() if rule.startswith("draw") for f in job.makes]
    data = [f"results/data/{name}.json" for name in study.datasets]
    tables = [f"results/tables/{name}.csv" for name in ("published", *study.experiments)]
    report = ["results/report/index.html", "results/report/report.tex"]
    runs = _studies(study, [*study.gradchecks, *study.experiments])
    beside = {"yaml": yaml, "data": data, "drawn": drawn, "judged": [JUDGED], "layout": layout}
    judged = [f for (rule, _), job in jobs.items() if rule == "judge" for f in job.makes]
    made = [METRICS, JUDGED, *tables]
    jobs["make_tables", ""] = Job(made, {**runs, "judged": judged}, study.without_words())
    jobs["build_report", ""] = Job(report, {**runs, **beside}, study)
    if with_pdf:
        reads = {"tex": report[1:], "drawn": [f for f in drawn if f.endswith((".pdf", ".png"))]}
        jobs["compile_pdf", ""] = Job(["results/report/report.pdf"], reads)
    lasting = sorted(
        f for (rule, _), job in jobs.items() if rule != "fetch_file" for f in job.makes
    )
    jobs["write_manifest", ""] = Job([MANIFEST], {"files": lasting}, lasting)
    jobs["describe_machine", ""] = Job(MACHINE, {"made": [MANIFEST], "layout": layout}, study)
    return jobs


def _runs(study: Configuration) -> Iterator[tuple[str, str, Job]]:
    """Yield the jobs that fetch, make data, check gradients and train."""

    def pair(folder: str, name: str) -> list[str]:
        return [f"results/{folder}/{name}{suffix}" for suffix in (".npz", ".json")]

    for name, data in study.datasets.items():
        if data.url and data.sha256:
            yield "fetch_file", data.sha256, Job([cached_file(data.sha256)], {}, data.url)
        files = {"files": list(DATASETS[data.kind].paths(data.options))}
        yield "make_dataset", name, Job(pair("data", name), files, data)
    for name, check in study.gradchecks.items():
        yield "check_gradients", name, Job(pair("runs", name), {}, check.settings)
    for name, experiment in study.experiments.items():
        reads = {"dataset": _studies(study, [name])["datasets"]}
        yield "train", name, Job(pair("runs", name), reads, experiment.training)


def _judgements(study: Configuration) -> Iterator[tuple[str, str, Job]]:
    """Yield the jobs that judge what a document says, those that search for it beside its run."""
    subjects: Mapping[str, Subject] = {**study.gradchecks, **study.experiments}
    for name, block in subjects.items():
        if block.claims:
            searches = [other for other, e in study.experiments.items() if e.searches == name]
            said = Said(document=block.document, claims=block.claims)
            yield "judge", name, Job([_judged(name)], _studies(study, [name, *searches]), said)


def _judged(subject: str) -> str:
    return f"results/published/{subject}.json"


def _drawings(study: Configuration) -> Iterator[tuple[str, str, Job]]:
    """Yield the jobs that draw: figures, films, the spread of what only many seeds can judge."""
    subjects: Mapping[str, Subject] = {**study.gradchecks, **study.experiments}
    for subject, block in subjects.items():
        entries = [*block.figures, *getattr(block, "animations", ())]
        if subject in study.experiments and any(c.kind == "distribution" for c in block.claims):
            entries.append(SPREAD)
        for entry in entries:
            kind, names = KINDS[entry.kind], [subject, *entry.others]
            # Claims reach only the figures that mark them, and titles those that show them.
            shown = {name: subjects[name].shown(kind.published) for name in names}
            reads = _studies(study, names)
            if kind.source == "published":
                shown, reads = {}, {"runs": [_judged(subject)], "datasets": []}
            rule, suffixes = ("draw_animation", FILM) if kind.is_film else ("draw_figure", FIGURE)
            folder = "animations" if kind.is_film else "figures"
            files = [f"results/{folder}/{subject}/{entry.name}{s}" for s in suffixes.values()]
            slice = FigureJob(**dict(entry), shown=shown)
            job = Job(files, reads, slice, kind.module)
            yield rule, f"{subject}/{entry.name}", job


def _studies(study: Configuration, names: Sequence[str]) -> Inputs:
    """Return the run files of experiments and checks, what lies beside them, their data sets."""
    data = {study.experiments[n].training.data: 0 for n in names if n in study.experiments}
    return {
        "runs": [f"results/runs/{name}.npz" for name in names],
        "records": [f"results/runs/{name}.json" for name in names],
        "datasets": [f"results/data/{name}.npz" for name in data],
    }


def stages_of(jobs: Jobs) -> dict[str, list[str]]:
    """Return the rules in order, each with those whose files its jobs read."""
    makers = {path: rule for (rule, _), job in jobs.items() for path in job.makes}
    stages: dict[str, dict[str, None]] = {rule: {} for rule, _ in jobs}
    for (rule, _), job in jobs.items():
        read = (path for paths in job.reads.values() for path in paths if path in makers)
        stages[rule] |= dict.fromkeys(makers[path] for path in read)
    return {rule: sorted(sources) for rule, sources in stages.items()}


class PlannedFiles:
    """Files that tell jobs what to do, each named by its content; written when a run starts.

    A file once written is never changed: a job finds what it was planned with, even if somebody
    edits the configuration meanwhile. Planning alone, as a dry run does, writes nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[Path, str] = {}
        self._has_begun = False

    def file(self, name: str, value: Any) -> str:
        """Return the path of a file ``name.CHECKSUM.json`` that a run will find."""
        plain = to_jsonable_python(value)
        text = f"{json.dumps(plain, indent=1, ensure_ascii=False)}\n"
        path = self.folder / f"{name}.{checksum_of([text])}.json"
        self._waiting[path] = text
        if self._has_begun:
            self.begin()
        return path.as_posix()

    def begin(self) -> None:
        """Write what does not stand there yet."""
        self._has_begun = True
        for path, text in self._waiting.items():
            if not path.exists():
                write_text(path, text)
        self._waiting.clear()


def is_mark(path: str) -> bool:
    """Return whether a file is the words of a drawing that failed, in whose place a mark stands."""
    if not path.endswith(".json") or not Path(path).is_file():
        return False
    return "failed" in json.loads(Path(path).read_text(encoding="utf-8"))


def commit(root: Path) -> str:
    """Return the commit of the code, marked when files differ from it."""
    git = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--exclude=*"]
    try:
        found = subprocess.run(
            [*git, "--dirty= with local changes"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown (no git, or not under version control)"
    return found.stdout.strip()


def checksum_of(texts: Iterable[str]) -> str:
    """Return one checksum of texts without line breaks."""
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def contents(inputs: Mapping[str, Iterable[str]]) -> str:
    """Return one checksum of the contents of files; a file that is missing counts as such."""
    paths = [path for group in inputs.values() for path in group]
    return checksum_of(f"{path}\0{_checksum(path)}" for path in paths)


def _checksum(path: str) -> str:
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return "missing"
    return _checksum_of(path, found.st_ino, found.st_size, found.st_mtime_ns)


@cache
def _checksum_of(path: str, *version: int) -> str:
    """Return the checksum of a file; `version` changes when it is written anew during this run."""
    return sha256(Path(path).read_bytes()).hexdigest()
