"""How packages are installed: where uv looks, and what happens where it cannot."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT

INSTALL = runpy.run_path(str(ROOT / "tools" / "install.py"))


def test_uv_looks_where_pip_is_told_to_look() -> None:
    listing = """\
:env:.find-links='/wheels /more'
:env:.default-timeout='180'
global.index-url='https://a.example/simple'
global.extra-index-url='file:///b\\nfile:///c'
install.index-url='https://user:word@d.example/simple?a=b'
global.cert='/etc/certificates.crt'
"""
    assert INSTALL["uv_environment"](listing) == {
        "UV_DEFAULT_INDEX": "https://user:word@d.example/simple?a=b",  # of `pip install` before all commands'
        "UV_INDEX": "file:///b file:///c",
        "SSL_CERT_FILE": "/etc/certificates.crt",
        "UV_FIND_LINKS": "/wheels,/more",
    }


def test_no_configuration_sets_nothing() -> None:
    assert INSTALL["uv_environment"]("") == {}


def test_the_gpus_libraries_are_of_the_locked_tensorflow() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    locked, libraries, project = INSTALL["packages"](True, lock)
    assert locked == ["--require-hashes", "-r", "requirements.lock"]
    (version,) = (line.split()[0] for line in lock.splitlines() if line.startswith("tensorflow=="))
    assert libraries == [version.replace("tensorflow", "tensorflow[and-cuda]")]
    assert INSTALL["packages"](False, lock) == [locked, project]


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """`bin/python` and `bin/uv`, which note their words; uv ends with the exit code that the file `code` holds."""
    (tmp_path / "bin").mkdir()
    for name in ("python", "uv"):
        program = tmp_path / "bin" / name
        program.write_text(
            f'#!/bin/sh\necho "{name} $@" >> {tmp_path}/calls\nread code < {tmp_path}/{name}\nexit $code\n'
        )
        program.chmod(0o755)
        (tmp_path / name).write_text("0\n")
    return tmp_path


def installed(noted: Path) -> tuple[int, str, list[str]]:
    """Exit code, errors, and what was called, with `pip config list` left out."""
    words = "import runpy, sys; sys.exit(runpy.run_path(sys.argv[1])['main'](sys.argv[2], []))"
    done = subprocess.run(
        [sys.executable, "-c", words, str(ROOT / "tools" / "install.py"), str(noted / "bin" / "python")],
        env={**os.environ, "PATH": str(noted / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    calls = [call for call in (noted / "calls").read_text().splitlines() if not call.endswith("config list")]
    return done.returncode, done.stderr, calls


def test_the_machines_uv_installs_the_locked_packages_and_the_project(noted: Path) -> None:
    code, said, (packages, project) = installed(noted)
    assert (code, said) == (0, "")
    assert packages.startswith("uv pip install")
    assert packages.endswith(f"--python {noted}/bin/python --require-hashes -r requirements.lock")
    assert project.endswith("--no-deps --no-build-isolation --editable .")


def test_where_uv_fails_pip_installs_the_same_with_a_sentence(noted: Path) -> None:
    (noted / "uv").write_text("2\n")
    code, said, (_, packages, project) = installed(noted)
    assert code == 0
    assert said == "uv could not be used here; pip installs the same packages, which takes some minutes.\n"
    assert packages.startswith("python -m pip install")
    assert packages.endswith("--require-hashes -r requirements.lock")
    assert project.endswith("--no-deps --no-build-isolation --editable .")


def test_where_pip_fails_too_its_exit_code_is_the_commands(noted: Path) -> None:
    for name in ("python", "uv"):
        (noted / name).write_text("3\n")
    assert installed(noted)[0] == 3


def test_a_machine_without_uv_gets_the_pinned_one(noted: Path) -> None:
    (noted / "bin" / "uv").unlink()
    code, said, (pinned, packages, _) = installed(noted)
    assert pinned.endswith("--require-hashes -r tools/uv.lock")
    assert packages.startswith("python -m pip install"), "where it does not come, pip goes on"
    assert (code, said != "") == (0, True)
