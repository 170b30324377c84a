"""What `auto` takes, from what was timed."""

from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE
from studies import environment, plan, speed
from studies.catalog import Home

CONTEXT = plan.Context("lenet", "test", 1.0, plan.DatasetRef("digits", "x", ("0", "1"), (1000, 100, 100)), "float32")


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Seconds a training step takes, by precision, on a processor with these flags."""

    def set_to(float32: float, mixed_bfloat16: float, flags: str) -> None:
        seconds = {"float32": float32, "mixed_bfloat16": mixed_bfloat16}
        monkeypatch.setattr(environment, "cpu_info", lambda: {"flags": flags})
        monkeypatch.setattr(
            speed, "timed",
            lambda _home, context, *_: {"step": {str(BASELINE["batch_size"]): seconds[context.precision]},
                                        "evaluate": 0.0, "build": 0.0, "start": 0.0, "state": 0},
        )  # fmt: skip

    return set_to


@pytest.mark.parametrize(
    ("float32", "bfloat16", "flags", "taken"),
    [
        (0.010, 0.005, "avx2 avx512_bf16", "mixed_bfloat16"),
        (0.010, 0.005, "avx2 amx_bf16", "mixed_bfloat16"),
        (0.010, 0.0096, "avx512_bf16", "float32"),  # not clearly faster
        (0.010, 0.020, "avx512_bf16", "float32"),
        (0.010, 0.005, "avx2 avx512f", "float32"),  # the processor would only convert it
    ],
)
def test_auto_takes_bfloat16_where_the_processor_multiplies_it_and_it_is_clearly_faster(
    float32: float, bfloat16: float, flags: str, taken: str, timed, tmp_path: Path  # type: ignore[no-untyped-def]
) -> None:
    timed(float32, bfloat16, flags)
    assert speed.precision(Home(tmp_path), CONTEXT, tmp_path, print) == taken
