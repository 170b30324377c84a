"""What commands ask for, every word as a value: what all have in common, and what study, chapter and tune are asked."""

from dataclasses import dataclass
from pathlib import Path

from hypermodels.dimensions import Dimension, Range, Value
from hypermodels.own.file import OwnNetwork
from studies.plan.bases import Base
from sweepbook.cli.options import AutoSeeds, Budget, Tuned, Workers


@dataclass(frozen=True)
class Request:
    """What every request about a store has.

    Attributes:
        root: the folder that holds tuner_dirs.
        command: the line that gives the request again.
    """

    root: Path
    command: str


@dataclass(frozen=True)
class Training(Request):
    """What study, chapter and tune take.

    Attributes:
        own: the user's network of that name, where it is none of the five.
        dataset: a name, or the path of a folder of pictures.
        validation: the share of the training pictures that validates; None for the usual, or the dataset's own.
        size: the side of a picture, in pixels; None for the usual, or the dataset's own.
        base: where the baseline departs from the table's.
        named_base: a word of `words.base.NAMED`, whose values are found once network and data are known; else None.
        epochs_given: whether `epochs` was typed; else it is the baseline's.
        samples: training pictures; None for all.
        precision: None for the one with which the network trains fastest here.
        ray: whether runs are trained on a Ray cluster.
        workers: processes, 0 to train in this one, or what says how many. On a cluster that is always what it holds.
        threads: of each worker; None for its share of the cores.
        share: workers on a GPU.
        keep: GiB that checkpoints may take.
        only: whether the study is narrowed to what is asked now.
        probes: whether runs are measured in their layers while they are trained.
        dry_run: whether only the plan and its forecast are wanted.
    """

    network: str
    own: OwnNetwork | None
    dataset: str
    validation: float | None
    size: int | None
    base: Base
    named_base: str | None
    epochs: int
    epochs_given: bool
    samples: int | None
    width: float
    precision: str | None
    ray: bool
    workers: int | Workers
    threads: int | None
    share: int
    keep: float
    only: bool
    probes: bool
    dry_run: bool


@dataclass(frozen=True)
class Sweep(Training):
    """Of study and chapter.

    Attributes:
        varied: the dimensions, each with its values, None for those that are there or the usual ones.
        seeds: None for the study's own, or for the default of a new one.
        tuned: whether a study at each value's own learning rate is added, and with which ladder.
    """

    seeds: tuple[int, ...] | AutoSeeds | None
    varied: tuple[tuple[Dimension, tuple[Value, ...] | None], ...]
    budget: Budget | None
    probe: bool
    tuned: Tuned | None = None


@dataclass(frozen=True)
class Search(Training):
    """Of tune: what is searched together, by which oracle, in how many configurations.

    `seeds` is None for the search's own, or for the default of a new one. `ranges` are the dimensions, by name, whose
    numbers are drawn between two ends; of the others their values are tried.
    """

    seeds: tuple[int, ...] | None
    tuner: str
    trials: int
    dimensions: tuple[Dimension, ...]
    ranges: tuple[tuple[str, Range], ...] = ()
