"""The set-up card of an experiment: every line from the settings of its run."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from nncore.analysis.quantities import n_samples
from nncore.config.records.training import Choice, Variant
from nncore.data.kinds import DATASETS
from nncore.data.recipe import Recipe
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import choice, listed, name_of, plural, setting, sizes
from nncore.plots.registry import KINDS, record_of
from nncore.report.document.model import Card, Paragraph, Thumbnail
from nncore.report.parts.content import Check, Content, Experiment
from nncore.report.parts.pictures import Media

# Values that differ between variants, and variants, of which a card lists all.
FEW, MANY = 3, 12


def data_note(experiment: Experiment, content: Content) -> Iterator[Paragraph]:
    """Yield what opens a section: whose data these are, where a document has its own."""
    if sentence := experiment.study.dataset.said_of_origin():
        yield Paragraph(escape(sentence))


def setup_card(experiment: Experiment, content: Content) -> Iterator[Card]:
    """Yield the card of an experiment; what differs between variants is listed."""
    study = experiment.study
    per_run = [dict(_rows(experiment, run)) for run in study.runs]
    terms = dict.fromkeys(term for rows in per_run for term in rows)
    rows = [(term, _common([row.get(term, "none") for row in per_run])) for term in terms]
    if len(study.runs) > 1:
        labels = [escape(run.label) for run in study.runs]
        rows.append(("Variants", _shortened(labels, "; ", MANY)))
    yield Card("Set-up", rows, thumbnails(experiment, content.media))


def check_card(check: Check, content: Content) -> Iterator[Card]:
    """Yield the card of a gradient check."""
    study, settings = check.study, check.study.settings
    data = settings.data
    n = data.n_samples if data.x is None else len(data.x)
    where = "drawn from the normal distribution" if data.x is None else "written out"
    rows = [
        ("Document", escape(content.documents[check.block.document].title)),
        ("Data", f"{plural(n, 'sample')}, {where}"),
        ("Network", f"{sizes(study.architecture.sizes)}, {_n_params(study.architecture.n_params)}"),
        ("Activations", _activations(study.architecture)),
        ("Loss", _loss(study.architecture)),
        ("Initial weights", _chosen(settings.initializer)),
        ("Step", rf"$\epsilon$ = {setting(float(settings.epsilon))}"),
        ("Seed", f"{settings.seed}, {settings.stream} stream"),
    ]
    yield Card("Set-up", rows, thumbnails(check, content.media))


def thumbnails(subject: Experiment | Check, media: Media) -> list[Thumbnail]:
    """Return the drawings for the card, one of each kind, the network first."""
    found: dict[str, Thumbnail] = {}
    for entry in subject.block.figures:
        label = record_of(entry.kind).on_card
        if label and entry.kind not in found:
            found[entry.kind] = media.thumbnail(subject.id, entry.name, label)
    return [found[kind] for kind in KINDS if kind in found]


def _common(values: Sequence[str]) -> str:
    """One value where variants agree, else theirs in order."""
    return _shortened(list(dict.fromkeys(values)), " / ", FEW)


def _shortened(words: Sequence[str], comma: str, most: int) -> str:
    """All words, or of too many the first and the last with their number."""
    if len(words) <= most:
        return comma.join(words)
    return f"{words[0]}{comma}…{comma}{words[-1]} ({numbers.count(len(words))} in all)"


def _rows(experiment: Experiment, run: Run) -> Iterator[tuple[str, str]]:
    study, settings, architecture = experiment.study, run.settings, run.architecture
    yield "Data", _data(study)
    if options := _data_options(experiment.data):
        yield "Data options", options
    yield "Draws and splits", _draws(experiment.data)
    yield "Network", f"{sizes(architecture.sizes)}, {_n_params(architecture.n_params)}"
    yield "Activations", _activations(architecture)
    if not all(architecture.biases):
        yield "Biases", setting(list(architecture.biases))
    yield "Loss", _loss(architecture)
    if settings.network.dtype == "float32":
        yield "Precision", "single"
    yield "Initial weights", _initial(settings)
    yield "Optimiser", _optimizer(settings)
    yield "Batch", _batch(settings)
    yield "Length", _length(settings)
    if settings.l2:
        yield "L2 penalty", rf"$\lambda$ = {setting(settings.l2)}"
    if any(settings.dropout):
        yield "Dropout", setting(settings.dropout)
    yield "Parameters kept", _kept(settings)
    yield "Seeds", _seeds(study, run)


def _n_params(n: int) -> str:
    return plural(n, "parameter")


def _data(study: Study) -> str:
    data = study.dataset
    train, test = (n_samples(study, split) for split in ("train", "test"))
    counts = f"{plural(train, 'sample')}"
    if test:
        counts = f"{numbers.count(train)} training and {plural(test, 'test sample')}"
    words = f"`{data.name}`: {counts}"
    if len(data.x) > 1:
        words += ", drawn anew for every seed"
    elif data.n_draws > 1 and test:
        words += ", split anew for every seed"
    return f"{words}. {escape(data.description)}" if data.description else words


def _data_options(data: Recipe) -> str:
    """Every option of the data set, those left at their defaults too: they are choices.

    Of a file the name alone: where it lies differs from machine to machine.
    """
    kind = DATASETS[data.kind]
    words = []
    for name, value in data.options.items():
        shown = f"`{PurePath(value).name[:40]}`" if name in kind.files else setting(value)
        words.append(f"{escape(kind.words_of(name))}: {shown}")
    return "; ".join(words)


def _draws(data: Recipe) -> str:
    """Seeds, stream, split and scaling of the data set."""
    kind, share = DATASETS[data.kind], data.test_fraction
    first, n = data.seed, data.draws
    what = "draw" if kind.random else "split"
    if not kind.random and not share:
        words = "the same samples for every seed"
    elif n == 1:
        words = f"one {what} for every seed, from seed {first}, {data.stream} stream"
    else:
        words = f"{plural(n, what)}, seeds {first} to {first + n - 1}, {data.stream} stream"
    split = f"{100 * share:.4g} % of the samples for testing" if share else "no test split"
    scaling = "standardised by the training samples" if data.standardise else "not standardised"
    return f"{words}; {split}; inputs {scaling}"


def _activations(architecture: Any) -> str:
    output = f"{name_of(architecture.loss.link.name)} output"
    hidden = [name_of(activation.name) for activation in architecture.activations]
    if not hidden:
        return output
    return f"{listed(dict.fromkeys(hidden))}, {output}"


def _loss(architecture: Any) -> str:
    # Without the commands that only shrink a fraction: the card sets inline mathematics anyway.
    latex = architecture.loss.latex.replace(r"\tfrac", r"\frac")
    return f"{name_of(architecture.loss.name)}, ${latex}$"


def _chosen(entry: Choice) -> str:
    return choice(dict(entry))


def _initial(settings: Variant) -> str:
    biases = settings.bias_initializer
    words = _chosen(settings.initializer)
    return f"{words}; biases {'0' if biases is None else _chosen(biases)}"


def _optimizer(settings: Variant) -> str:
    words = _chosen(settings.optimizer)
    rate = settings.learning_rate
    if isinstance(rate, Choice):
        words += f"; rate by schedule: {_chosen(rate)}"
    elif rate is not None:
        words += f"; rate {setting(rate)}"
    if settings.clip_norm is not None:
        words += f"; gradient clipped at {setting(settings.clip_norm)}"
    return words


def _batch(settings: Variant) -> str:
    size = settings.batch_size
    if size is None:
        return "all samples"
    order = "drawn with replacement" if settings.sampling == "replacement" else "shuffled"
    return f"{plural(size, 'sample')}, {order} every epoch"


def _length(settings: Variant) -> str:
    words = plural(settings.epochs, "epoch")
    if settings.gradient_tolerance:
        words += f", or until the gradient is shorter than {setting(settings.gradient_tolerance)}"
    stopping = settings.early_stopping
    if stopping:
        monitor = _watched(stopping.monitor)
        words += f", or until the {monitor} stalls for {plural(stopping.patience, 'epoch')}"
    return words


def _kept(settings: Variant) -> str:
    if settings.keep == "last":
        return "those of the last epoch"
    monitor = settings.monitor
    return "those of the best epoch" + (f" by {_watched(monitor)}" if monitor else "")


def _watched(monitor: str) -> str:
    """Name a history that chooses an epoch, and whose samples it is of."""
    words = name_of(monitor)
    return f"{words} (of the test samples)" if "validation" in words else words


def _seeds(study: Study, run: Run) -> str:
    first, last = int(run.seeds[0]), int(run.seeds[-1])
    stream = run.settings.stream
    if first == last:
        return f"{first}, {stream} stream"
    words = f"{plural(run.n_replicas, 'seed')}, {first} to {last}, {stream} stream"
    lost = int((run.status == "diverged").sum())
    return f"{words}; {numbers.count(lost)} diverged" if lost else words
