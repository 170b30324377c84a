"""What a study shows, as data: rules look at `Evidence` and yield findings.

A rule is a function `Evidence -> Iterator[Finding]`; `rules.RULES` lists those of a study in the order a page tells
them. Each docstring says when its rule is silent. To add one: write it in the module of its topic, name it in
`rules.RULES`, and give its sentence to each language in `analysis.text`.

May import: `analysis.numbers`, `studies`, `hypermodels`. Must not: `analysis.text`, a figure, a page. A finding has
numbers with units in their names and no sentence.
"""
