"""Defaults that depend on what is asked. Imports nothing, so that `--help` can say them."""

# Networks whose study (five values, all of CIFAR-10, 10 epochs) takes ten minutes to an hour and a half with three
# seeds on two cores (docs/performance.md); with the others one seed alone takes hours.
SEEDS = {"lenet": 3, "googlenet": 3}


def seeds(network: str) -> tuple[int, ...]:
    """The seeds of a study that none were named for: three where that takes minutes, since one gives no verdict."""
    return tuple(range(SEEDS.get(network, 1)))
