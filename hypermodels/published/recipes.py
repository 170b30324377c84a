"""A recipe for each network (BASE=recipe): a stated configuration that is known to train it well, with its source.

Each follows a published one as far as the table of dimensions says it; what is otherwise stands in `differs`. SGD's
weight decay of the sources is a part of the gradient, the decay times the weight; that of an L2 penalty is twice its
strength times the weight. So a decay of 0.0005 is l2 0.00025 here, unless the source has a penalty itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hypermodels.dimensions import Value
from hypermodels.errors import UsageError

SGD = {"optimizer": "momentum", "augmentation": "flip_crop"}


@dataclass(frozen=True)
class Recipe:
    """Where a configuration departs from the table's baseline, whose it is, and in what it differs from theirs."""

    values: Mapping[str, Value]
    source: str
    where: str
    differs: str


RECIPES: Mapping[str, Recipe] = {
    "lenet": Recipe(
        {
            **SGD,
            "learning_rate": 0.01,
            "schedule": "cosine",
            "activation": "elu",
            "l2": 0.0001,
            "epochs": 60,
        },
        "Wei Li 2017, cifar-10-cnn, LeNet_dp_da_wd",
        "github.com/BIGBALLON/cifar-10-cnn",
        "elu for relu, batch 32 for 128; cosine over 60 epochs for three rates over 200",
    ),
    "alexnet": Recipe(
        {**SGD, "learning_rate": 0.01, "schedule": "cosine", "batch_size": 128, "l2": 0.00025, "epochs": 60},
        "Zhang et al. 2017, appendix A",
        "arxiv.org/abs/1611.03530",
        "cosine over 60 epochs for a rate that falls by 5 % an epoch, flips besides crops",
    ),
    "vggnet": Recipe(
        {**SGD, "learning_rate": 0.1, "schedule": "cosine", "batch_size": 128, "l2": 0.0005, "epochs": 100},
        "Geifman, cifar-vgg",
        "github.com/geifmany/cifar-vgg",
        "cosine over 100 epochs for a rate that is halved every 20 of 250, no rotation",
    ),
    "googlenet": Recipe(
        {
            "optimizer": "adamw",
            "learning_rate": 0.001,
            "weight_decay": 0.0001,
            "schedule": "step",
            "batch_size": 128,
            "augmentation": "flip_crop",
            "epochs": 180,
        },
        "Lippe, UvA deep learning tutorial 5",
        "github.com/phlippe/uvadlc_notebooks",
        "crops of 32x32 after padding for crops that are resized",
    ),
    "resnet": Recipe(
        {**SGD, "learning_rate": 0.1, "schedule": "step", "batch_size": 128, "l2": 0.00025, "epochs": 200},
        "DeVries, Taylor 2017, 4.2",
        "arxiv.org/abs/1708.04552",
        "a rate divided by 10 twice for one divided by 5 three times, no Nesterov momentum",
    ),
}


def of(network: str) -> Recipe:
    """
    Raises:
        UsageError: there is none.
    """
    if network not in RECIPES:
        raise UsageError(
            f"base=recipe: there is one for {', '.join(RECIPES)}, none for {network}. Give values instead, such as "
            'base="optimizer=momentum learning_rate=0.03".'
        )
    return RECIPES[network]
