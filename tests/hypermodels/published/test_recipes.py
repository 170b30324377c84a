"""The recipes: each a configuration of the table, for a network there is, with its source."""

import pytest

from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE, BY_NAME, configuration
from hypermodels.errors import UsageError
from hypermodels.published import recipes

FIVE = {"lenet", "alexnet", "vggnet", "googlenet", "resnet"}


def test_each_of_the_five_networks_has_one() -> None:
    assert set(NETWORKS) >= set(recipes.RECIPES) >= FIVE


@pytest.mark.parametrize("network", recipes.RECIPES)
def test_a_recipe_is_a_configuration_of_the_table_and_augments(network: str) -> None:
    recipe = recipes.of(network)
    chosen = configuration(recipe.values)
    assert {name: chosen[name] for name in recipe.values} == dict(recipe.values)
    assert chosen["augmentation"] != BASELINE["augmentation"]
    assert all(BY_NAME[name].applies(chosen) for name in recipe.values)
    assert recipe.source
    assert recipe.where
    assert recipe.differs


def test_a_network_without_a_recipe_gets_a_sentence() -> None:
    with pytest.raises(UsageError, match=r"there is one for lenet, .*, none for my_net\. Give values instead"):
        recipes.of("my_net")
