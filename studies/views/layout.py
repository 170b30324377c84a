"""What a study's TensorBoard logs are called on the disk, and which are of an earlier version. Loads no TensorBoard."""

from pathlib import Path

LAYOUT = 2  # of the logs; 1 had an event file in a study's own folder, with its declaration
BEGINNING = "events.out.tfevents."  # of a file's name
PATTERN = f"{BEGINNING}*"


def outdated(tb_logs: Path) -> set[str]:
    """The studies whose logs have the layout 1; theirs would be the ranges that TensorBoard shows for all."""
    return {path.parent.name for path in tb_logs.glob(f"*/{PATTERN}")}
