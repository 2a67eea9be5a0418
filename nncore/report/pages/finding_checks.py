"""Findings that a page calls, read without a run: their names, options, labels and quantities."""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nncore.analysis.findings.catalogue import FINDINGS, Finding
from nncore.config.checks.text_contract import Asked

# What a finding needs -> the name of that need in the configuration.
_NEEDS = {"variants": "variants", "classes": "classification", "test": "test split"}
# Options that hold labels of variants, or links to other experiments in their place.
_LABELS = ("a", "b", "against", "base", "of", "among", "variant")
_LINK = re.compile(r"\[.*\]\(#sec-([\w.-]+)\)(?:: (.+))?", re.DOTALL)
# Options that hold a quantity -> its name there, where the finding adds the split itself.
_QUANTITIES = ("quantity", "beside", "unseen")
_ADDS_SPLIT = {"generalisation": "test_"}


def check_finding(
    words: str, options: Sequence[Any], named: Mapping[str, Any]
) -> tuple[list[str], list[Asked]]:
    """Return what is wrong with a call of a finding, and what it asks for.

    Parameters
    ----------
    words : str
        The call, for messages.
    options, named : sequence and mapping
        Arguments as they are written out, the finding's name first; None where only the run knows.
    """
    name = options[0] if options else named.get("name")
    if not isinstance(name, str):
        return [], []
    if name not in FINDINGS:
        return [f'{words}: unknown finding "{name}" (known: {", ".join(FINDINGS)})'], []
    finding = FINDINGS[name]
    signature = inspect.signature(finding.function)
    rest = {key: value for key, value in named.items() if key != "name"}
    try:
        bound = signature.bind(None, *options[1:], **rest).arguments
    except TypeError as error:
        known = ", ".join(list(signature.parameters)[1:]) or "nothing"
        return [f"{words}: {error}; it takes {known}"], []
    return [], list(_asked(words, finding, bound))


def _asked(words: str, finding: Finding, bound: Mapping[str, Any]) -> Iterator[Asked]:
    source: Any = "gradient" if "gradients" in finding.needs else "study"
    requires = tuple(_NEEDS[need] for need in finding.needs if need in _NEEDS)
    yield Asked(words, "finding", finding.name, source=source, requires=requires)
    for option in _QUANTITIES:
        if isinstance(quantity := bound.get(option), str) and quantity:
            prefix = _ADDS_SPLIT.get(finding.name, "")
            yield Asked(words, "quantity", f"{prefix}{quantity}", where=_epoch(bound))
    if isinstance(published := bound.get("published"), str):
        yield Asked(words, "subject", of=published)
    for option in _LABELS:
        value = bound.get(option)
        for label in value if isinstance(value, list) else [value]:
            if not isinstance(label, str):
                continue
            if link := _LINK.fullmatch(label.strip()):
                yield Asked(words, "subject", of=link[1], where={"variant": link[2]})
            else:
                yield Asked(words, "subject", where={"variant": label})


def _epoch(bound: Mapping[str, Any]) -> dict[str, Any]:
    # Only of histories, as `reach` reads them; a finding that reads its own epochs says none.
    return {"epoch": bound["epoch"]} if bound.get("epoch") is not None else {}
