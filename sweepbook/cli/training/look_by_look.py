"""SEEDS=auto: seeds are added look by look, and a value that is decided gets no more of them.

What decides is the report's own verdict, from the seeds of that look alone: a command that was killed takes the same
looks, and the same decisions, when it is given again.
"""

import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from analysis.findings import verdicts
from hypermodels.dimensions import Dimension, Value
from studies.plan import growth, looks, questions
from studies.plan.budget import NothingFits
from studies.plan.labels import label
from studies.plan.runs import Context
from studies.store.home import Home
from sweepbook.cli.options import AutoSeeds
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training.known import known_study
from sweepbook.cli.training.outcome import Outcome
from sweepbook.cli.training.say import say, say_each

Values = dict[Dimension, tuple[Value, ...]]
Once = Callable[[Sweep, Sequence[int]], Outcome]  # carries a request out with the seeds it names, at a planned look


def carry_out(home: Home, context: Context, request: Sweep, seeds: AutoSeeds, once: Once) -> Outcome:
    """Look at the studies of a request with more and more seeds, until all is decided, at `seeds.most` at the latest.

    Raises:
        NothingFits: not even the first look fits into the budget.
    """
    planned, begun = looks.until(seeds.most), time.monotonic()
    if request.dry_run:
        say(f"seeds=auto looks at {_list(planned)} seeds and gives no more to what is decided; at most it takes this:")
        return once(replace(request, seeds=tuple(range(seeds.most))), planned)
    going = {dimension: _values(home, context, request, dimension, typed) for dimension, typed in request.varied}
    outcome = Outcome(())
    for place, number in enumerate(planned, 1):
        say(f"look {place} of {len(planned)}: {number} seeds")
        step = replace(
            request,
            varied=tuple(going.items()),
            seeds=tuple(range(number)),
            only=request.only and place == 1,
            budget=request.budget and request.budget.after(time.monotonic() - begun),
        )
        try:
            now = once(step, planned)
        except NothingFits as refusal:
            if place == 1:
                raise
            say(f"no further look: {refusal}")
            break
        outcome = outcome.then(now)
        going = _open(home, context, request, going, number)
        if not going:
            break
    return outcome


def _values(
    home: Home, context: Context, request: Sweep, dimension: Dimension, typed: tuple[Value, ...] | None
) -> tuple[Value, ...]:
    stored = known_study(home, context, questions.named_for(context, dimension.name, request.base))
    return growth.values_meant(dimension, typed, stored, request.only, request.base)


def _open(home: Home, context: Context, request: Sweep, going: Values, seeds: int) -> Values:
    """What is not decided yet, with the reference that it is compared with; what is decided is said.

    A value with a learning rate of its own is decided once both its studies say so: they stand side by side.
    """
    names = {dimension: _names(context, request, dimension.name) for dimension in going}
    every = itertools.chain.from_iterable(names.values())
    found = verdicts.after(home.root, context.network, every, request.epochs, seeds)
    left: Values = {}
    for dimension, values in going.items():
        each = [found.get(name, {}) for name in names[dimension]]
        say_each(itertools.starmap(_said, zip(names[dimension], each, strict=True)))
        said = {value: {one.get(label(dimension.name, value), "none") for one in each} for value in values}
        keep = tuple(value for value in values if not said[value] <= set(verdicts.DECIDED))
        if any("reference" not in said[value] for value in keep):
            left[dimension] = keep
    return left


def _names(context: Context, request: Sweep, dimension: str) -> list[str]:
    """The studies of a dimension that are looked at: with TUNED=lr also that of each value's own rate."""
    plain = questions.named_for(context, dimension, request.base)
    both = request.tuned and dimension in questions.TUNED
    return [plain, questions.tuned_name(context, dimension, request.base)] if both else [plain]


def _said(name: str, found: Mapping[str, str]) -> str:
    by_verdict: dict[str, list[str]] = {}
    for value, verdict in found.items():
        by_verdict.setdefault("open" if verdict == "undecided" else verdict, []).append(value)
    return f"{name}: {'; '.join(f'{word} {_list(by_verdict[word])}' for word in sorted(by_verdict))}"


def _list(words: Sequence[object]) -> str:
    return ", ".join(map(str, words))
