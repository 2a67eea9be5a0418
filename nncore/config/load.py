"""The configuration: one file in, validated and resolved blocks out.

Every problem of a configuration is reported at once, one line each: where, what is wrong, what
would be right. ``python -m nncore.check config.yaml`` checks a file with all that the report knows;
``python -m nncore.config.load`` leaves texts and the names of quantities and equations out.

The records that come out are described in `nncore.config.records.configuration`.
"""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from nncore.config.checks.crosscheck import check_config, in_order
from nncore.config.checks.text_contract import Prose
from nncore.config.models.grids import write_out
from nncore.config.models.resolved import resolved_config
from nncore.config.reading.pages import Pages, lay_in, read_pages
from nncore.config.reading.places import ConfigError, Places
from nncore.config.reading.problems import Problems
from nncore.config.reading.reader import Source, no_mapping
from nncore.config.reading.sources import override, read_sources
from nncore.config.records.configuration import Configuration

# Where a configuration's pages lie, seen from its folder: its own, or the catalogue's.
PAGES = ("pages", "reports/pages")

__all__ = ["ConfigError", "load_config", "main", "resolve"]


def load_config(
    files: str | FilePath | Sequence[str | FilePath],
    overrides: Mapping[str, Any] | None = None,
    *,
    given: Mapping[str, Any] | None = None,
    pages: FilePath | None = None,
    quantities: Collection[str] | None = None,
    equations: Collection[str] | None = None,
    prose: Prose | None = None,
) -> Configuration:
    """Read, validate and resolve a configuration file, or several, later ones over earlier ones.

    Parameters
    ----------
    files : path or list of paths
        YAML files.
    overrides : mapping, optional
        Dotted key -> value, such as ``{"experiments.ch18-xor.epochs": 10}``, applied first.
    given : mapping, optional
        Blocks of the command line, merged over those of the files.
    pages : path, optional
        The folder of the words; without, `pages_beside` the first file.
    quantities, equations, prose : optional
        As for `resolve`.

    Raises
    ------
    ConfigError
        With all that is wrong, also when a file is missing or no YAML.
    """
    paths = [FilePath(f) for f in ([files] if isinstance(files, str | FilePath) else files)]
    try:
        source = read_sources(paths, given or {})
        override(source, overrides or {})
        words = read_pages(pages_beside(paths[0]) if pages is None else pages)
    except Problems as found:
        raise ConfigError(Places(paths[0].name), found.problems) from None
    return _resolved(source, quantities, equations, prose, words)


def pages_beside(file: FilePath) -> FilePath:
    """Return the folder with the pages of a configuration file; it need not be there."""
    found = (file.parent / folder for folder in PAGES)
    return next((folder for folder in found if folder.is_dir()), file.parent / PAGES[0])


def resolve(
    mapping: Mapping[str, Any],
    *,
    source: str = "config.yaml",
    quantities: Collection[str] | None = None,
    equations: Collection[str] | None = None,
    prose: Prose | None = None,
) -> Configuration:
    """Validate and resolve a configuration that has been read already.

    Parameters
    ----------
    mapping : mapping
        Never changed.
    source : str
        How messages call the file.
    quantities, equations : collection of str, optional
        The names that `published` and `mathematics` may use; without, any are taken.
    prose : Prose, optional
        What checks the texts that a reader will see; without, any are taken.

    Raises
    ------
    ConfigError
        With all that is wrong.
    """
    if not isinstance(mapping, Mapping):
        raise ConfigError(Places(source), [no_mapping(mapping)])
    read = Source(_with_text_keys(mapping), Places(source))
    return _resolved(read, quantities, equations, prose)


def _resolved(
    source: Source,
    quantities: Collection[str] | None,
    equations: Collection[str] | None,
    prose: Prose | None,
    pages: Pages | None = None,
) -> Configuration:
    doubts = write_out(source)
    if pages is not None:
        lay_in(source, pages)
    found = list(source.problems)
    try:
        root, variants = check_config(source.value, quantities, equations, prose, doubts)
    except Problems as wrong:
        # What cannot be read is not reported again for being of the wrong type.
        unread = {problem.path for problem in found}
        found += [p for p in wrong.problems if source.places.written(p.path) not in unread]
    if found:
        raise ConfigError(source.places, source.places.distinct(in_order(source.value, found)))
    return resolved_config(root, variants)


def _with_text_keys(value: Any) -> Any:
    """Return a copy in plain dicts and lists; YAML reads the keys 0 and 500 as numbers."""
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_with_text_keys(entry) for entry in value]
    return value


def main(arguments: list[str], load: Callable[[str], Configuration] = load_config) -> int:
    """Check the files named on the command line; 0 when all are valid."""
    status = 0
    for name in arguments or ["config.yaml"]:
        try:
            config = load(name)
        except ConfigError as error:
            sys.stderr.write(f"{error}\n")
            status = 1
            continue
        counts = {
            "experiment": len(config.experiments),
            "gradient check": len(config.gradchecks),
            "data set": len(config.datasets),
        }
        listed = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items())
        sys.stdout.write(f"{name} is valid: {listed}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
