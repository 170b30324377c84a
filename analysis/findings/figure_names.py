"""The figures of the report by name: what a rule may name, what a specification may draw.

A type checker refuses any other name; the texts have a caption for each, which a test compares.
"""

from typing import Literal

FigureName = Literal[
    # of a study: along the training, then at its end
    "val_accuracy",
    "val_loss",
    "accuracy",
    "loss",
    "updates",
    "outcomes",
    "differences",
    "gap",
    "cost",
    "divergence",
    # of a probe and of a search
    "probe",
    "history",
    "tune-importance",
    "parallel",
    # of a section's studies together
    "effects",
    "importance",
    # of the exported model
    "confusion",
    "recall",
    "reliability",
]
