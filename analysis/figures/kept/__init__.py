"""Which drawings of an earlier report are still right, so that a report draws only what changed.

`digests` says as a digest what a drawing is drawn from; `drawings` keeps those of a page's figures beside the page.

May import: `analysis.figures.svg`. Must not: what is drawn.
"""
