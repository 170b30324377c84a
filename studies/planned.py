"""The source of trials where a study's plan is known. The other source is a search (`studies.joint_search`)."""

from collections import deque
from collections.abc import Mapping, Sequence

from studies.execution.protocols import Proposal, Result
from studies.plan.runs import Run
from studies.plan.studies import Study, trial_id
from studies.views.scores import Score, score
from studies.views.study_views import LiveBoard


class Planned:
    """The trials of studies: all are asked at once, so that slots can pick what suits them."""

    def __init__(self, studies: Sequence[Study], boards: Mapping[str, LiveBoard]) -> None:
        """`boards` are those to keep up to date, by study name: of the studies whose locks are held."""
        self._left = deque(one for study in studies for one in proposals(study))
        self._boards = boards
        self._choosing = {study.name: study.choosing for study in studies}
        self._scores: dict[tuple[str, str], Score] = {}  # by study name and trial id

    def ask(self, open_trials: int, slots: int) -> Proposal | None:  # noqa: ARG002
        return self._left.popleft() if self._left else None

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:
        choosing = self._choosing[proposal.study]
        self._scores[proposal.study, proposal.id] = score(results, proposal.trial.epochs, choosing)
        for result in results:  # another process may have trained it since the board was made
            self.show(result.run)

    def show(self, run: Run) -> None:
        for board in self._boards.values():
            board.show(run.id)

    def scores(self, study: Study) -> list[Score]:
        """How each trial of a study ended, when all have."""
        return [self._scores[study.name, one.id] for one in proposals(study)]


def proposals(study: Study) -> list[Proposal]:
    return [Proposal(study.name, trial_id(study, number), trial) for number, trial in enumerate(study.trials)]
