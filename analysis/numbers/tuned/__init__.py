"""A tuned study as numbers: which learning rate each value chose (`choice`), and what its verdicts rest on (`judged`).

The seeds that choose a rate are never those that judge it: the best of several is too high on the seeds that chose it.
"""
