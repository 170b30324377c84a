"""Pages and the files beside them: a chapter a network, the index, tables, templates.

`publish` decides which pages are stale and who writes them; `page_files` loads, computes, renders and writes;
`chapter` and `index` are what the templates show, as plain data. The same records give the same bytes.

May import: every other room of `analysis`, `studies`, Jinja2. Imported by `sweepbook` alone. Templates hold no
rule and no sentence of their own.
"""
