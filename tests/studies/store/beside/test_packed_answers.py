"""What was said of each picture comes back as it was, from less."""

import numpy as np
import pytest

from studies.store.beside import packed_answers


def of(pictures: int, classes: int) -> dict[str, np.ndarray]:
    rng, kind = np.random.default_rng(classes), np.min_scalar_type(classes - 1)
    return {name: rng.integers(0, classes, pictures).astype(kind) for name in ("labels", "5", "10")}


@pytest.mark.parametrize("pictures", [0, 1, 20, 21, 600])
@pytest.mark.parametrize("classes", [2, 10, 16, 17, 256, 300])
def test_every_class_comes_back(pictures: int, classes: int) -> None:
    arrays = of(pictures, classes)
    about, written = packed_answers.packed(arrays)
    found = packed_answers.unpacked(about, written)
    assert list(found) == list(arrays)
    assert all((found[name] == array).all() for name, array in arrays.items())
    assert written.shape[1] == (pictures if about["classes"] > 16 else (pictures + 1) // 2)


@pytest.mark.parametrize(
    "wrong",
    [{"pictures": None}, {"classes": 0}, {"classes": True}, {"classes": 10**30}, {"pictures": 1e9}, {"epochs": "5"}],
)
def test_what_does_not_say_what_it_holds_is_refused(wrong: dict[str, object]) -> None:
    about, written = packed_answers.packed(of(20, 10))
    with pytest.raises(ValueError, match="it does not say what it holds"):
        packed_answers.unpacked({**about, **wrong}, written)


@pytest.mark.parametrize("wrong", [{"pictures": 22}, {"pictures": 10**9}, {"pictures": -20}, {"epochs": [5]}])
def test_another_number_of_pictures_or_epochs_is_refused(wrong: dict[str, object]) -> None:
    about, written = packed_answers.packed(of(20, 10))
    with pytest.raises(ValueError, match="not class numbers of the same pictures"):
        packed_answers.unpacked({**about, **wrong}, written)
