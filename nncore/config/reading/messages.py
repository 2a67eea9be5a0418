"""How messages name values and suggest names, for the one who wrote the configuration."""

import datetime
import difflib
import json
import re
from collections.abc import Iterable
from typing import Any

_MAX_SHOWN = 60


def shown(value: Any) -> str:
    """Return how a message names a value.

    >>> shown("fast"), shown(True), shown(None), shown([1]), shown(-0.5)
    ('the text "fast"', 'true', 'empty', 'a list', '-0.5')
    """
    if value is None:
        return "empty"
    if isinstance(value, str):
        quoted = json.dumps(value, ensure_ascii=False)
        return "the text " + (quoted if len(quoted) <= _MAX_SHOWN else f'{quoted[:_MAX_SHOWN]}..."')
    if isinstance(value, bool | int | float):
        return json.dumps(value).removesuffix(".0")
    if isinstance(value, datetime.date):
        return f"the date {value}"
    return "a mapping" if isinstance(value, dict) else "a list"


def with_article(noun: str) -> str:
    """Return ``"an optimizer"``, ``"a loss"``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return the known name that `name` most likely stands for, None when none is close.

    >>> nearest("epoch", ["epochs", "batch_size"]), nearest("zzz", ["epochs"])
    ('epochs', None)
    """
    by_plain_name = {_plain(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(_plain(str(name)), by_plain_name, n=1, cutoff=0.5)
    return by_plain_name[found[0]] if found else None


def _plain(name: str) -> str:
    """Return `name` without what people confuse: case, and the sign between two words."""
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def unknown(what: str, name: object, known: Iterable[str]) -> str:
    """Return the message for a name that no table holds.

    >>> unknown("optimizer", "adamm", ["adam", "momentum"])
    'unknown optimizer "adamm"; did you mean "adam"? (known: adam, momentum)'
    """
    names = list(known)
    guess = nearest(name, names)
    hint = f' did you mean "{guess}"?' if guess else ""
    listed = f"known: {', '.join(names)}" if names else "there are none"
    return f'unknown {what} "{name}";{hint} ({listed})'
