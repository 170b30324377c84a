"""Every import contract is kept, and each one catches the import it forbids: `make lint` reads the same contracts."""

import copy
from typing import Any

import grimp
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.configuration import configure
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

from tests.support.places import ROOT

configure()
OPTIONS = read_user_options(str(ROOT / "pyproject.toml"))
SETTINGS: dict[str, Any] = OPTIONS.session_options
CONTRACTS: dict[str, dict[str, Any]] = {contract["name"]: contract for contract in OPTIONS.contracts_options}
KINDS = {"layers": LayersContract, "forbidden": ForbiddenContract}
# One import for each contract that it forbids: who imports, and whom.
FORBIDDEN = {
    "Arrows point downward": ("hypermodels.layers", "studies.plan.labels"),
    "Rooms of the command line": ("sweepbook.cli.options", "sweepbook.cli.requests"),
    "Rooms of studies": ("studies.system.names", "studies.store.home"),
    "What lies beside a run's history": ("studies.store.beside.answers", "studies.store.beside.probes"),
    "Rooms of the data": ("studies.data.pictures", "studies.data.splitting"),
    "Sources of pictures": ("studies.data.sources.class_folders", "studies.data.sources.lookup"),
    "Rooms of analysis": ("analysis.numbers.frames", "analysis.pages.tables"),
    "Rooms of the classifier": ("classifier_gui.pictures.found", "classifier_gui.window"),
    "The dimensions load without anything heavy": ("hypermodels.dimensions", "numpy"),
    "No TensorFlow behind the analysis, the classifier and the driver's own modules": (
        "studies.data.pictures",
        "studies.training.trainer",
    ),
    "Qt stays in the classifier": ("analysis.figures.style", "PyQt5"),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """All imports of the packages, as they are."""
    return grimp.build_graph(*SETTINGS["root_packages"], include_external_packages=True)


def kept(name: str, graph: grimp.ImportGraph) -> bool:
    contract = KINDS[CONTRACTS[name]["type"]](name, SETTINGS, CONTRACTS[name])
    return bool(contract.check(copy.deepcopy(graph), verbose=False).kept)


def test_every_contract_has_an_import_that_it_forbids() -> None:
    assert list(FORBIDDEN) == list(CONTRACTS)


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_is_kept_until_a_forbidden_import_is_added(name: str, graph: grimp.ImportGraph) -> None:
    importer, imported = FORBIDDEN[name]
    graph = copy.deepcopy(graph)
    assert importer in graph.modules, "the example is of the code as it is"
    assert imported in graph.modules
    assert kept(name, graph)
    graph.add_import(importer=importer, imported=imported)
    assert not kept(name, graph)
