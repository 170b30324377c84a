"""What the driver decides, as pure functions: which run a slot takes next, and when to give a run up."""

from collections.abc import Sequence
from dataclasses import dataclass

from studies.execution.protocols import Proposal, Result
from studies.plan.runs import Run
from studies.store.history import Epoch
from studies.system.formats import counted

MAX_DEATHS = 2  # of the process that trains a run, with which the run has failed
MAX_LOSSES = 10  # of the machine that trains a run, with which it has failed: it may be what takes them down
MOST_A_CORE = 8  # threads with which a stored run goes on: they decide its last digits, but more bury a machine
LOOK_SECONDS = 2.0  # at least, between two times that new epochs are shown: TensorBoard reads every five
LOOK_SHARE = 0.05  # of the time at most, for showing them
Program = tuple[object, ...]  # `Task.program`


@dataclass(eq=False)
class Task:
    """A run that waits for a slot, or is in one."""

    proposal: Proposal  # the first trial that wanted it
    run: Run
    to_epoch: int
    rows: int  # stored, and while it runs: shown
    begun: int = 0  # rows stored when it came into its slot
    is_busy: bool = False  # another process was training it when a worker last tried
    threads: int | None = None  # that its stored epochs were trained with
    leaves: int | None = None  # the epoch after which it leaves its slot for a while, where that is before `to_epoch`

    @property
    def program(self) -> Program:
        """What a slot must hold to train it: a program that was built in a process with these threads."""
        return (self.run.program, self.threads)


def next_task(waiting: Sequence[Task], held: Program | None, others: Sequence[Program | None]) -> Task:
    """What a slot takes next. What no other process trains comes first.

    Args:
        waiting: the tasks to choose from, the first asked for first; at least one.
        held: the program that the slot has built already.
        others: the programs that the busy slots have.

    Returns:
        A run of the program it holds, else of one that no other slot is at, else the first.
    """
    tasks = [task for task in waiting if not task.is_busy] or waiting
    same = (task for task in tasks if task.program == held)
    fresh = (task for task in tasks if task.program not in others)
    return next(same, None) or next(fresh, tasks[0])


def heads(waiting: Sequence[Task], slots: int) -> list[tuple[Task, int]]:
    """Runs that are trained in two pieces, so that no slot is idle while another trains a whole run at the end.

    Five runs of five epochs in two slots are 15 epochs for the one and 10 for the other; with one run in two pieces 13
    and 12 (McNaughton 1959). Only of runs alike, or it is not known how long they take: of one program, which each slot
    builds anyway, and of equally many epochs. A run in two pieces has the numbers of one in one piece.

    Args:
        waiting: what is to be trained, while all `slots` are free.

    Returns:
        At most a run a slot but one, and the epoch that its first piece ends with: those pieces are trained first, the
        others when no whole run is left.
    """
    kinds = {(task.program, task.to_epoch - task.rows, task.is_busy) for task in waiting}
    if len(waiting) <= slots or len(kinds) != 1:
        return []
    epochs = waiting[0].to_epoch - waiting[0].rows
    # All runs in a row, shared out evenly: where the share of a slot ends inside a run, the next slot begins with that.
    sizes = [-slot * len(waiting) * epochs % (epochs * slots) // slots for slot in range(1, slots)]
    cut = [size for size in sizes if size]
    return [(task, task.rows + size) for task, size in zip(reversed(waiting), cut, strict=False)]


def given_up(deaths: int, lost: bool) -> str | None:
    """What to add to the cause when a run's process died for the `deaths`-th time; None: the run is tried again.

    Args:
        lost: the whole machine went, or the process had not begun. That hardly counts against the run.
    """
    if deaths < (MAX_LOSSES if lost else MAX_DEATHS):
        return None
    return f"It was tried {'twice' if deaths == 2 else f'{deaths} times'}."


def borne(threads: int | None, usual: int, cores: int) -> int:
    """The threads with which a run goes on: those that it began with, `usual` ones where there are none or too many."""
    return threads if threads is not None and threads <= MOST_A_CORE * cores else usual


def too_many(threads: int, taken: int, cores: int) -> str:
    """What to say where a run does not go on with the threads that it began with."""
    return (
        f"it began with {threads:,} threads, too many for the {counted(cores, 'core')} here: it goes on with {taken}, "
        "and its last digits may differ. THREADS (--threads) takes another number."
    )


def pause(spent: float) -> float:
    """Seconds until new epochs are shown again, where showing them took `spent` seconds."""
    return max(LOOK_SECONDS, spent / LOOK_SHARE)


def reached(proposal: Proposal, run: Run, stored: Sequence[Epoch]) -> Result:
    """How a run that got as far as the trial asks ended there."""
    rows = tuple(stored[: proposal.trial.epochs])
    return Result(run, rows, "diverged" if rows and rows[-1].diverged else "completed")
