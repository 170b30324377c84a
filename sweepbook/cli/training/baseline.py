"""A baseline that was asked for by a name: which values it stands for, found where network and data are known."""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from hypermodels.dimensions import Value
from hypermodels.published import recipes
from studies.plan import bases, growth
from studies.plan.labels import seeds_said
from studies.plan.runs import Context
from studies.plan.study_record import StudyRecord
from studies.store import best, catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import commands
from studies.system.errors import UsageError
from studies.system.formats import counted
from sweepbook.cli.requests import Training
from sweepbook.cli.training import announcements
from sweepbook.cli.training.say import say

T = TypeVar("T", bound=Training)


def check(request: Training, varying: Collection[str]) -> None:
    """Refuse a baseline of values that mean nothing where `varying` vary, before anything is read or timed.

    Raises:
        UsageError: it names such a value.
    """
    if request.named_base is None:
        bases.check(varying, bases.beside(request.base, varying))


def settled(home: Home, context: Context, request: T) -> T:
    """The request with the values that its baseline's name stands for; they are said in a line.

    A command that is given again goes on with the baseline it began with, as long as one of its studies is unfinished:
    what was found meanwhile may be better, and would begin another study.

    Raises:
        UsageError: nothing is stored that it could stand for.
    """
    if request.named_base is None:
        return request
    if request.named_base == "recipe":
        recipe = recipes.of(context.network)
        say(f"base=recipe follows {recipe.source} ({recipe.where}); different: {recipe.differs}")
        return _with(context, request, {**context.baseline, **recipe.values})
    begun = _begun(home, context, request.command)
    if begun is not None:
        say(f"base={request.named_base} goes on as this command began: {_said(context, begun)}")
        return _with(context, request, begun)
    found = best.ranked(best.of_setting(home, context))
    if not found:
        raise UsageError(_nothing(home, context))
    chosen = found[0]
    seeds = seeds_said(sorted(chosen.runs))
    of = f"mean of {seeds}" if len(chosen.runs) > 1 else f"{seeds} alone"
    say(
        f"base=best is {_said(context, chosen.values)}: val_accuracy {chosen.mean:.4f} ({of}) after "
        f"{counted(chosen.epochs, 'epoch')}, in {chosen.study['name']}"
    )
    return _with(context, request, chosen.values)


def _with(context: Context, request: T, values: dict[str, Value]) -> T:
    epochs = request.epochs if request.epochs_given else int(values["epochs"])
    if epochs != values["epochs"]:
        say(f"epochs={epochs} was given: those, and not the {values['epochs']} of base={request.named_base}")
    return replace(request, base=bases.departures({**values, "epochs": epochs}, context.baseline), epochs=epochs)


def _said(context: Context, values: dict[str, Value]) -> str:
    return bases.words(bases.departures(values, context.baseline)) or "the table's baseline"


def _begun(home: Home, context: Context, command: str) -> dict[str, Value] | None:
    """The baseline of an unfinished study that this very command asked for; None where there is none."""
    store = Store(home.runs)
    for study in catalog.read(home):
        if command in growth.commands_of(study) and best.is_of_setting(study, context):
            epochs = _unfinished(store, study)
            if epochs is not None:
                read = {} if "epochs" in study["dimensions"] else {"epochs": epochs}
                return {**bases.of_study(study), **read}
    return None


def _unfinished(store: Store, study: StudyRecord) -> int | None:
    """The epochs of a trial that has a run which did not get to them; None where all did."""
    for trial in study["trials"]:
        epochs = int(trial["values"]["epochs"])
        for run in trial["runs"]:
            record = store.record(run)
            if record is None or not record.done(epochs):
                return epochs
    return None


def _nothing(home: Home, context: Context) -> str:
    dataset = context.dataset
    pictures = f", {dataset.samples} training pictures" if dataset.samples else ""
    first = commands.command("study", "lr", **announcements.setting(context, home.root))
    return (
        f"base=best: nothing is stored of {context.network} on {dataset.name}{pictures}, so nothing is the best. "
        f"Train a study first, for example by `{first}`."
    )
