"""`make bench`: how long the same study takes here and with others, and how near training comes to the machine's limit.

    python -m benchmarks lenet-lr            one study of LeNet-5: this project, Keras-Tuner, Optuna, Ray Tune
    python -m benchmarks googlenet-chapter   all eight studies of GoogLeNet: this project and Keras-Tuner
    python -m benchmarks rate                pictures a second, beside Keras' fit and the machine's limit
    python -m benchmarks overhead            seconds outside training of a run in a warm worker
    python -m benchmarks precision           accuracy in mixed_bfloat16 beside float32, paired by seed
    python -m benchmarks gpu                 pictures a second on a GPU, beside fit and XLA, and of workers that share

Each writes `benchmarks/results/<scenario>.json` and prints its table.
"""

import argparse
import shlex
import sys
from pathlib import Path

from benchmarks.scenarios import gpu, overhead, precisions, race, rates
from benchmarks.support import results
from hypermodels import NETWORKS
from studies.system.errors import UsageError

EACH = "one contender each; `default` leaves the option out, as a newcomer's command does"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n\n")[0])
    top.add_argument("--results", default=Path(__file__).parent / "results", type=Path, help="where the JSON goes")
    scenarios = top.add_subparsers(dest="scenario", required=True)
    for name, network, contenders, pictures, epochs in (
        ("lenet-lr", "lenet", race.CONTENDERS, 10_000, 5),
        ("googlenet-chapter", "googlenet", ("sweepbook", "keras-tuner"), 4_000, 3),
    ):
        one = scenarios.add_parser(name, help="whole-process seconds and accuracies of the same studies")
        one.add_argument("--network", default=network, choices=NETWORKS)
        one.add_argument("--samples", default=pictures, type=int, help="training pictures")
        one.add_argument("--epochs", default=epochs, type=int)
        one.add_argument("--seeds", default="0,1,2", help="a round each, in which every contender trains once")
        one.add_argument("--contenders", default=",".join(contenders), help=", ".join(race.CONTENDERS))
        one.add_argument("--workers", default="default", help=f"this project's WORKERS: {EACH}")
        one.add_argument("--precision", default="default", help=f"this project's PRECISION: {EACH}")
        one.add_argument(
            "--others-onednn", default="auto", choices=("auto", "0", "1"), help="auto: as TensorFlow has it"
        )
        one.set_defaults(run=race.run)
    for name, run in (("rate", rates.run), ("overhead", overhead.run)):
        one = scenarios.add_parser(name)
        one.add_argument("--networks", default=",".join(NETWORKS))
        one.add_argument("--repeats", default=5, type=int)
        one.set_defaults(run=run)
    scenarios.choices["rate"].add_argument("--seconds", default=3.0, type=float, help="of training, a repeat")
    one = scenarios.add_parser("precision")
    one.add_argument("--networks", default=",".join(precisions.SETTINGS))
    one.add_argument("--seeds", default=6, type=int)
    one.set_defaults(run=precisions.run)
    gpu.add(scenarios)
    return top


def main() -> None:
    options = parser().parse_args()
    try:
        found = options.run(options)
    except UsageError as wrong:
        raise SystemExit(f"error: {wrong}") from None
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    path = results.write(options.results / f"{options.scenario}.json", options.scenario, command, found)
    print(f"written to {path}")


if __name__ == "__main__":
    main()
