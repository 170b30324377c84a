"""A user's own network: one file with a function `network(x, classes, layers)`, as the five have it.

`file` reads such a file without running it, in its syntax `tree`; `rows` are the dimensions it adds to the table;
`code` runs it, in a process that trains or builds, and in no other; `built` refuses what cannot be trained exactly;
`example` is a file to begin with.
"""
