"""A browser and the example report's page in it."""

import shutil
from functools import cache

import pytest
from playwright.sync_api import sync_playwright

from nncore.report.html import page as html
from tests.report.report_example import ASSETS, HTML, example

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def executable() -> str | None:
    """Where a browser of this machine is, if it has one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser():
    path = executable()
    if path is None:
        pytest.skip(f"no browser: looked for {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The example report's page as a reader would open it: a file."""
    folder = tmp_path_factory.mktemp("report")
    target = folder / "index.html"
    html.write(example(folder), target, HTML, ASSETS)
    return target.as_uri()


@pytest.fixture
def visit(browser, address):
    """Open the page as a reader with these preferences would; returns it once it is laid out."""
    contexts = []

    def open_page(width=1280, height=900, javascript=True, url=address, **preferences):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            **preferences,
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.requests = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda said: page.problems.append(said.text) if said.type == "error" else None,
        )
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(url)
        if javascript:
            page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield open_page
    for context in contexts:
        context.close()
