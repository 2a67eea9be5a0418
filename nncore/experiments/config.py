"""The configuration: one file in, validated and resolved blocks out.

Every problem of a configuration is reported at once, one line each: where, what is wrong, what
would be right. ``python -m nncore.experiments.config config.yaml`` checks a file.

The shape of the resolved blocks is described in `nncore.experiments.config_resolved`.
"""

import sys
from collections.abc import Collection, Mapping
from pathlib import Path as FilePath
from typing import Any

from nncore.experiments.config_crosscheck import check_config
from nncore.experiments.config_messages import shown
from nncore.experiments.config_override import overridden
from nncore.experiments.config_problems import ConfigError, Problem, Problems
from nncore.experiments.config_resolved import Config, resolved_config
from nncore.experiments.config_yaml import read_yaml

__all__ = ["Config", "ConfigError", "load_config", "main", "resolve"]


def load_config(
    path: str | FilePath,
    overrides: Mapping[str, Any] | None = None,
    *,
    quantities: Collection[str] | None = None,
    equations: Collection[str] | None = None,
) -> Config:
    """Read, validate and resolve a configuration file.

    Parameters
    ----------
    path : str or Path
        A YAML file.
    overrides : mapping, optional
        Dotted key -> value, such as ``{"experiments.ch18-xor.epochs": 10}``, applied first.
    quantities, equations : collection of str, optional
        As for `resolve`.

    Raises
    ------
    ConfigError
        With all that is wrong, also when the file is missing or no YAML.
    """
    source = FilePath(path).name
    try:
        raw = overridden(read_yaml(FilePath(path)), overrides or {})
    except Problems as found:
        raise ConfigError(source, found.problems) from None
    return resolve(raw, source=source, quantities=quantities, equations=equations)


def resolve(
    mapping: Mapping[str, Any],
    *,
    source: str = "config.yaml",
    quantities: Collection[str] | None = None,
    equations: Collection[str] | None = None,
) -> Config:
    """Validate and resolve a configuration that has been read already.

    Parameters
    ----------
    mapping : mapping
        Never changed.
    source : str
        How messages call the file.
    quantities, equations : collection of str, optional
        The names that `published` and `mathematics` may use; without, any are taken.

    Raises
    ------
    ConfigError
        With all that is wrong.
    """
    try:
        if not isinstance(mapping, Mapping):
            raise Problems([Problem((), f"is {shown(mapping)}; a mapping of keys is needed")])
        return resolved_config(*check_config(_with_text_keys(mapping), quantities, equations))
    except Problems as found:
        raise ConfigError(source, found.problems) from None


def _with_text_keys(value: Any) -> Any:
    """Return a copy in plain dicts and lists; YAML reads the keys 0 and 500 as numbers."""
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_with_text_keys(entry) for entry in value]
    return value


def main(arguments: list[str]) -> int:
    """Check the files named on the command line; 0 when all are valid."""
    status = 0
    for name in arguments or ["config.yaml"]:
        try:
            config = load_config(name)
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
