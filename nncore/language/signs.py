"""Signs that a reader would not see, or see in a wrong place, made visible; and long words."""

import re
import unicodedata

# A run of signs without a space that is longer than this may be broken anywhere.
LONG_WORD = 25
LONG = re.compile(rf"\S{{{LONG_WORD},}}")
# Marks that turn the order of what follows, and the mark that only the start of a file may have.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


def shown(words: str) -> str:
    r"""`words` with control characters and the like as their code points.

    >>> shown("a\x00b")
    'a[U+0000]b'
    """
    if words.isprintable():
        return words
    return "".join(f"[U+{ord(sign):04X}]" if _unseen(sign) else sign for sign in words)


def _unseen(sign: str) -> bool:
    if sign in "\n\t":
        return False
    strange = unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE
    return strange or sign in _TURNING
