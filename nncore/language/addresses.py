"""Where links may lead: the web, a mailbox, a DOI, or a part of the report itself."""

import re

# The report's pages, which lie beside each other.
PAGES = ("index.html", "machine.html")
_ANCHOR = re.compile(r"#[A-Za-z](?:[\w.:-]*\w)?")
# RFC 3986, with complete percent escapes; without a user's name before the host, which misleads.
_REST = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#\[\]]|%[0-9A-Fa-f]{2})*"
_WEB = re.compile(rf"(?i:https?)://[A-Za-z0-9\-._\[\]:]+(?:[/?#]{_REST})?")
_MAIL = re.compile(r"(?i:mailto):[A-Za-z0-9\-._+]+@[A-Za-z0-9\-.]+(?:\?[A-Za-z0-9\-._~=&%+]*)?")
_DOI = re.compile(rf"(?i:doi):(10\.[0-9.]+/{_REST})")
LONGEST = 2000


def wrong_address(url: str) -> str:
    """Return what is wrong with an address and what would be right, or nothing.

    >>> wrong_address("https://example.org/a?b=c#d"), wrong_address("#sec-xor")
    ('', '')
    >>> wrong_address("machine.html#sec-a"), wrong_address("other.html#sec-a")[:26]
    ('', "'other.html#sec-a' is no a")
    """
    if len(url) > LONGEST:
        return f"an address of {len(url)} characters ({LONGEST} at most)"
    page, hash, part = url.partition("#")
    if page in PAGES and (not hash or _ANCHOR.fullmatch(hash + part)):
        return ""
    if any(form.fullmatch(url) for form in (_ANCHOR, _WEB, _MAIL, _DOI)):
        return ""
    return (
        f"{url!r} is no address that a link may have; write https://.., http://.., mailto:.., "
        "doi:10.../.. or #id, other signs than letters, digits and -._~:/?#[]@!$&'()*+,;= as %XX"
    )


def target(url: str) -> str:
    """Return where a link leads: of a DOI its page, of everything else itself.

    >>> target("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    """
    found = _DOI.fullmatch(url)
    return f"https://doi.org/{found[1]}" if found else url


def in_brackets(url: str) -> str:
    """Return an address as inline markup can hold it, without brackets of its own."""
    return url.replace("(", "%28").replace(")", "%29")
