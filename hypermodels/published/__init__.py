"""What others report of the five networks on CIFAR-10, and how they trained them, each with its source: two tables.

A network that is in neither is trained and compared like the others: a page is silent, and `BASE=recipe` says that
there is none. May import the table of dimensions.
"""
