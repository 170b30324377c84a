"""The folders that studies write to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studies.system import exits, files, locks, names
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
        with suppress(OSError):  # whoever writes there says what is wrong
            self.root.mkdir(parents=True, exist_ok=True)  # what is not there cannot be held
        with locks.used(self.root) as had:
            if not had:
                raise UsageError(f"What is stored in {self.root.absolute()} is being removed: wait, then begin anew.")
            yield

    @contextmanager
    def unless_refused(self) -> Iterator[None]:
        """What a command prepares here (pictures, what it timed) goes again where the command is refused.

        Only what this process made goes, and nothing where another command is at work here or what lies behind a link;
        once a study is stored, all stays.
        """
        places = (self.datasets, self.cache, self.tuner_dirs, self.root, *self.root.parents)
        absent = [place for place in places if not place.exists()]
        files.settled()
        try:
            yield
        except (UsageError, OSError) as wrong:
            if isinstance(wrong, UsageError) or exits.of(wrong) == exits.USAGE:
                self._take_back(files.settled(), absent)
            raise

    def _take_back(self, made: Sequence[Path], absent: Sequence[Path]) -> None:
        with locks.used(self.root, alone=True) as had:
            for path in reversed(made) if had else ():
                with suppress(UsageError, OSError):
                    names.remove(self.root, *path.relative_to(self.root).parts)
            for folder in absent if had else ():
                with suppress(OSError):  # not empty: others are here
                    folder.rmdir()

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
