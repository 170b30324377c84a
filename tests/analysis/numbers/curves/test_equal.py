"""The batch size read at equal epochs, updates and time."""

import pandas as pd

from analysis.numbers.curves.equal import common, equal_table, scaling_end, with_updates


def along(curves: dict[int, list[float]], seconds: dict[int, float]) -> pd.DataFrame:
    """By batch size the accuracy after each epoch, the same in two seeds but for a point."""
    rows = [
        [str(batch), seed, batch, epoch, accuracy + 0.01 * seed, epoch * seconds[batch]]
        for batch, reached in curves.items()
        for seed in (0, 1)
        for epoch, accuracy in enumerate(reached, 1)
    ]
    return pd.DataFrame(rows, columns=["value", "seed", "batch_size", "epoch", "val_accuracy", "elapsed"])


CURVES = along({10: [0.5, 0.6], 20: [0.4, 0.5], 40: [0.2, 0.3]}, {10: 4.0, 20: 3.0, 40: 2.0})


def test_updates_count_a_last_smaller_batch() -> None:
    found = with_updates(CURVES, 105)
    assert dict(zip(found["value"] + "/" + found["epoch"].astype(str), found["update"], strict=True)) == {
        "10/1": 11,
        "10/2": 22,
        "20/1": 6,
        "20/2": 12,
        "40/1": 3,
        "40/2": 6,
    }


def test_values_are_read_where_most_have_a_reading_and_there_on_the_line_between_epochs() -> None:
    made = with_updates(CURVES, 100)  # 10, 5 and 3 updates an epoch
    assert common(made, "epoch") == 2
    assert list(equal_table(made, "epoch")["value"]) == ["10", "20", "40"]
    assert common(made, "update") == 10  # of two places with two readings the further one
    updates = equal_table(made, "update")
    assert list(updates["value"]) == ["10", "20"]
    assert [round(mean, 6) for mean in updates["mean"]] == [0.505, 0.505]
    times = equal_table(made, "elapsed")
    assert (list(times["value"]), set(times["place"])) == (["10", "20", "40"], {4.0})
    assert [round(mean, 6) for mean in times["mean"]] == [0.505, round(0.4 + 0.1 / 3 + 0.005, 6), 0.305]
    assert set(times["n"]) == {2}


def test_the_end_of_scaling_is_the_last_batch_whose_step_saved_nearly_all() -> None:
    def end(*updates: float) -> float | None:
        return scaling_end(pd.DataFrame({"batch": [16.0, 32.0, 64.0, 128.0], "updates": updates}))

    assert end(800, 400, 200, 100) == 128
    assert end(800, 400, 220, 200) == 64
    assert end(800, 700, 350, 175) is None
    assert end(800, 400, float("nan"), float("nan")) is None
