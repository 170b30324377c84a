"""Who uses what was learned: the classifier, as a window and as a command line.

The rooms, from below: `text` (the window's languages), `pictures` (what is opened, seen, cropped and listed), `answers`
(what networks say of pictures, as lines, JSON, tables and results), `networks` and `session` (what the window holds,
without a widget), `appearance`, `widgets`, `windows` (those beside the main one), and `window` above them. Bundles and
the process that runs them lie in `analysis.bundles`.

A room imports those named before it, `analysis`, `studies` and `hypermodels`; never `sweepbook`, Keras or TensorFlow.
`command_line`, `answers` and the processes that read pictures load no Qt.
"""
