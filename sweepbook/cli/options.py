"""The words of a command, each parsed into a value once.

Raises:
    UsageError: in every function here, a word that cannot be meant, with the value and the remedy.
"""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import hypermodels
from hypermodels.dimensions import BY_NAME, Dimension, Value
from hypermodels.errors import InvalidValue, shown
from hypermodels.own import file
from studies.plan.labels import label
from studies.plan.looks import PLANNED
from studies.plan.runs import PRECISIONS
from studies.plan.studies import TUNERS
from studies.store.run_json import MOST_THREADS
from sweepbook.cli.kinds import number, once, one_of, several, whole_number

# Networks whose study (five values, all of CIFAR-10, 10 epochs) takes ten minutes to an hour and a half with three
# seeds on two cores (docs/performance.md); with the others one seed alone takes hours.
SEEDS = {"lenet": 3, "googlenet": 3}
MOST_SEEDS = 10_000
BANDS = (0.001, 100.0)  # percentage points
ENGINES = ("local", "ray")


class Workers(Enum):
    """What says how many worker processes there are, where no number was given."""

    USUAL = "usual"  # the runs, the cores and the memory (`studies.auto.usual_workers`)
    MEASURED = "auto"  # a measurement of this network on this machine (`studies.auto.workers`)


def default_seeds(network: str) -> tuple[int, ...]:
    """The seeds of a study that none were named for: three where that takes minutes, since one gives no verdict."""
    return tuple(range(SEEDS.get(network, 1)))


def network(text: str) -> str:
    """`LeNet` is lenet; of a user's file it is the stem, by which its records go, whether the file is still there."""
    if file.is_path(text) and Path(text).stem:
        return Path(text).stem
    hypermodels.check(text.lower())
    return text.lower()


def values(of: Dimension, text: str) -> tuple[Value, ...]:
    """`0.1,0.01` as values of the dimension."""
    example = ",".join(label(of.name, value) for value in of.values[:2])
    return several("values", text, "value", example, of.parse)


@dataclass(frozen=True)
class AutoSeeds:
    """As many seeds as it takes to decide, `most` at most."""

    most: int


def seeds(text: str) -> tuple[int, ...] | AutoSeeds:
    """`3` is seeds 0, 1, 2; `0,1,7` is these, and `7,` this one; `auto` as many as it takes, `auto:9` 9 at most."""
    word, colon, most = text.partition(":")
    if word == "auto":
        seeds_at_most = PLANNED[-1] if not colon else int(most) if re.fullmatch(r"\d{1,9}", most) else 0
        if not PLANNED[0] <= seeds_at_most <= MOST_SEEDS:
            raise InvalidValue(
                f"seeds={shown(text)} is out of range: give the most seeds, {PLANNED[0]} or more: auto:12."
            )
        return AutoSeeds(seeds_at_most)
    if "," not in text:
        return tuple(range(whole_number("seeds", text, 1, MOST_SEEDS)))
    return several("seeds", text, "seed", "0,1,7", lambda part: whole_number("seeds", part, 0, 2**31 - 1), closed=True)


def epochs(text: str) -> int:
    return int(BY_NAME["epochs"].parse(text))


def samples(text: str) -> int | None:
    """A number of training pictures; None for all."""
    return None if text.lower() == "all" else whole_number("samples", text, 1, 10**9)


def width(text: str) -> float:
    factor = number("width", text)
    hypermodels.check_width(factor)
    return factor


def precision(text: str) -> str | None:
    """None for auto: the one with which the network trains fastest."""
    return None if text == "auto" else one_of("precision", text, PRECISIONS, "auto")


def ray(text: str) -> bool:
    """Whether the engine is Ray."""
    return one_of("engine", text, ENGINES) == "ray"


def workers(text: str | None, ray: bool) -> int | Workers:
    """Processes, or what says how many."""
    if text in (None, "auto"):
        return Workers.MEASURED if text else Workers.USUAL
    return whole_number("workers", text, 1 if ray else 0, 4096 if ray else 256)


def threads(text: str) -> int | None:
    """Of each worker; None for its share of the cores."""
    return None if text == "auto" else whole_number("threads", text, 1, MOST_THREADS)


def share(text: str) -> int:
    """Workers on a GPU."""
    return whole_number("share", text, 1, 64)


def trials(text: str) -> int:
    return whole_number("trials", text, 1, 100_000)


def tuner(text: str) -> str:
    return one_of("tuner", text, TUNERS)


def port(text: str) -> int:
    return whole_number("port", text, 1, 65535)


def keep(text: str) -> float:
    """GiB."""
    size = number("keep", text)
    if size < 0:
        raise InvalidValue(f"keep={shown(text)} is out of range: give the GiB that checkpoints may take, 0 or more.")
    return size


@dataclass(frozen=True)
class Budget:
    """A time to train in, and as it was given."""

    seconds: float
    text: str

    def after(self, spent: float) -> "Budget":
        """What is left of it after so many seconds."""
        return Budget(max(0.0, self.seconds - spent), self.text)


@dataclass(frozen=True)
class Tuned:
    """Each value gets its own learning rate: of `rates`, else of those of its study, else around the baseline's."""

    rates: tuple[Value, ...] | None = None


def tuned(text: str) -> Tuned:
    """`lr`, or `lr=0.01,0.1` with the rates of the ladder."""
    name, given, rates = text.partition("=")
    if name not in ("lr", "learning_rate"):
        raise InvalidValue(
            f"tuned={shown(text)}: a value can have its own learning rate, and nothing else: give tuned=lr."
        )
    return Tuned(_rates(text, rates) if given else None)


def _rates(text: str, rates: str) -> tuple[Value, ...]:
    """Those of `lr=0.01,0.1`; a mistake is named as `tuned`, since nobody typed a learning_rate."""
    parts, name = [part.strip() for part in rates.split(",")], "learning_rate"
    if not all(parts):
        lacks = "has an empty rate" if any(parts) else "names no rate"
        raise InvalidValue(f"tuned={shown(text)} {lacks}: give tuned=lr, or rates such as tuned=lr=0.01,0.03.")
    try:
        meant = tuple(map(BY_NAME[name].parse, parts))
    except InvalidValue as wrong:
        raise InvalidValue(f"tuned={shown(text)}: {str(wrong).removeprefix(f'{name}=')}") from None
    return once("tuned", text, "rate", meant)


def budget(text: str) -> Budget:
    """`2h`, `90m`, `1h30m` or `45s`."""
    found = re.fullmatch(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?", text.strip())
    if not text.strip() or found is None:
        raise InvalidValue(f"budget={shown(text)} is not a time; write 2h, 90m, 1h30m or 45s.")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    whole = hours * 3600 + minutes * 60 + seconds
    if whole <= 0:
        raise InvalidValue(f"budget={shown(text)} leaves no time to train in: give more, such as 45s or 2h.")
    return Budget(whole, text)


def band(text: str) -> float:
    """Percentage points."""
    points = number("band", text)
    if not BANDS[0] <= points <= BANDS[1]:
        raise InvalidValue(f"band={shown(text)} is out of range: it must lie between {BANDS[0]:g} and {BANDS[1]:g}.")
    return points
