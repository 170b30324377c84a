"""What is stored already of a study, for the values, seeds and rates that a command does not name."""

from studies.plan import own_networks
from studies.plan.runs import Context
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home


def known_study(home: Home, context: Context, name: str) -> StudyRecord | None:
    """A stored study; None where it is of another version of the user's network, in which its values meant others."""
    return own_networks.of_version(catalog.stored(home, name), context.own)
