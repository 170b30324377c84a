"""What a person reads of a report: one file a language with the same keys, and one object, `Text`, that speaks it.

May import: `analysis.findings`, `analysis.numbers`, `studies`, `hypermodels`. Must not: a figure or a page. No other
room of `analysis` asks which language is spoken.
"""
