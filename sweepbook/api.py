"""The Python API: a study from a notebook, its tables, its figures and its networks.

What each function says of a mistake is a `UsageError`, in the sentence that the command line prints.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, SupportsInt

import hypermodels
from analysis.numbers import frames
from analysis.numbers.frames import Frames as Frames
from hypermodels.dimensions import Value
from hypermodels.errors import UsageError
from sweepbook.cli import door, train

if TYPE_CHECKING:
    from analysis.figures.svg import RenderedFigure
    from hypermodels.hypermodel import ClassicHyperModel


def sweep(
    dimension: str,
    *,
    model: str | Path,
    dataset: str = "cifar10",
    values: Value | Sequence[Value] | None = None,
    seeds: int | str | Sequence[int] | None = None,
    epochs: int | None = None,
    base: str | Mapping[str, Value] | None = None,
    samples: int | None = None,
    width: float | None = None,
    precision: str | None = None,
    validation: float | None = None,
    size: int | None = None,
    workers: int | str | None = None,
    threads: int | None = None,
    tuned: str | None = None,
    probes: bool = False,
    root: str | Path = ".",
) -> Frames:
    """Vary one dimension of a network, and return the study's tables. Progress is printed, a line a run.

    What is stored already is not trained again, and the study grows by what is asked, as with `sweepbook study`. An
    interrupted call goes on where it was. The numbers are those of the command line, whatever this process has done
    with TensorFlow before. Every argument but `root` that is left out takes the command line's default.

    Args:
        dimension: its name or flag, such as `learning_rate` or `lr`.
        model: one of `hypermodels.NETWORKS`, or the path of a file with a network of your own (`my_net.py`).
        dataset: a built-in name, the path of a folder or of an .npz file, or a studied dataset's name.
        values: of the dimension; the study's own without it, for a new study the table's.
        seeds: how many (3 means 0, 1 and 2), which, or `auto` (`auto:12`): as many as decide a value.
        epochs: of every run.
        base: what does not vary, where it departs from the table's baseline: values by dimension, or `best`, the best
            configuration found so far for this network and data; or `recipe`, a stated one with its source.
        samples: training pictures, a stratified subset; all without it.
        width: multiplies the channels of every hidden layer, in (0, 8].
        precision: auto, float32, mixed_bfloat16 or mixed_float16.
        validation: the share of the training pictures that validates, in (0, 1).
        size: the side that pictures are shrunk or enlarged to, 16 to 224 pixels.
        workers: processes, or auto. 0 trains in this process, and is refused where it has changed what decides numbers.
        threads: TensorFlow's, of each worker.
        tuned: `lr` adds a study in which each value has a learning rate of its own, `lr=0.01,0.03` one of these.
        probes: whether the layers of what is trained are measured after each epoch.
        root: the folder that holds tuner_dirs, where everything is stored.

    Returns:
        The tables of this study alone; with `tuned`, of both. Their `results` have a row a trial and seed, also of
        runs that failed (`state`).

    Raises:
        UsageError: a value that cannot be meant, or something that this machine cannot do. Nothing was trained.
    """
    chosen = {
        "model": model,
        "dataset": dataset,
        "values": None if values is None else ",".join(map(str, _several(values))),
        "seeds": _seeds(seeds),
        "epochs": epochs,
        "base": _base(base),
        "samples": samples,
        "width": width,
        "precision": precision,
        "validation": validation,
        "size": size,
        "workers": workers,
        "threads": threads,
        "tuned": tuned,
        "root": root,
    }
    words = [word for name, value in chosen.items() if value is not None for word in _option(name, str(value))]
    request = door.request(train.STUDY, ["study", dimension, *words, *["--probes"] * probes])
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # that there is no GPU is no error
    from sweepbook.cli.training.sweep import sweep as carry_out

    with _script_left_alone():
        return frames.load(root, study=train.in_store(carry_out)(request).studies)


@contextmanager
def _script_left_alone() -> Iterator[None]:
    """Worker processes do not run the caller's script again, as those of `multiprocessing` do: none of it is needed.

    So a script needs no `if __name__ == "__main__":`. multiprocessing finds the script by these two attributes.
    """
    main = sys.modules["__main__"]
    file, spec = main.__dict__.pop("__file__", None), main.__spec__
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def _option(name: str, value: str) -> list[str]:
    """An option as it is typed; a value that begins as options do needs the other form."""
    return [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]


def _seeds(seeds: SupportsInt | str | Iterable[int] | None) -> str | None:
    """As the command line takes them: a comma makes a list."""
    if seeds is None or isinstance(seeds, str) or not isinstance(seeds, Iterable):
        return None if seeds is None else str(seeds)
    listed = list(seeds)
    return ",".join(map(str, listed)) + ("," if len(listed) == 1 else "")


def _base(base: str | Mapping[str, Value] | None) -> str | None:
    """As the command line takes it."""
    return " ".join(f"{name}={value}" for name, value in base.items()) if isinstance(base, Mapping) else base


def _several(values: Value | Sequence[Value]) -> Sequence[Value]:
    """A single value is a list of one."""
    return [values] if isinstance(values, str) or not isinstance(values, Iterable) else values


def load(root: str | Path = ".", study: str | None = None) -> Frames:
    """The tables of what is stored: `studies`, `runs`, `epochs` and `results`.

    Args:
        root: the folder that holds tuner_dirs.
        study: the name of one; all without it.

    Raises:
        UsageError: nothing is stored there, or no study has this name.
    """
    loaded = frames.load(root, study=study)
    if not loaded.studies:
        raise UsageError(_nothing(root, study))
    return loaded


def _nothing(root: str | Path, study: str | None) -> str:
    known = ", ".join(str(one["name"]) for one in frames.load(root).studies) if study else ""
    rest = f"; there are: {known}" if known else ": give another root, or train one by sweepbook.sweep"
    return f"No study {f'{study} ' if known else ''}is stored under {Path(root) / 'tuner_dirs'}{rest}."


def figures(root: str | Path = ".", study: str | None = None, language: str = "en") -> "list[RenderedFigure]":
    """The figures of a study as the report draws them. A notebook shows each; its `name`, `caption` and `svg` are text.

    Args:
        root: the folder that holds tuner_dirs.
        study: its name; the figures of all studies without it.
        language: of axes and captions, one of `analysis.text.languages.LANGUAGES`.

    Raises:
        UsageError: nothing is stored there, or no study or language has this name.
    """
    from analysis.pages.chapter import study_figures
    from analysis.text.languages import LANGUAGES
    from analysis.text.text import Text
    from sweepbook.cli.kinds import one_of

    text = Text(one_of("language", language, tuple(LANGUAGES)))
    wanted = load(root, study).studies
    return study_figures(frames.load(root), [str(one["name"]) for one in wanted], text)


def network(name: str, classes: int = 10, width: float = 1.0, side: int = hypermodels.SIDE) -> "ClassicHyperModel":
    """A network as a `keras_tuner.HyperModel`: for Keras-Tuner's own tuners, or to build one model.

    Args:
        name: one of `hypermodels.NETWORKS`, or the path of a file with a network of your own.
        classes: how many the pictures have, at least 2. The network takes pictures `(N, side, side, 3)` and gives
            probabilities `(N, classes)`.
        width: multiplies the channels of every hidden layer, in (0, 8].
        side: of the pictures, 16 to 224 pixels.

    Raises:
        UsageError: an unknown network, or a width or a side out of range.
    """
    return hypermodels.load(name, classes, width, side)
