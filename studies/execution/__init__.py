"""Where and how runs are executed: the driver, engines and the processes they keep.

The driver (`driver`) asks a source for trials, looks up what the store holds, has an engine train the rest, and tells
the source. What it decides is in `decisions` as pure functions; `protocols` says what a source and a listener are.
An engine (`engine`) has slots: `inline` is this process, `local` a process each, `ray` an actor each on a cluster;
`resources` says which one a command means. Inside a slot runs `worker`. Processes are forked from a server that has
loaded TensorFlow, and made anew when they die (`processes/`); the driver's own need of TensorFlow is met by a `helper`.

May import: `studies.training`, `store`, `plan`, `data`, `system`. Must not: views, or who prints. The driver's process
loads no TensorFlow: what does is imported inside functions that workers call. Ray is imported where a command wants it.

To add an engine: a class with the methods of `engine.Engine` in a module here, and its line in `resources`.
"""
