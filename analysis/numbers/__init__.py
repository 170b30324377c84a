"""Stored records become tidy tables, and tables become numbers: means, intervals, comparisons, times.

`frames.load()` reads a store; `evidence.gather_all()` computes what the rules and figures of a section look at. All
else is pure: functions from tables and numbers to tables and numbers.

May import: `studies`, `hypermodels`, pandas, NumPy, SciPy. Must not: another room of `analysis`, Matplotlib. No
sentence, no language and no colour is known here.

Units: accuracies are shares (0..1) as a history has them; what compares two of them is in percentage points, and the
docstring of its table says so; times are seconds.
"""
