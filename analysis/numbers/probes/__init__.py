"""What was measured in the layers of runs (`studies.training.probing`), and what is wrong with a run by it.

`measured` has one run's numbers, `faults` the rules on them, `study_probes` those of a study. May import
`analysis.numbers` but not `evidence`, which holds a study's probes.
"""
