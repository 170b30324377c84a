"""What others report of the five networks on CIFAR-10, plain and with augmentation: what a number is held against.

Test accuracies, each of a source that was looked up, with what is known of how it came about. What could not be
confirmed is left out: of VGG-16 without augmentation no figure was found. All are trained on the 50,000 training
pictures; a study here trains on 45,000 of them, since 5,000 validate.
"""

from dataclasses import dataclass

DATASET = "cifar10"


@dataclass(frozen=True)
class Reference:
    """A published test accuracy.

    Attributes:
        recipe: whether training pictures were augmented.
        low, high: the accuracy (0..1); the lowest and highest where there are several.
        n: training runs behind it.
        epochs: how many were trained; None where the source does not say.
        source: who, when, and which table.
        where: the paper or repository.
        trained: how it was trained, in short.
        build: in what the published network differs from ours; empty where it is alike.
    """

    network: str
    recipe: bool
    low: float
    high: float
    n: int
    epochs: int | None
    source: str
    where: str
    trained: str
    build: str = ""


REFERENCES = (
    Reference(
        "lenet",
        False,
        0.5848,
        0.6041,
        1,
        200,
        "Wei Li 2017, cifar-10-cnn",
        "github.com/BIGBALLON/cifar-10-cnn",
        "without and with normalized pictures, batch 128",
    ),
    Reference(
        "lenet",
        True,
        0.7506,
        0.7623,
        1,
        200,
        "Wei Li 2017, cifar-10-cnn",
        "github.com/BIGBALLON/cifar-10-cnn",
        "augmented; without and with weight decay, batch 128",
    ),
    Reference(
        "alexnet",
        False,
        0.7607,
        0.7736,
        1,
        None,
        "Zhang et al. 2017, table 1",
        "arxiv.org/abs/1611.03530",
        "without and with weight decay, 28x28 crops from the middle",
        "1.4 M parameters",
    ),
    Reference(
        "alexnet",
        True,
        0.7966,
        0.8122,
        1,
        None,
        "Zhang et al. 2017, table 1",
        "arxiv.org/abs/1611.03530",
        "random crops of 28x28; without and with weight decay",
        "1.4 M parameters",
    ),
    Reference(
        "vggnet",
        True,
        0.9264,
        0.9356,
        1,
        250,
        "Geifman, cifar-vgg; Liu, pytorch-cifar",
        "github.com/geifmany/cifar-vgg, github.com/kuangliu/pytorch-cifar",
        "SGD with momentum 0.9, 0.1 falling, weight decay 0.0005, batch 128, augmented, batch normalization",
    ),
    Reference(
        "googlenet",
        False,
        0.8575,
        0.8603,
        1,
        None,
        "Zhang et al. 2017, table 1",
        "arxiv.org/abs/1611.03530",
        "without and with weight decay, 28x28 crops from the middle",
        "1.6 M parameters",
    ),
    Reference(
        "googlenet",
        True,
        0.8970,
        0.8970,
        1,
        180,
        "Lippe, UvA deep learning tutorial 5",
        "github.com/phlippe/uvadlc_notebooks",
        "Adam 0.001 falling, weight decay 0.0001, batch 128, flips and resized crops; 45,000 training pictures",
        "0.26 M parameters",
    ),
    Reference(
        "resnet",
        False,
        0.8911,
        0.8963,
        5,
        200,
        "DeVries, Taylor 2017, table 1",
        "arxiv.org/abs/1708.04552",
        "89.37 ± 0.26 %; SGD with Nesterov momentum 0.9, 0.1 divided by 5 three times, weight decay 0.0005, batch 128",
    ),
    Reference(
        "resnet",
        True,
        0.9507,
        0.9549,
        5,
        200,
        "DeVries, Taylor 2017, table 1",
        "arxiv.org/abs/1708.04552",
        "95.28 ± 0.21 %; the same with flips and crops",
    ),
)


def of(network: str, recipe: bool) -> Reference | None:
    """The reference of a network, plain or with augmentation; the other kind where there is none of this."""
    own = [one for one in REFERENCES if one.network == network]
    return next((one for one in own if one.recipe == recipe), own[0] if own else None)
