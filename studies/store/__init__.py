"""What is kept on the disk: runs, studies, checkpoints, caches; and THE rule for the best run.

The only room that knows where and how it lies there. May import `plan` and `system`. No TensorFlow.
"""
