"""What shows a study to other programs, made anew from the records; nothing is decided from it.

`keras_tuner` makes the project that stock Keras-Tuner opens, and has the oracles of searches; `scores` is what
either is told of a trial. `tensorboard` makes the logs, as `event_files` that an open TensorBoard follows.
`study_views` makes both for a study whose lock is held, and the stamp that says of what they were made. Where it does
not fit, the next command makes them.

May import: `studies.execution` (the helper, the driver's protocols), `store`, `plan`, `system`, TensorBoard.
Keras-Tuner brings TensorFlow, so `keras_tuner` is imported inside functions: by a search, and in the helper's process.
"""
