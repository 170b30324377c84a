"""What the `gpu` scenario says of its figures: a table, and a verdict a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.support import results

WORTH = 1.15  # times as fast: less is noise
AS_FAST = 0.95
HEAD = ("network", "precision", "SHARE", "pictures/s", "fit", "fit, XLA", "GFLOP/s", "product rate", "of it")


@dataclass(frozen=True)
class Row:
    """A network in a precision, by so many workers at a time; None where a figure was not measured.

    Attributes:
        rate, fit, xla: training pictures a second, of all workers together.
        flops: operations of a training step a picture.
        product: operations a second of a large matrix product in this precision.
        why: of each contender that has no figure.
    """

    network: str
    precision: str
    share: int = 1
    rate: float | None = None
    fit: float | None = None
    xla: float | None = None
    flops: float = 0.0
    product: float | None = None
    why: tuple[str, ...] = ()

    @property
    def reached(self) -> float | None:
        """Operations a second."""
        return None if self.rate is None else self.rate * self.flops


def table(rows: Sequence[Row]) -> str:
    return results.table(HEAD, [_cells(row) for row in rows])


def _cells(row: Row) -> list[str]:
    rates = [f"{rate:,.0f}" if rate else "" for rate in (row.rate, row.fit, row.xla)]
    operations = [f"{value / 1e9:,.1f}" if value else "" for value in (row.reached, row.product)]
    share = f"{100 * row.reached / row.product:.1f} %" if row.reached and row.product else ""
    return [row.network, row.precision, str(row.share), *rates, *operations, share]


def verdicts(rows: Sequence[Row]) -> list[str]:
    """A line a row."""
    alone = {(row.network, row.precision): row for row in rows if row.share == 1}
    return [f"{_named(row)}: {'; '.join(_said(row, alone)) or 'nothing to compare it with'}" for row in rows]


def _named(row: Row) -> str:
    return f"{row.network} {row.precision}" + (f" SHARE={row.share}" if row.share > 1 else "")


def _said(row: Row, alone: Mapping[tuple[str, str], Row]) -> list[str]:
    if row.rate is None:
        return ["NOT MEASURED", *row.why]
    words = []
    if row.share > 1:
        one = alone.get((row.network, row.precision))
        words += [_gain(row.rate / one.rate, "one worker")] if one and one.rate else []
    else:
        words += [_against(row.rate / other, name) for other, name in ((row.fit, "fit"), (row.xla, "XLA")) if other]
        single = alone.get((row.network, "float32"))
        if row.precision != "float32" and single and single.rate:
            words.append(_gain(row.rate / single.rate, "float32"))
    return [*words, *row.why]


def _against(ratio: float, name: str) -> str:
    return f"{ratio:.2f} times {name}" + ("" if ratio >= AS_FAST else f", SLOWER than {name}")


def _gain(ratio: float, name: str) -> str:
    return f"{ratio:.2f} times {name}, {'worth it' if ratio >= WORTH else 'no gain'}"
