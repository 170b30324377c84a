"""`advance(run, to_epoch)`: networks built once and traced, schedules, checkpoints, timing. TensorFlow lives here.

May import `store`, `plan`, `data`, `system` and the hypermodels. What drives it imports it in worker processes only.
"""
