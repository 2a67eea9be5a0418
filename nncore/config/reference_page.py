"""The reference of the configuration, written from its model; `docs/config.md` is its output.

``python -m nncore.config.reference_page docs/config.md`` rewrites it. With ``--names`` the
command prints every name a configuration may use, with its options; with ``--schema`` the JSON
schema.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel

from nncore.config.known_names import names
from nncore.config.models.claims import Published
from nncore.config.models.documents import Dataset, Document, DocumentFile
from nncore.config.models.subjects import Experiment, GivenData, Gradcheck, RandomData, Root
from nncore.config.models.training_block import EarlyStopping, Network
from nncore.config.models.words import Words
from nncore.files import write_text_if_changed

_BLOCKS: dict[str, type[BaseModel]] = {
    "The file": Root,
    "`documents.<id>`": Document,
    "`datasets.<id>`": Dataset,
    "`datasets.<id>.document_file`": DocumentFile,
    "`experiments.<id>`": Experiment,
    "The page, `reports/pages/<document>/<id>.md`": Words,
    "`network`": Network,
    "`early_stopping`": EarlyStopping,
    "`published`, each entry": Published,
    "`gradchecks.<id>`": Gradcheck,
    "`gradchecks.<id>.data`, drawn at random": RandomData,
    "`gradchecks.<id>.data`, written out": GivenData,
}

_INTRODUCTION = """\
# The configuration

`config.yaml` is the catalogue of everything that is computed, drawn and reported. This page is
written from the model that checks it (`python -m nncore.config.reference_page docs/config.md`).

- `python -m nncore.check config.yaml` checks a file without running anything, as the workflow does
  before it plans a job. All that is wrong is reported at once, one line each: file, line, column,
  key, what, and what would be right. (`python -m nncore.config.load` does the same without
  the report: texts and the names of quantities and equations are not looked at.)
- `python -m nncore.config.reference_page --names` lists every activation, loss, initialiser,
  optimiser, schedule, data set and figure with its options.
- `python -m nncore.config.reference_page --schema` prints a JSON schema, which editors use to
  complete and check keys.

Blocks are closed: a key that is not listed here is an error. Ids and the names of figures become
file names, so they are made of lower-case letters, digits and `-`, `_` (ids also `.`). Numbers may
be written `1e-3`.

**The file** is read as it is written: a key that stands twice is an error; `010`, `0x1F`, `0b1`,
`1:30` and `1_000`, which readers of YAML disagree on, are errors; `yes`, `no`, `on`, `off` and
dates are text. Anchors and `<<` may be used, tags may not. Nothing in it is run.

**The command line** is laid over the file: `snakemake --config replicas=2`, and
`--config 'experiments={ch18-xor: {epochs: 10}}'` for something deeper; `--configfile other.yaml`
lays a second file over `config.yaml` (with `--replace-workflow-config`, in its place). Give that
option only files you trust: Snakemake reads them itself before this check, and runs the Python in
one that says `__use_yte__`.

**A name with options.** Where a name is asked for that has options, `adam` and
`{name: adam, beta1: 0.8}` are both right; options that are left out keep their defaults. A learning
rate is a number, or `{schedule: cosine, initial: 0.1, n_steps: 500}`.

**Figures and animations.** An entry is the name of a kind, or
`{name: ..., kind: ..., with: [other ids], option: value}`. The name is the file's name; the kind is
the name unless given. Options `epochs` and `steps` name entries of `snapshots`. A goal is
`at_least`, or, as of a loss or an error, `at_most`. A heat map and a figure against a setting show
one variant at each place; where a further setting differs, that is an error and not a choice. A
block without `figures` has those of its kind of problem: how training went and the network, and
regions, a fit or the errors of each class between them; with variants a map of two settings, a
figure against the values of one, or all of them beside each other.

**Needs.** A figure, a film and a published number need what they are drawn or read from: two
inputs, classes, images, snapshots, variants, a test split, a strip of frames for a film. What is
lacking is named with its cure.

**Words** live in pages: `reports/pages/<document>/<id>.md`, or `pages/<document>/<id>.md` beside a
configuration of your own. Between two lines `---` stand title, question and what else is listed
below; what follows them says what to notice. `{{ value("train_loss") | significant }}` shows a
number of the run, `{{ finding(...) }}` a sentence computed from it. Pages are checked with the
configuration: markup, mathematics, links, citations, and every function, quantity, experiment,
variant, epoch and setting that is written out; what only the run knows is found when the report is
made. An experiment without a page has a section titled by its id.

A document listed under `documents` has the page `<document>/index.md`: `cite: key` in front, and
what it is about below. Its facts stand under that key in `sources.bib`, one field a line. A
configuration without pages may write documents out, id by id.

**Variants.** `variants` trains one experiment several times: label -> what differs, as dotted keys,
such as `{"hidden = 2": {network.hidden: [2]}, "hidden = 8": {network.hidden: [8]}}`. What decides
the training may differ; the data set and the words may not. With variants the block itself is not
trained; a variant `{}` changes nothing. `grid` adds every combination of some values to them:
`grid: {network.hidden: [[2], [8]], learning_rate: [0.1, 1]}` makes four variants. Their labels are
the settings in words, `hidden 2, learning rate 0.1`, unless the grid says how to write them:
`label: "{network.hidden} units, η = {learning_rate}"`. Several grids, as a list, follow each other.

**Like another.** `like: other` takes the document, the data, the network and all that decides the
training from another experiment (or gradient check); title, figures, variants and published numbers
stay its own. What stands beside it replaces what is taken: `learning_rate: 1` as a whole,
`network.hidden: [3]` from within.

**Searches.** An experiment with `searches: other` has single changes of the other's set-up as its
variants, from small to large. For every published number that no seed of the described set-up
reaches, the report names the first variant under which some seed does, or says that none does.

**The documents' own files.** A data set with `stands_in_for: <file name>` and a `document_file` is
read from that file where `course_data` names a folder with it. A file with the known checksum of
numbers is the document's own; one that is known by its shape alone counts as the document's "as
supplied"; any other is "your own file" and stands in for it. Titles and evidence follow.

**Files by address.** A data set of a kind that reads a file takes `url` and `sha256` instead of
`path`: the file is fetched once, by http or https, and refused when its checksum differs.

**Across documents.** Experiments with the same heading under `across` stand in one table of their
questions and answers in the chapter across documents. Where at least two
of them share the labels of at least two variants, a table sets those side by side.
"""


def reference() -> str:
    """Return `docs/config.md`."""
    sections = [_INTRODUCTION]
    for title, model in _BLOCKS.items():
        words = (inspect.getdoc(model) or "").replace("``", "`")
        lines = ["| key | takes | default | meaning |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(row) + " |" for row in _rows(model)]
        sections.append(f"## {title}\n\n{words}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(sections)


def _rows(model: type[BaseModel]) -> Iterator[tuple[str, str, str, str]]:
    properties = model.model_json_schema()["properties"]
    for name, field in model.model_fields.items():
        if properties[name].get("x-from") == "page":
            continue
        default = "required" if field.is_required() else f"`{_shown(field.default)}`"
        cells = (f"`{name}`", words_of(properties[name]), default, str(field.description))
        a, b, c, d = (cell.replace("|", "\\|") for cell in cells)
        yield a, b, c, d


def _shown(default: Any) -> str:
    if isinstance(default, dict) and default.get("options") == {}:
        return str(default["name"])
    if isinstance(default, list) and len(default) == 1:
        default = default[0]
    return default if isinstance(default, str) and default else json.dumps(default)


def words_of(schema: Mapping[str, Any]) -> str:
    """Return in words what a JSON schema takes."""
    if "x-words" in schema:
        return str(schema["x-words"])
    if "$ref" in schema:
        return _link(str(schema["$ref"]).rpartition("/")[2])
    if "enum" in schema or "const" in schema:
        return " or ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " or ".join(words_of(entry) for entry in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list, each: {words_of(schema['items'])}"
    inner = schema.get("additionalProperties")
    return f"mapping to {words_of(inner)}" if isinstance(inner, dict) else _scalar(schema)


def _link(model: str) -> str:
    """Return a link to the section of a block."""
    title = next(title for title, block in _BLOCKS.items() if block.__name__ == model)
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{title}](#{anchor})"


_TYPES = {
    "number": "number",
    "integer": "whole number",
    "string": "text",
    "boolean": "`true` or `false`",
    "null": "`null`",
    "object": "mapping",
}
_BOUNDS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}


def _scalar(schema: Mapping[str, Any]) -> str:
    words = _TYPES.get(str(schema.get("type")), "anything")
    bounds = [f"{sign} {schema[key]:,}" for key, sign in _BOUNDS.items() if key in schema]
    return f"{words} {', '.join(bounds)}".strip()


def main(arguments: list[str]) -> int:
    """Write the reference to the file named, or print names or schema."""
    printed = {"--names": names, "--schema": lambda: json.dumps(Root.model_json_schema(), indent=2)}
    if len(arguments) != 1:
        sys.stderr.write(
            "give the file to write, such as docs/config.md, or --names, or --schema\n"
        )
        return 2
    if arguments[0] in printed:
        sys.stdout.write(printed[arguments[0]]() + "\n")
    else:
        write_text_if_changed(FilePath(arguments[0]), reference())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
