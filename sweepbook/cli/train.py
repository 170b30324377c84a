"""The verbs that train: study, chapter, tune."""

from typing import Any

from hypermodels import dimensions as table
from hypermodels.dimensions import DIMENSIONS, Dimension
from studies.system.errors import UsageError
from sweepbook.cli import options
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, add_validation, word
from sweepbook.cli.requests import Search, Sweep


def _study_words(parser: Parser) -> None:
    known = ", ".join(one.flag for one in DIMENSIONS)
    parser.add_argument("dimension", metavar="DIMENSION", type=word(options.dimension), help=known)
    parser.add_argument(
        "--values", metavar="A,B,C", help="the values to try (default: the dimension's own, see `sweepbook list`)"
    )
    _common(parser)
    _plan(parser)


def _chapter_words(parser: Parser) -> None:
    _common(parser)
    _plan(parser)
    _dimensions(parser, "which to study, one after the other")


def _tune_words(parser: Parser) -> None:
    _common(parser)
    parser.add_argument(
        "--tuner", default="random", type=word(options.tuner), help="random, bayesian or hyperband (default: random)"
    )
    parser.add_argument(
        "--trials", default="30", type=word(options.trials), help="how many configurations (Hyperband decides itself)"
    )
    _dimensions(parser, "which to search")


def _dimensions(parser: Parser, about: str) -> None:
    """`--dimensions`, with what it means for this verb."""
    first = ", ".join(one.flag for one in table.first())
    parser.add_argument(
        "--dimensions",
        metavar="A,B or all",
        default=table.first(),
        type=word(options.dimensions),
        help=f"{about} (default: {first})",
    )


def _plan(parser: Parser) -> None:
    parser.add_argument(
        "--budget", metavar="2h", type=word(options.budget), help="train what fits into this time, say what is left out"
    )
    parser.add_argument(
        "--probe", action="store_true", help="add a small grid with the learning rate where one dimension cannot answer"
    )


def _common(parser: Parser) -> None:
    add = parser.add_argument
    add_network(parser, "one of", required=True)
    add(
        "--dataset",
        default="cifar10",
        help="cifar10, digits, a folder with one subfolder a class, or the name that its studies give it",
    )
    add_validation(parser, "of the training pictures, to validate with (default: 0.1, or what the dataset's name says)")
    add(
        "--seeds",
        metavar="N, A,B or auto",
        type=word(options.seeds),
        help="how many seeds (3 = seeds 0,1,2), which, or auto: as many as decide a value, 20 at most (auto:12: 12 at "
        "most) (default: the study's own; for a new one 3 of "
        f"{' and '.join(options.SEEDS)}, whose study takes minutes, and 1 of the others; tune: 1)",
    )
    add(
        "--only",
        action="store_true",
        help="narrow a study to what is asked now, instead of adding it; the runs it leaves out stay stored",
    )
    add("--epochs", default="10", type=word(options.epochs), help="epochs of every run (default: 10)")
    add(
        "--samples",
        default="all",
        type=word(options.samples),
        help="training pictures, a stratified subset (default: all)",
    )
    add(
        "--width",
        default="1.0",
        type=word(options.width),
        help="multiplies the channels of every hidden layer (default: 1.0)",
    )
    add(
        "--precision",
        default="auto",
        type=word(options.precision),
        help="auto, float32, mixed_bfloat16 or mixed_float16 (default: auto)",
    )
    add(
        "--workers",
        help="worker processes (default: as many as there are cores, runs and GiB for, and 1 for a bayesian or "
        "hyperband search; with ray: as many as the cluster has CPUs for); auto times how many train this network "
        "fastest; 0 trains in this process",
    )
    add(
        "--threads",
        default="auto",
        type=word(options.threads),
        help="TensorFlow threads of a worker (default: the cores, shared; a run that goes on keeps its own)",
    )
    add(
        "--engine",
        default="local",
        dest="ray",
        metavar="ENGINE",
        type=word(options.ray),
        help="local, or ray: a cluster, see docs/cluster.md (default: local)",
    )
    add("--share", default="1", type=word(options.share), help="how many workers share a GPU (default: 1)")
    add(
        "--keep",
        default="20",
        metavar="GIB",
        type=word(options.keep),
        help="disk for checkpoints (default: 20 GiB)",
    )
    add("--dry-run", action="store_true", help="print the plan and its forecast, and end")
    add_root(parser)


def _study(dimension: Dimension, values: str | None, **words: Any) -> Sweep:
    chosen = None if values is None else options.values(dimension, values)
    return Sweep(asked=((dimension, chosen),), **_resources(words))


def _chapter(dimensions: tuple[Dimension, ...], **words: Any) -> Sweep:
    return Sweep(asked=tuple((dimension, None) for dimension in dimensions), **_resources(words))


def _tune(**words: Any) -> Search:
    if isinstance(words["seeds"], options.AutoSeeds):
        raise UsageError("seeds=auto is for studies, which compare values; give a search a number, such as seeds=3.")
    return Search(**_resources(words))


def _resources(words: dict[str, Any]) -> dict[str, Any]:
    """How many workers may be asked for depends on the engine."""
    return {**words, "workers": options.workers(words["workers"], words["ray"])}


def _sweep(request: Sweep) -> int:
    from sweepbook.cli.training import sweep

    return sweep.sweep(request).code


def _search(request: Search) -> int:
    from sweepbook.cli.training import search

    return search.search(request).code


STUDY = Verb(
    "study",
    "vary one dimension, keep the rest at the baseline",
    _study_words,
    _study,
    _sweep,
    description="Vary one dimension of a network, keep the rest at the baseline. The same command goes on where it "
    "stopped; more seeds, values or epochs train only what is new.",
    epilog="Example: sweepbook study lr --model resnet --samples 2000 --epochs 2",
)
CHAPTER = Verb(
    "chapter",
    "a study of each dimension of a network; what they share is trained once",
    _chapter_words,
    _chapter,
    _sweep,
    epilog="Example: sweepbook chapter --model lenet --dataset digits --seeds 2",
)
TUNE = Verb(
    "tune",
    "search dimensions together with Keras-Tuner's own oracles",
    _tune_words,
    _tune,
    _search,
    epilog="Example: sweepbook tune --model lenet --dataset digits --tuner bayesian --trials 20",
)
