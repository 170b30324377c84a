"""Words that would do nothing beside the others: each is refused, so that nobody waits for what it will not do.

Raises:
    UsageError: in every function here, such a word was typed, with what to say instead.
"""

from collections.abc import Collection

from hypermodels.dimensions import DIMENSIONS, Dimension
from hypermodels.errors import UsageError
from studies.plan.questions import CHOOSING, PROBED, TUNED
from sweepbook.cli.options import AutoSeeds


def epochs(typed: int | None, dimensions: Collection[Dimension]) -> None:
    """`--epochs` where nothing but the epochs varies."""
    if typed is not None and all(one.name == "epochs" for one in dimensions):
        raise UsageError(f"epochs={typed} cannot hold where epochs vary: give the values, such as values={typed}.")


def probe(typed: bool, dimensions: Collection[Dimension]) -> None:
    """`--probe` where no dimension has one."""
    if typed and not any(one.name in PROBED for one in dimensions):
        flags = " and ".join(one.flag for one in DIMENSIONS if one.name in PROBED)
        raise UsageError(f"probe is for {flags}, whose effect depends on the learning rate: leave it out here.")


def tuned(typed: object, dimensions: Collection[Dimension], seeds: object) -> None:
    """`--tuned lr` where no dimension's values need a rate of their own, or where a seed that chooses would judge."""
    if typed is None:
        return
    if not any(one.name in TUNED for one in dimensions):
        flags = [one.flag for one in DIMENSIONS if one.name in TUNED]
        raise UsageError(
            f"tuned=lr is for {', '.join(flags[:-1])} and {flags[-1]}, whose values need different learning rates: "
            "leave it out here."
        )
    if isinstance(seeds, AutoSeeds) and seeds.most > CHOOSING[0]:
        raise UsageError(
            f"seeds=auto:{seeds.most} would judge on seed {CHOOSING[0]}, which chooses learning rates: "
            f"give auto:{CHOOSING[0]} at most."
        )


def trials(typed: int | None, tuner: str) -> None:
    """`--trials` of a tuner that counts them itself."""
    if typed is not None and tuner == "hyperband":
        raise UsageError(f"trials={typed}: hyperband decides itself how many there are, by the epochs; leave it out.")


def searched(typed: str | None, dimensions: Collection[Dimension], tuner: str) -> None:
    """Epochs named beside a tuner that decides them. Among all dimensions they are left out without a word."""
    if tuner == "hyperband" and typed not in (None, "all") and any(one.name == "epochs" for one in dimensions):
        raise UsageError("hyperband decides itself after how many epochs a trial ends: leave epochs out of dimensions.")


def looks(seeds: object, what: str) -> None:
    """`--seeds auto` of `what`, which is looked at once."""
    if isinstance(seeds, AutoSeeds):
        raise UsageError(f"seeds=auto is for studies, which compare values; give a {what} a number, such as seeds=3.")
