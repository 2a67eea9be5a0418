"""The page in a real browser: accessible, without a network, at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (360, 768, 1280)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(visit, width, scheme):
    page = visit(width=width, color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("javascript", [True, False])
def test_no_width_scrolls_sideways(visit, width, javascript):
    page = visit(width=width, javascript=javascript)
    boxes = (
        page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]") if javascript else None
    )
    if boxes:
        assert boxes[0] <= boxes[1]
    else:
        assert page.locator("main").bounding_box()["width"] <= width


def test_it_asks_no_network_and_logs_no_error(visit, address):
    page = visit()
    page.mouse.wheel(0, 20000)
    page.wait_for_timeout(300)
    assert {url for url in page.requests if not url.startswith("data:")} == {address}
    assert page.problems == []


def test_all_drawings_are_shown(visit):
    page = visit()
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")


@pytest.mark.parametrize(("scheme", "ink"), [("light", "black"), ("dark", "white")])
def test_drawings_fit_the_ground(visit, scheme, ink):
    page = visit(color_scheme=scheme)
    picture = page.locator("#fig-loss img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#fig-loss img').complete")
    assert f'stroke="{ink}"' in picture.evaluate("i => atob(i.currentSrc.split(',')[1])")


def test_the_embedded_fonts_are_used(visit):
    page = visit()
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert {name.strip('"') for name in loaded} == {"Report Serif", "Report Sans", "Report Math"}


def test_formulas_are_laid_out_as_mathematics(visit):
    page = visit()
    fraction = page.locator("#eq-sigmoid mfrac")
    top, bottom = (fraction.locator("> *").nth(place).bounding_box() for place in (0, 1))
    assert top["y"] + top["height"] <= bottom["y"] + 1


def test_points_stand_in_one_line(visit):
    page = visit()
    for column in (2, 3):
        tails = page.locator(f"#tab-losses tbody td:nth-child({column}) .tail").all()
        edges = {round(tail.bounding_box()["x"], 1) for tail in tails}
        assert len(edges) == 1, edges


def test_tables_scroll_by_keyboard_on_narrow_screens(visit):
    page = visit(width=360)
    region = page.locator("#tab-losses .scroll")
    scrolls = region.evaluate("e => e.scrollWidth > e.clientWidth")
    assert (region.get_attribute("tabindex") == "0") == scrolls


def test_contents_follow_the_reader(visit):
    page = visit()
    page.locator("#made").evaluate("e => scrollTo({top: e.offsetTop - 40, behavior: 'instant'})")
    current = page.locator('.contents a[aria-current="true"]')
    current.wait_for()
    assert current.get_attribute("href") == "#made"


def test_a_mark_leads_to_its_row(visit):
    page = visit()
    page.locator("#board a").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "row-0"


def test_the_first_stop_skips_the_headline(visit):
    page = visit()
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to the report"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_films_rest_for_those_who_ask_for_less_motion(visit, motion):
    page = visit(reduced_motion=motion)
    page.add_init_script("HTMLMediaElement.prototype.play = async () => { window.played = 1; };")
    page.reload()
    page.locator("video").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.evaluate("window.played === 1") == (motion == "no-preference")


def test_everything_is_there_without_scripts(visit):
    page = visit(javascript=False)
    assert page.locator("main h2").count() == 3
    assert page.locator(".contents a").count() == 3
    assert page.locator("math").count() > 3
    assert page.get_by_role("table").is_visible()


def test_print_leaves_out_what_paper_cannot_do(visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible()
    assert page.locator("main").is_visible()
