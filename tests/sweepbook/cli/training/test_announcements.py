"""Lines about what a command takes by itself."""

import pytest

from hypermodels import NETWORKS
from sweepbook.cli import options
from sweepbook.cli.training.announcements import default_seeds


@pytest.mark.parametrize("network", [*NETWORKS, "my_net"])
def test_a_new_study_without_seeds_says_how_many_it_has_and_why(network: str) -> None:
    """Three decide something; a network whose study takes hours, or nobody knows how long, begins with one."""
    seeds = options.default_seeds(network)
    assert len(seeds) == (3 if network in ("lenet", "googlenet") else 1)
    said = default_seeds(network, seeds)
    assert said.startswith(f"no seeds were given: {len(seeds)} for {network}, ")
    assert ("a verdict needs more, such as 3" in said) == (len(seeds) < 3)
