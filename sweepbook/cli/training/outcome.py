"""How a request to train ended: checkpoints within their limit, the best of each study, the counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from studies.execution.protocols import Totals
from studies.plan import growth
from studies.plan.studies import Study
from studies.store import best, catalog, pruning
from studies.store.home import Home
from studies.store.reading.moment import Moment
from studies.store.reading.run_reader import RunReader
from studies.store.runs import Store
from studies.system import exits
from studies.system.formats import counted
from sweepbook.cli.training import announcements
from sweepbook.cli.training.say import say, say_each


@dataclass(frozen=True)
class Outcome:
    """The studies by name, and the exit code: `SOME_FAILED` where a run failed."""

    studies: tuple[str, ...]
    code: int = exits.DONE

    def then(self, later: "Outcome") -> "Outcome":
        """Of both: each study once, and the worse of the codes."""
        return Outcome(tuple(dict.fromkeys((*self.studies, *later.studies))), max(self.code, later.code))


def conclude(
    home: Home, studies: Sequence[Study], totals: Totals, keep: float, looked: Moment | None = None
) -> Outcome:
    """Drop checkpoints beyond `keep` GiB, and say what was found, trained and best.

    `looked` is what was seen of the runs, where nothing was trained since.
    """
    store = Store(home.runs)
    store.sweep()
    dropped = pruning.prune(home, store, keep)
    if dropped:
        say(f"{counted(dropped, 'checkpoint')} dropped to keep within {keep:g} GiB; their histories stay")
    for one in studies:
        say_each(announcements.best(one, _candidates(home, looked or store, one)))
    store.keep_index()
    say(
        f"{counted(totals.found, 'run')} found, {totals.trained} trained ({counted(totals.epochs, 'epoch')}), "
        f"{totals.diverged} diverged, {len(totals.failed)} failed"
    )
    return Outcome(tuple(one.name for one in studies), exits.SOME_FAILED if totals.failed else exits.DONE)


def _candidates(home: Home, store: RunReader, study: Study) -> list[best.Candidate]:
    """Of the reading that a command asked for, with all that the study knows of it; the best first."""
    stored = catalog.stored(home, study.name)
    if stored is None or not study.trials:
        return []
    epochs = growth.reading(study.tuner, study.dimensions, study.trials[0].values)
    return best.of_study(store, growth.only_reading(stored, epochs))


def say_surplus(home: Home, keep: float) -> None:
    """What will be dropped is said before anything is trained."""
    going = pruning.surplus(home, Store(home.runs), keep)
    if going.sizes:
        say(f"keep={keep:g} GiB: {going} will be dropped when this command ends; the runs' histories stay")
