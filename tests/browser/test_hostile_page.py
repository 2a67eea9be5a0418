"""A page full of hostile texts in a real browser: nothing runs, nothing is fetched."""

from dataclasses import replace

import pytest

from nncore.report.document.model import Paragraph, Section
from nncore.report.html import page as html
from tests.report.report_example import ASSETS, HTML
from tests.report.test_hostile import nasty


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    report = nasty()
    formula = Paragraph(r"$\text{<script>window.hacked=1</script>}$ $a < b > c$")
    first = Section("formulas", "Formulas", [formula])
    target = tmp_path_factory.mktemp("hostile") / "index.html"
    html.write(replace(report, sections=[first, *report.sections]), target, HTML, ASSETS)
    return target.as_uri()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_and_nothing_sticks_out(visit, hostile, width):
    page = visit(url=hostile, width=width)
    page.mouse.wheel(0, 20000)
    page.locator(".points a").first.hover()
    page.wait_for_timeout(200)
    assert page.evaluate("[typeof window.hacked, typeof hacked]") == ["undefined", "undefined"]
    assert page.problems == []
    assert {url for url in page.requests if not url.startswith("data:")} == {hostile}
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("iframe, object, embed, base, [onerror], [onload]").count() == 0
    wide, shown = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= shown


def test_the_policy_stops_what_no_escaping_stopped(visit):
    page = visit()
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          const image = document.createElement("img");
          image.setAttribute("onerror", "window.hacked = 2");
          image.src = "https://example.invalid/x.png";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert sum("Content Security Policy" in said for said in page.problems) >= 2
    assert any("img-src" in said for said in page.problems)
