"""Files that a configuration names by address: fetched once, known by their checksum."""

import hashlib
from pathlib import Path
from typing import BinaryIO
from urllib import request
from urllib.error import URLError
from urllib.parse import urlsplit

from nncore.files import write_atomically

SCHEMES = ("http", "https")
_TIMEOUT = 60.0  # seconds without a byte
_BLOCK = 1 << 20  # bytes read at once


def is_address(url: str) -> bool:
    """Whether `url` names a host to fetch from, by http or https."""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and url.isprintable()
    except ValueError:
        return False


def cached_file(sha256: str) -> str:
    """Return where the file with this checksum is kept, relative to the working directory."""
    return f"results/downloads/{sha256}"


def fetch(url: str, sha256: str, path: Path) -> None:
    """Fetch a file; it appears whole and with this checksum, or not at all.

    Raises
    ------
    ValueError
        When the address is none of http or https, nothing comes from it, or something else does.
    """
    if not is_address(url):
        raise ValueError(f"{url}: not an address that starts with http:// or https://")

    def receive(stream: BinaryIO) -> None:
        digest = hashlib.sha256()
        with _opener().open(url, timeout=_TIMEOUT) as answer:
            while block := answer.read(_BLOCK):
                digest.update(block)
                stream.write(block)
        if digest.hexdigest() != sha256:
            raise ValueError(
                f"{url}: the file there has the SHA-256 {digest.hexdigest()}, not {sha256}; "
                "if that is the one you want, write its checksum into the configuration"
            )

    try:
        write_atomically(path, receive)
    except OSError as error:  # URLError, HTTPError and a broken connection are such
        reason = error.reason if isinstance(error, URLError) else error
        message = (
            f"{url}: cannot be fetched ({reason}); correct the address, or give `path` instead"
        )
        raise ValueError(message) from error


def _opener() -> request.OpenerDirector:
    """Return an opener that follows redirections, but to http and https only."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPRedirectHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPErrorProcessor,
        request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener
