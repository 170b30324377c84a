"""The words that the verbs which train have in common, and what they become together."""

from typing import Any

from hypermodels.own import rows
from hypermodels.own.file import OwnNetwork
from studies.plan import bases
from sweepbook.cli import options
from sweepbook.cli.parser import Parser, add_network, add_root, add_split, word
from sweepbook.cli.words import base, networks


def add_budget(parser: Parser) -> None:
    parser.add_argument(
        "--budget", metavar="2h", type=word(options.budget), help="train what fits into this time, say what is left out"
    )


def add_plan(parser: Parser) -> None:
    """The words about what of a plan is carried out."""
    add_budget(parser)
    parser.add_argument(
        "--probe",
        action="store_true",
        help="add a small grid with the learning rate where one dimension cannot answer; measures nothing in layers, "
        "as --probes does",
    )
    parser.add_argument(
        "--tuned",
        metavar="lr",
        type=word(options.tuned),
        help="add a study of optimizer, loss or batch size in which each value has a learning rate of its own, chosen "
        "on seeds that judge nothing; lr=0.01,0.1 says which rates are tried (default: those that the study has, "
        "else the baseline's and two half powers of ten to each side)",
    )


def add_trained(parser: Parser) -> None:
    """The words about what is trained: network, pictures, baseline, and how."""
    add = parser.add_argument
    about = "the file of your own network (my_net.py), or one of"
    add_network(parser, about, required=True, parse=networks.trained_network)
    add(
        "--dataset",
        default="cifar10",
        help="cifar10, digits, mnist, fashion_mnist, cifar100, a folder with one subfolder a class, an .npz file, or "
        "the name that its studies give it",
    )
    add_split(
        parser,
        "of the training pictures, to validate with (default: 0.1, or what the dataset's name says)",
        "the side that pictures are shrunk or enlarged to, 16 to 224 (default: 32, or what the dataset's name says)",
    )
    add(
        "--base",
        metavar="VALUES",
        help='what does not vary, where the table has it otherwise: "optimizer=momentum learning_rate=0.03"; best: the '
        "best configuration found so far for this network and data; recipe: a stated one with its source, see "
        "docs/reference/networks.md (default: the table's baseline)",
    )
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
        "--threads",
        default="auto",
        type=word(options.threads),
        help="TensorFlow threads of a worker (default: the cores, shared; a run that goes on keeps its own)",
    )


def add_common(parser: Parser) -> None:
    """The words of all verbs that store what they train."""
    add_trained(parser)
    add = parser.add_argument
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
    add("--epochs", type=word(options.epochs), help="epochs of every run (default: the baseline's, which are 10)")
    add(
        "--workers",
        help="worker processes (default: as many as there are cores, runs and GiB for, and 1 for a bayesian or "
        "hyperband search; with ray: as many as the cluster has CPUs for); auto times how many train this network "
        "fastest; 0 trains in this process",
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
    add(
        "--probes",
        action="store_true",
        help="measure in the layers after each epoch that is trained: gradient, update, dead units, spread; the report "
        "says from them why a value fails. No number of a run changes by it (no grid, as --probe)",
    )
    add("--dry-run", action="store_true", help="print the plan and its forecast, and end")
    add_root(parser)


def together(words: dict[str, Any]) -> dict[str, Any]:
    """What depends on more words than one: how many workers may be asked for, and the baseline with its epochs."""
    network: str | OwnNetwork = words["network"]
    own = None if isinstance(network, str) else network
    given = None if words["base"] is None else base.base(words["base"], lambda name: networks.dimension(name, network))
    table = rows.complete({}, own.dimensions if own else ())
    return {
        **words,
        "network": own.name if own else network,
        "own": own,
        "workers": options.workers(words["workers"], words["ray"]),
        "base": bases.departures(given.values, table) if given else (),
        "named_base": given.named if given else None,
        "epochs": base.epochs(words["epochs"], given),
        "epochs_given": words["epochs"] is not None,
    }
