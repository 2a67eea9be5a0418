"""Words as inline markup, for whoever writes sentences: figures and report."""

import re

# What begins something in `nncore.language.inline`.
SPECIAL = "\\*_$@`[]^<&"


def escape(words: str) -> str:
    r"""`words` as markup that shows exactly them.

    >>> escape("x_1*2 costs $3")
    'x\\_1\\*2 costs \\$3'
    """
    return re.sub(f"[{re.escape(SPECIAL)}]", lambda found: "\\" + found[0], words)
