"""From the words of a command to a plan: finds the data, the network's fingerprint and the precision."""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import hypermodels
from hypermodels.errors import InvalidValue, shown
from hypermodels.own.file import BrokenFile, OwnNetwork
from studies.data import datasets
from studies.data.dataset_ref import sampled
from studies.execution.helper import Helper
from studies.execution.processes.restartable import ProcessDies
from studies.plan.runs import PRECISIONS, Context
from studies.store.fact_cache import remembered
from studies.store.home import Home
from studies.system import form, machine
from studies.system.quiet import quiet

MOST_SECONDS = 120.0  # that building a user's network with each of its values may take


def context(
    home: Home,
    network: str,
    dataset: str,
    samples: int | None,
    width: float,
    precision: str,
    validation: float | None = None,
    say: Callable[[str], None] = lambda _: None,
    helper: Helper | None = None,
    own: OwnNetwork | None = None,
    side: int | None = None,
) -> tuple[Context, Path]:
    """What all runs of the command share, and the folder with the prepared pictures.

    `validation`, `say` and `side` as in `datasets.prepare`. `helper` builds a network that is
    not known yet; a process of its own where none is given. `own` is the user's network of that name.

    Raises:
        BrokenFile: the user's network cannot be trained.
        UsageError, InvalidValue: an unknown network, dataset or precision, or a value out of range.
    """
    if own is None:
        hypermodels.check(network)
    hypermodels.check_width(width)
    if precision not in PRECISIONS:
        raise InvalidValue(f"Unknown precision {shown(precision)}; choose from auto, {', '.join(PRECISIONS)}.")
    if machine.refuses(precision) and not machine.visible_gpus():
        raise InvalidValue(
            f"precision={precision} cannot be had: ONEDNN_MAX_CPU_ISA={machine.onednn_limit()} keeps oneDNN from what "
            "this processor could do. Unset it, or take float32."
        )
    if side is not None:
        hypermodels.check_side(side, network)  # before pictures are prepared
    ref, data = datasets.prepare(dataset, home.datasets, validation, say, side)
    hypermodels.check_side(ref.side, network)
    ref = sampled(ref, samples)
    digest = fingerprint(home.cache, own or network, len(ref.classes), width, ref.side, helper)
    return Context(network, digest, width, ref, precision, own), data


def fingerprint(
    cache: Path, network: str | OwnNetwork, classes: int, width: float, side: int, helper: Helper | None = None
) -> str:
    """The digest of the network as it is built; kept beside that of its source, so that planning needs no Keras.

    `helper` is where it is built: a process of its own where none is given, and for a user's network always, whose code
    may take for ever or end the process that runs it.

    Raises:
        BrokenFile: the user's network cannot be trained.
    """
    named = network if isinstance(network, str) else f"own {network.digest}"
    key = f"{named} {classes} {width!r} {side} {_source_digest()} keras {version('keras')}"

    def built() -> str:
        if not isinstance(network, str):
            return _of_own(network, classes, width, side)
        if helper is not None:
            return helper.answer(_built_fingerprint, network, classes, width, side)
        with Helper() as one:
            return one.answer(_built_fingerprint, network, classes, width, side)

    return str(remembered(cache / "fingerprints.json", key, built, form.text))


def _of_own(network: OwnNetwork, classes: int, width: float, side: int) -> str:
    try:
        with Helper() as one:
            return one.answer(_built_fingerprint, network, classes, width, side, seconds=MOST_SECONDS)
    except TimeoutError:
        raise BrokenFile(
            f"{network.file}: building takes more than {MOST_SECONDS:.0f} seconds: there is an endless loop "
            "in it, or work that belongs elsewhere."
        ) from None
    except ProcessDies as death:
        raise BrokenFile(
            f"{network.file}: building the network ends the process that does it each time: it {death.how}."
        ) from None


def _built_fingerprint(network: str | OwnNetwork, classes: int, width: float, side: int) -> str:
    from studies.training import numerics  # with TensorFlow, which the helper has

    with quiet():
        numerics.prepare()  # layers take Keras' settings as they are
        return hypermodels.load(network, classes, width, side).fingerprint()


def _source_digest() -> str:
    folder = Path(hypermodels.__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))).hexdigest()[:16]
