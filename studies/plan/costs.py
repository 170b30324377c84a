"""What a plan will cost, from what runs took on this machine: hours and disk. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from studies.plan.runs import Context, Run


@dataclass(frozen=True)
class Timing:
    """What was measured of a network on a machine: a few training steps of each batch size, and what comes once."""

    step: Mapping[int, float]  # seconds by batch size
    evaluate: float  # seconds a validation
    build: float  # seconds to build and trace a program
    state: int  # bytes of a checkpoint
    start: float = 0.0  # seconds until a worker is ready


@dataclass(frozen=True)
class Speed:
    """What this machine does with a network: as it was timed, and as stored runs took."""

    timing: Timing
    stored: Mapping[int, float] = field(default_factory=dict)  # seconds an epoch took, by batch size

    def epoch(self, run: Run) -> float:
        """Seconds an epoch of `run` takes with its validation: as stored runs took, else by the timed steps."""
        batch = int(run.configuration["batch_size"])
        if batch in self.stored:
            return self.stored[batch]
        return self.epoch_of(run.context, batch)

    def rate(self, context: Context, batch: int) -> float:
        """Training pictures a second in one worker, with the validation after each epoch."""
        return pictures(context) / self.epoch_of(context, batch)

    def epoch_of(self, context: Context, batch: int) -> float:
        """Seconds an epoch takes by the timed steps, with its validation."""
        return -(-pictures(context) // batch) * self.timing.step[batch] + self.timing.evaluate


def pictures(context: Context) -> int:
    return context.dataset.samples or context.dataset.sizes[0]


@dataclass(frozen=True)
class Cost:
    seconds: float
    disk: int  # bytes


@dataclass(frozen=True)
class Work:
    """Training that is planned, run by run: one program after the other in each worker."""

    speed: Speed
    workers: int
    training: float = 0.0  # seconds of all workers together
    longest: float = 0.0  # seconds of the longest run, which one worker trains alone
    programs: frozenset[tuple[object, ...]] = frozenset()

    def plus(self, run: Run, epochs: int, in_all: int) -> "Work":
        """With `epochs` more of a run, which make `in_all` together with those planned already."""
        seconds = self.speed.epoch(run)
        return replace(
            self,
            training=self.training + epochs * seconds,
            longest=max(self.longest, in_all * seconds),
            programs=self.programs | {run.program},
        )

    @property
    def seconds(self) -> float:
        """Until all is trained."""
        if not self.programs:
            return 0.0
        shared = (self.training + len(self.programs) * self.speed.timing.build) / max(1, self.workers)
        return self.speed.timing.start + max(shared, self.longest + self.speed.timing.build)


def cost(missing: Mapping[Run, int], speed: Speed, workers: int) -> Cost:
    """What the missing epochs of a plan take."""
    work = Work(speed, workers)
    for run, epochs in missing.items():
        work = work.plus(run, epochs, epochs)
    return Cost(work.seconds, len(missing) * (speed.timing.state + 4096))


def rough_cost(runs: int, epochs: int, programs: int, context: Context, speed: Speed, workers: int) -> Cost:
    """What so many epochs take, whichever runs they are: each as long as the mean over the timed batch sizes."""
    seconds = [speed.epoch_of(context, batch) for batch in speed.timing.step]
    shared = (epochs * sum(seconds) / len(seconds) + programs * speed.timing.build) / max(1, workers)
    return Cost(speed.timing.start + shared, runs * (speed.timing.state + 4096))


def batch_sizes(runs: Iterable[Run]) -> list[int]:
    return sorted({int(run.configuration["batch_size"]) for run in runs})
