"""Charts: what stands where, the outlines of characters, and the same in SVG and in PNG."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from PIL import Image

from gouji.memo import lettering
from gouji.memo.charts import Bar, Rate, Scored, bridge, rates, scored_bars, shares
from gouji.memo.drawing import ACCENT, INK, MAIN, MIXTURES, PAPER, RULE, SOFT, Chart, Form, Line, wide

NAMED = {"name": "c", "title": "t", "summary": "s"}
HEADS = {"value_head": "预算", "score_head": "得分"}


def bars(chart: Chart) -> list[tuple[float, float, str]]:
    """Left and right end and colour of each bar."""
    forms = [item for item in chart.picture.drawn if isinstance(item, Form) and item.fill and not item.stroke]
    return [(min(x for x, _ in form.points), max(x for x, _ in form.points), form.fill) for form in forms]


def place(chart: Chart, words: str) -> Line:
    return next(item for item in chart.picture.drawn if isinstance(item, Line) and item.words == words)


def test_a_bar_is_as_long_as_its_value_says() -> None:
    made = shares([Bar("甲", Decimal(40)), Bar("乙", Decimal(10), soft=True), Bar("丙", Decimal(0))], **NAMED)
    (start, first, _), (_, second, colour), (_, third, _) = bars(made)
    assert (second - start) * 4 == pytest.approx(first - start)
    assert third == start
    assert colour == SOFT


def test_steps_begin_where_they_are_told_and_a_line_joins_those_that_meet() -> None:
    made = bridge(
        [Bar("年初", Decimal(30)), Bar("调增", Decimal(20), start=Decimal(30)), Bar("别的", Decimal(7))], **NAMED
    )
    forms = [item for item in made.picture.drawn if isinstance(item, Form)]
    first, joined, second, third = (form.points for form in forms[:4])
    heights = [sorted({y for _, y in points}) for points in (first, second, third)]
    assert heights[1][1] == heights[0][0]  # the second begins at the height at which the first ends
    assert heights[0][1] == heights[2][1]
    assert (heights[1][1] - heights[1][0]) * 3 == pytest.approx((heights[0][1] - heights[0][0]) * 2)
    assert {y for _, y in joined} == {heights[0][0]}


def test_a_share_done_and_the_one_stated_are_on_one_scale() -> None:
    made = rates([Rate("甲", Decimal("0.5"), Decimal("0.75"))], computed_head="推算", stated_head="所列", **NAMED)
    (start, whole, soft), (_, half, main) = bars(made)[:2]
    assert (soft, main) == (SOFT, MAIN)
    assert (half - start) * 2 == pytest.approx(whole - start)
    diamond = next(item for item in made.picture.drawn if isinstance(item, Form) and item.stroke == ACCENT)
    assert sum(x for x, _ in diamond.points) / 4 == pytest.approx(start + 0.75 * (whole - start))


def test_scores_stand_on_a_scale_of_their_own_and_heads_on_one_line() -> None:
    rows = [
        Scored("甲", Decimal(9), Decimal(100)),
        Scored("乙", Decimal(3), Decimal(90)),
        Scored("丙", Decimal(1), None),
    ]
    made = scored_bars(rows, **HEADS, **NAMED)
    dots = re.findall(r'<circle cx="([\d.]+)"', made.svg())
    scale = [item.points for item in made.picture.drawn if isinstance(item, Form) and item.stroke == RULE][0]
    assert [float(x) for x in dots] == pytest.approx([scale[1][0], (scale[0][0] + scale[1][0]) / 2])  # 80 to 100
    assert place(made, "预算").y == place(made, "得分").y


def test_labels_end_before_the_bars_and_notes_begin_behind_them() -> None:
    made = shares([Bar("耕地保护", Decimal(4), "4")], **NAMED)
    ((start, end, _),) = bars(made)
    label, note = place(made, "耕地保护"), place(made, "4")
    assert label.x + wide(label.words) == pytest.approx(start - 3.5)
    assert note.x > end
    assert note.y == label.y


@pytest.mark.parametrize(
    ("char", "outline", "advance"),
    [("一", "m44 431l916 0l0-82l-916 0", 1000), (" ", "", 224), ("|", None, 270)],
)
def test_outlines_are_the_fonts(char: str, outline: str | None, advance: float) -> None:
    assert outline is None or lettering.shape(char).startswith(outline)
    assert bool(lettering.shape(char)) == (outline != "")
    assert lettering.advance(char) == advance


def test_an_outline_told_in_steps_comes_to_where_it_stands() -> None:
    ends = []
    x = y = 0
    for letter, numbers in re.findall(r"([mlqz])([^mlqz]*)", lettering.shape("耕")):
        steps = list(map(int, re.findall(r"-?\d+", numbers)))
        if letter != "z":
            x, y = x + steps[-2], y + steps[-1]
            ends.append((x, y))
    left, low, right, high = (f(end[at] for end in ends) for f in (min, max) for at in (0, 1))
    whole = lettering.line("耕").get_extents()
    assert (left, low, right, high) == pytest.approx((whole.x0, whole.y0, whole.x1, whole.y1), abs=1)


def test_a_pictures_colours_are_the_papers_own() -> None:
    made = rates([Rate("甲", Decimal("0.5"), Decimal("0.75"))], computed_head="推算", stated_head="所列", **NAMED)
    picture = Image.open(io.BytesIO(made.png())).convert("RGB")
    seen = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in picture.getcolors(1 << 20)}
    assert {PAPER, INK, MAIN, SOFT, ACCENT} <= seen
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert sum(steps for _, _, steps in MIXTURES) < 256  # a palette's


def test_a_picture_shows_what_the_page_shows() -> None:
    made = shares([Bar("甲", Decimal(4)), Bar("乙", Decimal(2))], **NAMED)
    picture = Image.open(io.BytesIO(made.png())).convert("RGB")
    scale = picture.width / 360
    for (start, end, _), y in zip(bars(made), (12.7, 32.2), strict=True):
        row = [x for x in range(picture.width) if picture.getpixel((x, round(y * scale))) == (0x2C, 0x52, 0x7D)]
        assert (row[0] / scale, row[-1] / scale) == pytest.approx((start, end), abs=1)
