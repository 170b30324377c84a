"""The verbs that train: study, chapter, tune, finale."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from hypermodels import dimensions as table
from hypermodels.dimensions import DIMENSIONS, Dimension, Value
from sweepbook.cli import options
from sweepbook.cli.parser import Parser, Verb, add_root, word
from sweepbook.cli.requests import Search, Sweep, Training
from sweepbook.cli.words import idle, networks
from sweepbook.cli.words.shared import add_budget, add_common, add_plan, add_trained, together

T = TypeVar("T", bound=Training)
R = TypeVar("R")
TRIALS = 30  # of a search, where no number was given


def in_store(run: Callable[[T], R]) -> Callable[[T], R]:
    """`run`, while nobody removes what is stored, from its start; what it prepares goes again where it is refused."""

    @wraps(run)
    def kept(request: T) -> R:
        from studies.store.home import Home

        home = Home(request.root)
        with home.unless_refused(), home.in_use():
            return run(request)

    return kept


def _study_words(parser: Parser) -> None:
    known = ", ".join(one.flag for one in DIMENSIONS)
    parser.add_argument("dimension", metavar="DIMENSION", help=f"{known}, or one of your network's own")
    parser.add_argument(
        "--values", metavar="A,B,C", help="the values to try (default: the dimension's own, see `sweepbook list`)"
    )
    add_common(parser)
    add_plan(parser)


def _chapter_words(parser: Parser) -> None:
    add_common(parser)
    add_plan(parser)
    _dimensions(parser, "which to study, one after the other")


def _tune_words(parser: Parser) -> None:
    add_common(parser)
    parser.add_argument(
        "--tuner", default="random", type=word(options.tuner), help="random, bayesian or hyperband (default: random)"
    )
    parser.add_argument(
        "--trials",
        type=word(options.trials),
        help=f"how many configurations (default: {TRIALS}; hyperband decides itself)",
    )
    _dimensions(parser, "which to search; a number may have a range, as in learning_rate=0.0001..0.03")


def _finale_words(parser: Parser) -> None:
    add_common(parser)
    add_budget(parser)


def _find_words(parser: Parser) -> None:
    add_trained(parser)
    add_root(parser)


def _find(**words: Any) -> Training:
    unused = {"workers": "1", "ray": False, "epochs": None, "share": 1, "keep": 0.0, "only": False}
    unused |= {"probes": False, "dry_run": False}
    return Training(**together({**words, **unused}))


@in_store
def _find_rate(request: Training) -> int:
    from sweepbook.cli.training import find_rate

    return find_rate.find_rate(request)


def _dimensions(parser: Parser, about: str) -> None:
    """`--dimensions`, with what it means for this verb."""
    first = ", ".join(one.flag for one in table.first())
    parser.add_argument(
        "--dimensions",
        metavar="A,B or all",
        help=f"{about} (default: {first}, and your network's own)",
    )


def _study(dimension: str, values: str | None, **words: Any) -> Sweep:
    one = networks.dimension(dimension, words["network"])
    chosen = None if values is None else options.values(one, values)
    return _swept(((one, chosen),), words)


def _chapter(dimensions: str | None, **words: Any) -> Sweep:
    return _swept(tuple((one, None) for one in networks.dimensions(dimensions, words["network"])), words)


def _swept(varied: tuple[tuple[Dimension, tuple[Value, ...] | None], ...], words: dict[str, Any]) -> Sweep:
    dimensions = [dimension for dimension, _ in varied]
    idle.epochs(words["epochs"], dimensions)
    idle.probe(words["probe"], dimensions)
    idle.tuned(words["tuned"], dimensions, words["seeds"])
    return Sweep(varied=varied, **together(words))


def _tune(dimensions: str | None, **words: Any) -> Search:
    idle.looks(words["seeds"], "search")
    searched, ranges = networks.searched(dimensions, words["network"])
    idle.trials(words["trials"], words["tuner"])
    idle.searched(dimensions, searched, words["tuner"])
    return Search(dimensions=searched, ranges=ranges, **{**together(words), "trials": words["trials"] or TRIALS})


def _finale(**words: Any) -> Sweep:
    idle.looks(words["seeds"], "finale")
    return Sweep(varied=(), probe=False, **together(words))


@in_store
def _combine(request: Sweep) -> int:
    from sweepbook.cli.training import finale

    return finale.finale(request).code


@in_store
def _sweep(request: Sweep) -> int:
    from sweepbook.cli.training import sweep

    return sweep.sweep(request).code


@in_store
def _search(request: Search) -> int:
    from sweepbook.cli.training import search

    return search.search(request).code


INTERRUPTION = "Interrupted; every finished epoch is stored. To go on, give the same command again:"
STUDY = Verb(
    "study",
    "vary one dimension, keep the rest at the baseline",
    _study_words,
    _study,
    _sweep,
    description="Vary one dimension of a network, keep the rest at the baseline. The same command goes on where it "
    "stopped; more seeds, values or epochs train only what is new.",
    epilog="Example: sweepbook study lr --model resnet --samples 2000 --epochs 2",
    interruption=INTERRUPTION,
)
CHAPTER = Verb(
    "chapter",
    "a study of each dimension of a network; what they share is trained once",
    _chapter_words,
    _chapter,
    _sweep,
    epilog="Example: sweepbook chapter --model lenet --dataset digits --seeds 2",
    interruption=INTERRUPTION,
)
FIND_LR = Verb(
    "find-lr",
    "a short training with a growing learning rate: which rates are worth a study",
    _find_words,
    _find,
    _find_rate,
    description="Train 900 steps with a learning rate that grows (a range test, Smith 2017), say where the loss falls "
    "and where it is lowest, and propose the values of a study. Nothing is stored.",
    epilog="Example: sweepbook find-lr --model lenet --dataset digits --base optimizer=sgd",
)
TUNE = Verb(
    "tune",
    "search dimensions together with Keras-Tuner's own oracles",
    _tune_words,
    _tune,
    _search,
    epilog="Example: sweepbook tune --model lenet --dataset digits --tuner bayesian --trials 20",
    interruption=INTERRUPTION,
)
FINALE = Verb(
    "finale",
    "the best value of each study together, and then without one at a time",
    _finale_words,
    _finale,
    _combine,
    description="Combine the best value of each study of a network, compare what all gain together with the sum of "
    "their single gains, and take one away at a time. What the studies trained is not trained again.",
    epilog="Example: sweepbook finale --model lenet --dataset digits",
    interruption=INTERRUPTION,
)
