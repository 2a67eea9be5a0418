"""What a word of the YAML file means: a number, true, nothing, or text as it is written.

YAML 1.1 reads `010` as 8, `1:30` as 90, `no` as false and `2020-01-02` as a date; YAML 1.2 does
not.
Words whose number depends on the reader are refused; `yes`, `no`, `on`, `off` and dates are text.
"""

import re

from nncore.config.reading.problems import Problem, Problems

_NOTHING = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)")
# An exponent without a point or a sign stays text, digits as printed; where a number belongs it is
# one (`nncore.config.models.types.as_number`).
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+\.\d*)([eE][-+]\d+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MOST_DIGITS = 18  # of an integer that 64 bits hold
# A way to write numbers -> what it is called, and how to read it.
_AMBIGUOUS = {
    re.compile(r"[-+]?0[0-7]+"): ("octal in YAML 1.1", lambda word: int(word, 8)),
    re.compile(r"[-+]?0\d+"): ("no number in YAML 1.1", lambda word: int(word)),
    re.compile(r"[-+]?0o[0-7]+"): ("octal", lambda word: int(word, 8)),
    re.compile(r"[-+]?0[xX][0-9a-fA-F_]+"): ("hexadecimal", lambda word: int(word, 16)),
    re.compile(r"[-+]?0[bB][01_]+"): ("binary", lambda word: int(word, 2)),
    re.compile(r"[-+]?\d+(:[0-5]?\d)+(\.\d*)?"): ("sexagesimal in YAML 1.1", lambda w: _sixty(w)),
    re.compile(r"[-+]?\d[\d_]*_[\d_]*(\.[\d_]*)?"): (
        "a number with underscores in YAML 1.1",
        lambda word: float(word.replace("_", "")),
    ),
}


def scalar(word: str) -> object:
    """Return what an unquoted word means.

    >>> [scalar(word) for word in ("12", "1.5", "1e-3", "true", "no", "2020-01-02", "~")]
    [12, 1.5, '1e-3', True, 'no', '2020-01-02', None]

    Raises
    ------
    Problems
        For a number that is read differently by different readers.
    """
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _INTEGER.fullmatch(word):
        if len(word.lstrip("+-")) > _MOST_DIGITS:
            message = f"is a number of {len(word.lstrip('+-'))} digits; at most {_MOST_DIGITS} fit"
            raise Problems([Problem((), f"{message}; put text in quotation marks")])
        return int(word)
    for pattern, (name, read) in _AMBIGUOUS.items():
        if pattern.fullmatch(word):
            number = f"{read(word):.15g}"
            cure = f"write {number} for the number, quotation marks for the text"
            raise Problems([Problem((), f"is {word}, {name}; {cure}")])
    if _SPECIAL.fullmatch(word):
        return float(word.replace(".", ""))
    return float(word) if _FLOAT.fullmatch(word) else word


def _sixty(word: str) -> float:
    value = 0.0
    for part in word.lstrip("+-").split(":"):
        value = 60.0 * value + float(part)
    return -value if word.startswith("-") else value
