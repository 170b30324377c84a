"""From the words of a command to a plan: finds the data, the network's fingerprint and the precision."""

import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import hypermodels
from hypermodels.dimensions import Dimension, InvalidValue, Value, find, number
from studies import datasets, files, form, gpus, machine, plan
from studies.catalog import Home
from studies.errors import UsageError
from studies.processes import Helper
from studies.quiet import quiet

MOST_SEEDS = 10_000


def context(
    home: Home, network: str, dataset: str, samples: int | None, width: float, precision: str,
    validation: float | None = None, say: Callable[[str], None] = lambda _: None,
) -> tuple[plan.Context, Path]:  # fmt: skip
    """What all runs of the command share, and the folder with the prepared pictures.

    `validation` and `say` as in `datasets.prepare`.

    Raises:
        UsageError, InvalidValue: an unknown network, dataset or precision, or a value out of range.
    """
    hypermodels.check(network, width)
    if precision not in plan.PRECISIONS:
        raise InvalidValue(f"Unknown precision {precision}; choose from auto, {', '.join(plan.PRECISIONS)}.")
    if machine.refuses(precision) and not gpus.visible():
        raise InvalidValue(
            f"precision={precision} cannot be had: ONEDNN_MAX_CPU_ISA={machine.onednn_limit()} keeps oneDNN from what "
            "this processor could do. Unset it, or take float32."
        )
    ref, data = datasets.prepare(dataset, home.datasets, validation, say)
    ref = datasets.sampled(ref, samples)
    digest = fingerprint(home.cache, network, len(ref.classes), width)
    return plan.Context(network, digest, width, ref, precision), data


def fingerprint(cache: Path, network: str, classes: int, width: float) -> str:
    """The digest of the network as it is built; kept beside that of its source, so that planning needs no Keras."""
    key = f"{network} {classes} {width!r} {_source_digest()} keras {version('keras')}"

    def built() -> str:
        with Helper() as helper:
            return helper.answer(_built_fingerprint, network, classes, width)

    return str(remembered(cache / "fingerprints.json", key, built, form.text))


def _built_fingerprint(network: str, classes: int, width: float) -> str:
    from studies import numerics  # with TensorFlow, which the helper has

    with quiet():
        numerics.check()  # layers take Keras' settings as they are
        return hypermodels.load(network, classes, width).fingerprint()


def remembered(path: Path, key: str, find_out: Callable[[], Any], check: form.Check) -> Any:
    """What a cache file says; found out and added to it the first time, or where it says nothing of that form."""
    content = known(path)
    return (content if check(content.get(key)) else remember(path, key, find_out()))[key]


def remember(path: Path, key: str, value: Any) -> dict[str, Any]:
    """Add to a cache file what took time to find out. Returns what it holds then."""
    with files.kept(path.parent):
        content = {**known(path), key: value}
        files.write_json(path, content)
    return content


def known(path: Path) -> dict[str, Any]:
    """What a cache file holds; nothing where it is not there, or torn."""
    try:
        content = files.read_json(path)
    except (OSError, ValueError):
        return {}  # only a cache
    return content if isinstance(content, dict) else {}


def _source_digest() -> str:
    folder = Path(hypermodels.__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()[:16]


def seeds(text: str) -> tuple[int, ...]:
    """`3` means seeds 0, 1, 2; `0,1,7` means these, and `7,` this one.

    Raises:
        InvalidValue: not whole numbers from 0 on, or one twice.
    """
    numbers = [whole("seeds", part, 0, 2**31 - 1) for part in text.removesuffix(",").split(",")]
    if "," not in text:
        return tuple(range(whole("seeds", text, 1, MOST_SEEDS)))
    if len(set(numbers)) < len(numbers):
        raise InvalidValue(f"seeds={text} names a seed twice; name each once.")
    return tuple(numbers)


def values(dimension: Dimension, text: str | None) -> tuple[Value, ...] | None:
    """`0.1,0.01` as values of the dimension; None where none are given."""
    return None if text is None else tuple(dimension.parse(part.strip()) for part in text.split(","))


def whole(name: str, text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise InvalidValue(f"{name}={text} is not a whole number; try {name}={max(low, 3)}.") from None
    if not low <= number <= high:
        raise InvalidValue(f"{name}={text} is out of range: it must lie between {low} and {high}.")
    return number


def gibibytes(text: str) -> float:
    size = number("keep", text)
    if size < 0:
        raise InvalidValue(f"keep={text} is out of range: give the GiB that checkpoints may take, 0 or more.")
    return size


def samples(text: str) -> int | None:
    return None if text == "all" else whole("samples", text, 1, 10**9)


def parse_dimensions(text: str | None, all_of: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """`learning_rate,l2` as dimensions; all of them where none are given."""
    if text is None:
        return tuple(all_of)
    chosen = tuple(find(word.strip()) for word in text.split(","))
    if len(set(chosen)) < len(chosen):
        raise UsageError(f"dimensions={text} names a dimension twice; name each once.")
    return chosen
