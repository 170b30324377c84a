"""Exported models: writing one bundle, and everything that opens one.

`writing` makes `bundles/<dataset>/<network>/` from a stored run (`onnx_export`, `verification`, `measures`,
`test_set_count`); `bundle` and `card` read it; `classifier` answers for its pictures, in a process of its own
(`child`, `inference`). The window, the command line and the export's own check use this one classifier.

May import: `analysis.numbers`, `studies`, `hypermodels`, OpenCV, Pillow; Keras in `onnx_export` alone. Must not: Qt, or
a room of `analysis` above. What a bundle holds is a stranger's: it is checked before it is used (`card_schema`), and
run where it may crash.
"""
