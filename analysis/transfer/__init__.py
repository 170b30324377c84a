"""What of one part of the store holds in another: two networks, two widths, two baselines, two kinds of pictures.

`chosen` finds the two parts by what a user calls them; `table` compares them dimension by dimension; `specs` says which
figures that gets.

May import: `analysis.numbers`, `analysis.findings`, `analysis.figures`, `analysis.text`. Must not: `analysis.pages`.
"""
