"""What a file of records holds, and where: a zip archive with members of these names and no others.

studies/<study>/study.json
runs/<run id>/run.json, history.csv, and answers.npz and probes.csv where the run has them
"""

import re

from studies.plan.study_record import StudyRecord
from studies.system import commands

STUDY_FILE = "study.json"
RUN_FILES = ("run.json", "history.csv", "answers.npz", "probes.csv")
MEMBER = re.compile(r"studies/(?P<study>[^/]+)/study\.json|runs/(?P<run>[0-9a-f]{16})/(?P<file>[a-z.]+)")
MOST_MEMBERS = 500_000
MOST_BYTES = 64 << 20  # of one member
MOST_IN_ALL = 4 << 30
DATE = (1980, 1, 1, 0, 0, 0)  # of every member: the same records give the same file


def anywhere(study: StudyRecord) -> StudyRecord:
    """A study's record without its store's folder, which lies elsewhere for others and is none of their business."""
    placeless: StudyRecord = {**study}
    if "command" in study:
        placeless["command"] = commands.without_root(study["command"])
    if "commands" in study:
        placeless["commands"] = list(dict.fromkeys(map(commands.without_root, study["commands"])))
    return placeless
