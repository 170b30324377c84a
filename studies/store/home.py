"""The folders that studies write to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from studies.system import locks, names
from studies.system.errors import UsageError

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

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While a command is at work on what is stored here, nobody removes all of it (`removed`).

        Raises:
            UsageError: somebody does just now.
        """
        with locks.used(self.root) as had:
            if not had:
                raise UsageError(f"What is stored in {self.root.absolute()} is being removed: wait, then begin anew.")
            yield

    @contextmanager
    def removed(self) -> Iterator[None]:
        """While all that is stored here is removed, no command begins to work on it (`in_use`).

        Raises:
            UsageError: one is at work.
        """
        with locks.used(self.root, alone=True) as had:
            if not had:
                raise UsageError(f"A command is at work in {self.root.absolute()}: wait for it or stop it, then clean.")
            yield

    def network(self, digest: str, name: str) -> Path:
        """The source of a user's network that was trained, to be read and to be named on a command line.

        Nothing in this program runs it from here: a store may be a stranger's.
        """
        return names.inside(self.tuner_dirs, NETWORKS, digest, f"{name}.py")

    def study(self, name: str) -> Path:
        return names.inside(self.tuner_dirs, name)
