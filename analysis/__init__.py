"""What was learned: stored runs become tables, findings, figures, pages and bundles.

The rooms, from below: `numbers` (tables and statistics), `bundles` (exported models), `findings`
(what a study shows, as data),
`text` (what a person reads, one file a language), `figures`, `pages`. A room imports those named before it, `studies`
and `hypermodels`; never `classifier_gui` or `sweepbook`. TensorFlow and Keras are imported by `bundles.onnx_export`
alone, inside its functions. Runs and studies are read here and never changed.
"""
