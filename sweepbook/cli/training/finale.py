"""What finale does: the best value of each study together, then without one at a time."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.findings.finale import choice
from analysis.findings.finale.choice import MEAN, Chosen
from analysis.findings.finale.rules import finale_findings
from analysis.numbers import frames
from analysis.numbers.evidence import gather_all
from analysis.numbers.sections import sections_of
from analysis.text.text import Text
from studies.plan import bases, growth, questions
from studies.plan.labels import title
from studies.plan.runs import Context
from studies.plan.studies import Study
from studies.plan.study_record import own_name
from studies.store import catalog
from studies.store.home import Home
from studies.system import commands
from studies.system.errors import UsageError
from studies.system.formats import counted
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import announcements, baseline, resources, sweep
from sweepbook.cli.training.known import known_study
from sweepbook.cli.training.outcome import Outcome, say_surplus
from sweepbook.cli.training.say import say, say_each


def finale(request: Sweep) -> Outcome:
    """Carry out a finale and say what it shows, or say its plan.

    Raises:
        UsageError: what was asked for cannot be had here, or fewer than two studies have a value to combine.
    """
    resources.check(request)
    baseline.check(request, ())
    home = Home(request.root)
    context, data = resources.context(home, request)
    request = _read_after(home, context, baseline.settled(home, context, request))
    say_each(announcements.baseline(request.base))
    chosen = choice.choose(home.root, context, request.base, request.epochs)
    if len(chosen) < 2:
        raise UsageError(_too_few(context, request, chosen))
    study = _study(home, context, request, chosen)
    for one in chosen:
        why = "by its mean alone, no verdict is clear" if one.by == MEAN else "clearly better than the baseline"
        say(f"{title({one.dimension: one.value}, [one.dimension])}: {why}")
    say_each(announcements.growing(growth.grown(study, catalog.stored(home, study.name), request.only), request.only))
    say_surplus(home, request.keep)
    outcome = sweep.carry_out_plan(request, home, [study], data)
    if not request.dry_run:
        say_each(_found(home, study, request.epochs))
    return outcome


def _read_after(home: Home, context: Context, request: Sweep) -> Sweep:
    """The request with the epochs that its studies are read after, where none were typed and there is no choice."""
    if request.epochs_given:
        return request
    known = choice.readings(home.root, context, request.base)
    if request.epochs in known or len(known) != 1:
        return request
    say(f"no epochs were given: the studies are read after {known[0]}")
    return replace(request, epochs=known[0])


def _study(home: Home, context: Context, request: Sweep, chosen: Sequence[Chosen]) -> Study:
    """The finale of these values, on the seeds that were typed, its own, or those that all of them were judged on."""
    values = {one.dimension: one.value for one in chosen}
    shared = sorted(set.intersection(*(set(one.seeds) for one in chosen)))
    plan = questions.finale(context, values, shared or (0,), request.epochs, request.command, request.base)
    typed = request.seeds if isinstance(request.seeds, tuple) else None
    seeds = growth.seeds_meant(typed, known_study(home, context, plan.name), plan.seeds)
    plan = questions.finale(context, values, seeds, request.epochs, request.command, request.base)
    by = tuple((one.dimension, one.by) for one in chosen)
    return replace(plan, chosen=by, chosen_on=tuple(sorted({seed for one in chosen for seed in one.seeds})))


def _found(home: Home, study: Study, epochs: int) -> list[str]:
    """What the finale shows, in the report's sentences."""
    loaded, text = frames.load(home.root, network=study.context.network), Text()
    return [
        text.sentence(one) + (f"\n  {one.numbers['command']}" if "command" in one.numbers else "")
        for section in sections_of(loaded.studies)
        if any(own_name(one) == study.name for one in section.studies)
        for evidence in gather_all(loaded, section.studies)
        if own_name(evidence.study) == study.name and evidence.study["trials"][0]["values"]["epochs"] == epochs
        for one in finale_findings(evidence)
    ]


def _too_few(context: Context, request: Sweep, chosen: Sequence[Chosen]) -> str:
    dataset = context.dataset
    around = f" around {bases.words(bases.beside(request.base, ()))}" if request.base else ""
    better = "; ".join(title({one.dimension: one.value}, [one.dimension]) for one in chosen)
    named = f" ({better})" if better else ""
    chapter = commands.command(
        "chapter",
        **announcements.setting(context, request.root),
        base=bases.words(request.base) or None,
        epochs=request.epochs,
    )
    return (
        f"A finale combines values of two studies or more; of those of {context.network} on {dataset.name}{around} "
        f"after {counted(request.epochs, 'epoch')}, {len(chosen)} found a value better than the baseline{named}. "
        f"Train more of them, for example by `{chapter}`, or give other epochs."
    )
