"""Sweep the learning rate of LeNet-5 on scikit-learn's digits, print a table, and save the figures.

    python examples/sweep_learning_rate.py

It needs no network and takes less than a minute. Run it again: everything is found in `tuner_dirs`, so nothing is
trained. Ask for more seeds or epochs, and only what is new is trained.
"""

from pathlib import Path

import sweepbook

frames = sweepbook.sweep(
    "learning_rate",
    model="lenet",
    dataset="digits",
    values=[0.0003, 0.003, 0.03],
    seeds=2,
    epochs=2,
    precision="float32",
)
accuracy = frames.results.groupby("learning_rate").val_acc
print(accuracy.agg(["mean", "std", "count"]).to_string(float_format="{:.3f}".format))
for figure in sweepbook.figures(study=frames.studies[0]["name"]):
    path = Path(f"{figure.name}.svg")
    path.write_text(figure.svg, encoding="utf-8")
    print(f"{path}: {figure.caption}")
