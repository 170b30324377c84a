"""Plans, trains and stores studies. To import it sets what decides numbers, before TensorFlow is loaded.

Rooms, each of which imports only those after it: `views` (Keras-Tuner's project, TensorBoard's logs), `execution` (the
driver, engines, processes), `training` (one run), `store` (everything below `tuner_dirs`), `plan` (runs, trials and
studies as data), `data` (pictures), `system` (this machine). Above them lies what uses several: `prepare` finds what a
plan needs, `auto` times a machine, `carry_out` carries out what is planned (`planned`), `joint_search` what a tuner
proposes (`search_journal`).

May import: `hypermodels`. Must not: `analysis`, `classifier_gui`, `sweepbook`; it prints nothing and reads no option.
"""

import time

STARTED = time.time()  # before its modules are read; a process that was forked later has it from the first

from studies.system import variables  # noqa: E402

variables.prepare()
