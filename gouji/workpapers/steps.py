"""The lines of the recalculation: a figure's interval or what is made of such, each as formulas on the lines above it.

Every line holds two intervals: of figures that were rounded, and of figures that were cut off at their last decimal.
Interval arithmetic is interval.Interval's, one operation a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.interval import Interval
from gouji.workpapers.allowed import ENDLESS, INFINITE, end, shut
from gouji.workpapers.cells import Live
from gouji.workpapers.pages import Page
from gouji.workpapers.text import told
from gouji.workpapers.verdicts import Side

ROUNDED = ("low", "high", "low_open", "high_open")
CUT = ("cut_low", "cut_high", "cut_low_open", "cut_high_open")
BOUND = '[>=1E+100]"∞";[<=-1E+100]"−∞";General'
_INFINITE = format(INFINITE, "E")
_ENDLESS = format(ENDLESS, "E")


@dataclass(frozen=True)
class Line:
    """A line written: its row, and the intervals that gouji itself gets there; None where there is none."""

    row: int
    rounded: Interval | None
    cut: Interval | None


class Tape:
    """Makes the lines of one check; they stand on the sheet of the recalculation once they are committed."""

    def __init__(self, page: Page, check: str) -> None:
        self.page, self.check = page, check
        self._first = page.next
        self._waiting: list[dict[str, object]] = []

    @property
    def next(self) -> int:
        """The row that the next line will have."""
        return self._first + len(self._waiting)

    def commit(self) -> None:
        for cells in self._waiting:
            self.page.add(cells)
        self._waiting.clear()

    def side(self, line: Line, kind: Sequence[str] = ROUNDED, outside: bool = True) -> Side:
        """The cells of a line's interval, as another sheet names them, or this one."""
        name = self.page.ref if outside else self.page.cell
        return Side(*(name(column, line.row) for column in kind))

    def write(
        self,
        what: str,
        formulas: Callable[[Sequence[str]], Sequence[str]],
        rounded: Interval | None,
        cut: Interval | None,
        has_cut: bool,
        **cells: object,
    ) -> Line:
        """A line whose four cells of each interval are the formulas that `formulas` makes for those columns."""
        row = self.next
        kinds = ((ROUNDED, rounded), (CUT, cut)) if has_cut else ((ROUNDED, rounded),)
        made = {}
        for kind, interval in kinds:
            made |= dict(zip(kind, map(Live, formulas(kind), results(interval), (BOUND, BOUND, "0", "0")), strict=True))
        self._waiting.append({"check": self.check, "what": what, **cells, **made})
        return Line(row, rounded, cut if has_cut else None)

    # Operations, each named after Interval's own.

    def total(self, what: str, lines: Sequence[Line], offset: Decimal = Decimal(0)) -> Line:
        """The sum of lines that stand below one another, and a number."""
        first, last = lines[0].row, lines[-1].row

        def formulas(kind: Sequence[str]) -> list[str]:
            low, high, low_open, high_open = (f"{self.page.letter(c)}{first}:{self.page.letter(c)}{last}" for c in kind)
            whole = f"COUNT({low},{high})<{2 * len(lines)}"
            ends = [f'=IF({whole},"",{told(offset)}+SUM({column}))' for column in (low, high)]
            return [*ends, *(f'=IF({whole},"",MIN(1,SUM({column})))' for column in (low_open, high_open))]

        def summed(intervals: Sequence[Interval | None]) -> Interval | None:
            if any(interval is None for interval in intervals):
                return None
            return sum(intervals, Interval.point(offset))

        return self._made(what, formulas, lines, summed)

    def straight(self, what: str, line: Line, plus: Decimal, times: Decimal) -> Line:
        """(line + plus) x times; a negative `times` turns the interval round."""
        moved = f"{'-' if plus < 0 else '+'}{told(abs(plus))}" if plus else ""

        def formulas(kind: Sequence[str]) -> list[str]:
            cells = self._cells(line, kind)
            missing = f"COUNT({cells.low},{cells.high})<2"
            pairs = (cells.low, cells.high), (cells.low_open, cells.high_open)
            both, opened = (pair if times > 0 else pair[::-1] for pair in pairs)
            ends = [f'=IF({missing},"",({cell}{moved})*{told(times)})' for cell in both]
            return [*ends, *(f'=IF({missing},"",{cell})' for cell in opened)]

        def changed(intervals: Sequence[Interval | None]) -> Interval | None:
            return None if intervals[0] is None else (intervals[0] + Interval.point(plus)).scale(times)

        return self._made(what, formulas, [line], changed)

    def quotient(self, what: str, above: Line, below: Line) -> Line:
        def formulas(kind: Sequence[str]) -> list[str]:
            a, b = self._cells(above, kind), self._cells(below, kind)
            missing = f"OR(COUNT({a.low},{a.high},{b.low},{b.high})<4,AND({b.low}<=0,{b.high}>=0))"
            endless = f"IF({b.high}>{_ENDLESS},1,{b.high_open})", f"IF({b.low}<-{_ENDLESS},1,{b.low_open})"
            beyond = f"MAX(-{a.low},{a.high})>{_ENDLESS}"
            return self._corners(
                kind, a, [(b.high, endless[0]), (b.low, endless[1])], "/", f"{b.low}>0", missing, beyond
            )

        return self._made(what, formulas, [above, below], lambda pair: _divided(*pair))

    def product(self, what: str, one: Line, other: Line) -> Line:
        def formulas(kind: Sequence[str]) -> list[str]:
            a, b = self._cells(one, kind), self._cells(other, kind)
            missing = f"COUNT({a.low},{a.high},{b.low},{b.high})<4"
            beyond = f"MAX(-{a.low},{a.high},-{b.low},{b.high})>{_ENDLESS}"
            return self._corners(
                kind, a, [(b.low, b.low_open), (b.high, b.high_open)], "*", f"{b.low}>=0", missing, beyond
            )

        return self._made(what, formulas, [one, other], lambda pair: None if None in pair else pair[0] * pair[1])

    def inverse(self, what: str, number: Decimal, line: Line, zero: Line) -> Line:
        """number / line; 0 where the line `zero` is exactly 0."""

        def formulas(kind: Sequence[str]) -> list[str]:
            a, z = self._cells(line, kind), self._cells(zero, kind)
            nothing = f"AND(N({z.low})=0,N({z.high})=0,COUNT({z.low},{z.high})=2)"
            missing = f"OR(COUNT({a.low},{a.high})<2,AND({a.low}<=0,{a.high}>=0))"
            ends = [f'=IF({nothing},0,IF({missing},"",{told(number)}/{cell}))' for cell in (a.high, a.low)]
            opened = f"IF({a.high}>{_ENDLESS},1,{a.high_open})", f"IF({a.low}<-{_ENDLESS},1,{a.low_open})"
            return [*ends, *(f'=IF({nothing},0,IF({missing},"",{flag}))' for flag in opened)]

        def inverted(pair: Sequence[Interval | None]) -> Interval | None:
            if pair[1] == Interval.point(0):
                return Interval.point(0)
            return _divided(Interval.point(number), pair[0])

        return self._made(what, formulas, [line, zero], inverted)

    def _cells(self, line: Line, kind: Sequence[str]) -> Side:
        return self.side(line, kind, outside=False)

    def _corners(
        self, kind: Sequence[str], a: Side, b: Sequence[tuple[str, str]], sign: str, positive: str, missing: str,
        beyond: str,
    ) -> list[str]:  # fmt: skip
        """The least and the greatest of an operation on both intervals' ends; `beyond`: whether one end is infinite."""
        corners = [(f"{x}{sign}{y}", f"{x_open}+{y_open}") for x, x_open in ((a.low, a.low_open), (a.high, a.high_open))
                   for y, y_open in b]  # fmt: skip
        values = ",".join(corner for corner, _ in corners)
        least = f"{a.low}{sign}{b[0][0]}"
        row = self.next
        low, high = (self.page.cell(name, row) for name in kind[:2])

        def left_out(cell: str, where_infinite: str) -> str:
            closed = ",".join(f"AND({corner}={cell},{flag}=0)" for corner, flag in corners)
            return f'=IF(COUNT({cell})=0,"",IF({beyond},{where_infinite},IF(OR({closed}),0,1)))'

        return [
            f'=IF({missing},"",IF({beyond},IF(AND({a.low}>=0,{positive}),{least},-{_INFINITE}),MIN({values})))',
            f'=IF({missing},"",IF({beyond},{_INFINITE},MAX({values})))',
            left_out(low, f"IF({a.low_open}*({b[0][0]}<>0)+{b[0][1]}*({a.low}<>0)>0,1,0)"),
            left_out(high, "1"),
        ]

    def _made(
        self,
        what: str,
        formulas: Callable[[Sequence[str]], Sequence[str]],
        lines: Sequence[Line],
        operation: Callable[[Sequence[Interval | None]], Interval | None],
    ) -> Line:
        has_cut = all(line.cut is not None for line in lines)
        cut = operation([line.cut for line in lines]) if has_cut else None
        return self.write(what, formulas, operation([line.rounded for line in lines]), cut, has_cut)


def results(interval: Interval | None) -> tuple[Decimal | int | None, ...]:
    """An interval as its four cells hold it."""
    if interval is None:
        return None, None, None, None
    return end(interval.low, -1), end(interval.high, 1), *shut(interval)


def _divided(a: Interval | None, b: Interval | None) -> Interval | None:
    try:
        return None if a is None or b is None else a / b
    except ZeroDivisionError:
        return None
