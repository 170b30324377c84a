"""The verb that shows the report while studies are trained: a small server on this machine alone.

`server` answers requests. `renewal` has the pages written into a temporary folder, by `sweepbook report` in a process
of its own whenever more is stored. `state` says how far the studies are; `serving` puts them together. The store is
only read. Nothing heavy is loaded here: what draws ends with each page, so memory stays as it is.

May import: `sweepbook.cli.status`, the languages of the report. Must not: pandas, Matplotlib, TensorFlow.
"""
