"""The command line: `python -m studies ...`. The Makefile's targets wrap it, with the same words."""

import argparse
import os
from pathlib import Path

from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS
from studies.system import exits
from sweepbook.cli.defaults import SEEDS


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m studies",
        description="Sweep a hyperparameter of a classic CNN, with seeds, and go on where it stopped.",
        epilog="Exit codes: 0 all done, 1 error, 2 usage, 3 some runs failed, 130 interrupted.",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    study = verbs.add_parser(
        "study",
        help="vary one dimension, keep the rest at the baseline",
        description="Vary one dimension of a network, keep the rest at the baseline. The same command goes on where "
        "it stopped; more seeds, values or epochs train only what is new.",
        epilog="Example: python -m studies study lr --model resnet --samples 2000 --epochs 2",
    )
    study.add_argument("dimension", metavar="DIMENSION", help=", ".join(d.flag for d in DIMENSIONS))
    study.add_argument(
        "--values", metavar="A,B,C", help="the values to try (default: the dimension's own, see `make list`)"
    )
    _common(study)
    _plan(study)
    study.set_defaults(run="study")
    chapter = verbs.add_parser(
        "chapter",
        help="the eight studies of a network; what they share is trained once",
        epilog="Example: python -m studies chapter --model lenet --dataset digits --seeds 2",
    )
    _common(chapter)
    _plan(chapter)
    chapter.set_defaults(run="chapter")
    tune = verbs.add_parser(
        "tune",
        help="search dimensions together with Keras-Tuner's own oracles",
        epilog="Example: python -m studies tune --model lenet --dataset digits --tuner bayesian --trials 20",
    )
    _common(tune)
    tune.add_argument("--tuner", default="random", help="random, bayesian or hyperband (default: random)")
    tune.add_argument("--trials", default="30", help="how many configurations (Hyperband decides itself)")
    tune.add_argument("--dimensions", metavar="A,B", help="which to search (default: all eight)")
    tune.set_defaults(run="tune")
    for name, run, words in (
        ("list", "list_all", "dimensions, networks, and the studies there are"),
        ("status", "status_of", "done, running, left, ETA and disk, per study"),
        ("tensorboard", "tensorboard", "open TensorBoard on the runs of all studies"),
        ("clean", "clean", "show what all outputs take, ask, and remove them"),
        ("clean-study", "clean_study", "remove one study; runs that others use stay"),
    ):
        verb = verbs.add_parser(name, help=words, description=words)
        _root(verb)
        verb.set_defaults(run=run)
        if name == "clean-study":
            verb.add_argument("study", metavar="STUDY", help="its name, see `list`")
        if name == "tensorboard":
            verb.add_argument("--port", default="6006", help="shown at http://localhost:PORT (default: 6006)")
        if name.startswith("clean"):
            verb.add_argument("--yes", action="store_true", help="do not ask")
    return top


def _plan(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--budget", metavar="2h", help="train what fits into this time, and say what is left out")
    verb.add_argument(
        "--probe", action="store_true", help="add a small grid with the learning rate where one dimension cannot answer"
    )


def _root(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--root", default=".", type=Path, help="the folder that holds tuner_dirs and tb_logs")


def _common(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--model", required=True, type=str.lower, help=f"the network: {', '.join(NETWORKS)}")
    verb.add_argument(
        "--dataset",
        default="cifar10",
        help="cifar10, digits, a folder with one subfolder a class, or the name that its studies give it",
    )
    verb.add_argument(
        "--validation",
        metavar="SHARE",
        help="of the training pictures, to validate with (default: 0.1, or what the dataset's name says)",
    )
    verb.add_argument(
        "--seeds",
        metavar="N or A,B",
        help="how many seeds (3 = seeds 0,1,2), or which (default: the study's own; for a new one 3 of "
        f"{' and '.join(SEEDS)}, whose study takes minutes, and 1 of the others; tune: 1)",
    )
    verb.add_argument(
        "--only",
        action="store_true",
        help="narrow a study to what is asked now, instead of adding it; the runs it leaves out stay stored",
    )
    verb.add_argument("--epochs", default="10", help="epochs of every run (default: 10)")
    verb.add_argument("--samples", default="all", help="training pictures, a stratified subset (default: all)")
    verb.add_argument("--width", default="1.0", help="multiplies the channels of every hidden layer (default: 1.0)")
    verb.add_argument("--precision", default="auto", help="auto, float32, mixed_bfloat16 or mixed_float16")
    verb.add_argument(
        "--workers",
        help="worker processes (default: 1; with ray: as many as the cluster has CPUs for); auto times how many train "
        "this network fastest; 0 trains in this process",
    )
    verb.add_argument("--threads", default="auto", help="TensorFlow threads of a worker (default: the cores, shared)")
    verb.add_argument("--engine", default="local", help="local, or ray: a cluster, see docs/cluster.md")
    verb.add_argument("--share", default="1", help="how many workers share a GPU (default: 1)")
    verb.add_argument("--keep", default="20", metavar="GIB", help="disk for checkpoints (default: 20 GiB)")
    verb.add_argument("--dry-run", action="store_true", help="print the plan and its forecast, and end")
    _root(verb)


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # that there is no GPU is no error

    def work() -> int:
        from sweepbook.cli import look, train  # Rich and NumPy take a moment; --help must not wait for them

        run = getattr(train, options.run, None) or getattr(look, options.run)
        return int(run(options))

    return exits.ending(work, exits.again("studies", arguments))


if __name__ == "__main__":
    exits.process(main)
