"""Results of other tools, read where they lie and compared as our own are: with seeds, intervals and verdicts.

`source.read` finds out what a path holds and has the reader of its format turn it into `Found` results, one a study:
`csv_table`, `keras_tuner_project`, `optuna_storage`, `ray_folder`, `tensorboard_logs`. `compared` makes tables of them,
`specs` says which figures they get, `sentences` what they show and what cannot be known.

A path is a stranger's. It is only read: no file is made beside it, no link inside it is followed, sizes are bounded
(`bounded`), and nothing in it can run code: pickled files are not opened, a database's own views and triggers are not
trusted.

May import: `analysis.numbers`, `analysis.figures`, `analysis.text`. Must not: `analysis.pages`.
"""
