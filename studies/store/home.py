"""The folders that studies write to."""

from dataclasses import dataclass
from pathlib import Path

from studies.system import names

NETWORKS = "networks"  # the folder of the sources of users' networks


@dataclass(frozen=True)
class Home:
    """The folders that studies write to, under one root."""

    root: Path

    @property
    def tuner_dirs(self) -> Path:
        return self.root / "tuner_dirs"

    @property
    def runs(self) -> Path:
        return self.tuner_dirs / "runs"

    @property
    def datasets(self) -> Path:
        return self.tuner_dirs / "datasets"

    @property
    def cache(self) -> Path:
        return self.tuner_dirs / "cache"

    @property
    def tb_logs(self) -> Path:
        return self.root / "tb_logs"

    def network(self, digest: str, name: str) -> Path:
        """The source of a user's network that was trained, to be read and to be named on a command line.

        Nothing in this program runs it from here: a store may be a stranger's.
        """
        return names.inside(self.tuner_dirs, NETWORKS, digest, f"{name}.py")

    def study(self, name: str) -> Path:
        return names.inside(self.tuner_dirs, name)
