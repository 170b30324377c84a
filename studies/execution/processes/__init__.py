"""Processes that are forked, and what is known of those that die.

They come from a server that has loaded TensorFlow (`fork_server`, `preload`) and are made anew when they die
(`restartable`). How often, and what is said where they die each time, is in `deaths`.

May import: `studies.system`, and `preload` also `studies.training`. Must not: the engines and the driver, whose
processes these are.
"""
