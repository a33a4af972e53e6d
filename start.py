"""The one file to run.

    python3 start.py            set up what is missing, then open the playground
    python3 start.py check      set up what is missing, then run every check there is
    python3 start.py ANYTHING   the same as `office-hours ANYTHING`

Everything goes into .venv beside this file; nothing is asked of the system but Python and pip.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LAUNCHER = VENV / "bin" / "office-hours"
STAMP = VENV / "installed.txt"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"

OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first with `pip --python`

GATES = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-logo"],
}
COVERED = {"bot/domain": 100, "bot": 95}  # per cent of branches

LAUNCH = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m adapters.cli "$@"
"""


def main(arguments: list[str]) -> int:
    """Set up and run. Returns an exit code, or becomes the bot."""
    is_check = arguments == ["check"]
    try:
        set_up(DEVELOPMENT if is_check else RUNTIME)
    except (OSError, RuntimeError) as error:
        print(f"start.py: {error}", file=sys.stderr)
        return 2
    if is_check:
        return check()
    os.execv(PYTHON, [str(PYTHON), "-P", "-m", "adapters.cli", *(arguments or ["playground"])])


# --- setting up -----------------------------------------------------------------------------------


def set_up(lock: str) -> None:
    """Make .venv hold what `lock` says. Quick when it already does. Raises RuntimeError with a sentence."""
    if sys.version_info < OLDEST_PYTHON:
        raise RuntimeError(python_advice())
    wanted = {name: digest(ROOT / name) for name in locks(lock)}
    if wanted.items() <= installed().items():
        return
    require_pip()
    print("Setting up in .venv; this is needed once and takes a minute or two ...", flush=True)
    make_venv()
    STAMP.unlink(missing_ok=True)
    install(ROOT / lock)
    connect()
    STAMP.write_text("".join(f"{name} {value}\n" for name, value in wanted.items()), encoding="utf-8")


def python_advice() -> str:
    """What to type when this Python is too old."""
    have = ".".join(str(part) for part in sys.version_info[:3])
    newer = next((name for name in newer_pythons() if shutil.which(name)), None)
    advice = f"Type `{newer} start.py` instead." if newer else "Install a newer Python, then type this again."
    return f"Office Hours needs Python 3.11 or newer; this is {have}. {advice}"


def newer_pythons() -> list[str]:
    """Names under which a Python that is new enough may be found, the one we test with first."""
    return [f"python3.{minor}" for minor in range(11, 20)]


def locks(lock: str) -> list[str]:
    """What is satisfied when `lock` is installed: the development lock holds all of the other."""
    return [RUNTIME, DEVELOPMENT] if lock == DEVELOPMENT else [RUNTIME]


def digest(path: Path) -> str:
    """SHA-256 of a file and of the Python it was installed for."""
    return hashlib.sha256(path.read_bytes() + str(sys.version_info[:2]).encode()).hexdigest()


def installed() -> dict[str, str]:
    """What the last set-up wrote down; nothing when it did not end, or its Python is gone."""
    if not (STAMP.exists() and PYTHON.exists() and LAUNCHER.exists()):
        return {}
    lines = STAMP.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def require_pip() -> None:
    """Raises RuntimeError when this Python has no pip, or one too old to install elsewhere."""
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True)
    if answer.returncode:
        raise RuntimeError(
            "I need pip to fetch the libraries. On Debian or Ubuntu type `sudo apt-get install python3-pip`, "
            f"elsewhere `{sys.executable} -m ensurepip`; then type this again."
        )
    version = answer.stdout.split()[1].split(".")
    if tuple(int(part) for part in version[:2]) < OLDEST_PIP:
        raise RuntimeError(f"pip {'.'.join(version)} is too old. Type `{sys.executable} -m pip install -U pip`.")


def make_venv() -> None:
    """An environment of this very Python, without a pip of its own: Debian would not have one to put in."""
    asks = [str(PYTHON), "-c", "import sys; print(sys.version_info[:2])"]
    if PYTHON.exists() and run_quietly(asks).strip() == str(sys.version_info[:2]):
        return
    run_quietly([sys.executable, "-m", "venv", "--without-pip", "--clear", str(VENV)])


def install(lock: Path) -> None:
    """Fetch exactly what `lock` names; ready-made wheels only, so that no compiler is needed."""
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "--no-input"]
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]
    if subprocess.run([*pip, "install", *options], env={**os.environ, "PIP_USER": "0"}).returncode:
        raise RuntimeError("pip could not install the libraries; what it said stands above. Is there a network?")


def connect() -> None:
    """Let .venv find this checkout, and put `office-hours` beside its Python. No build is needed for that."""
    site = run_quietly([str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    Path(site, "office-hours.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    LAUNCHER.write_text(LAUNCH, encoding="utf-8")
    LAUNCHER.chmod(0o755)


def run_quietly(command: list[str]) -> str:
    """What the command printed. Raises RuntimeError with its complaint when it fails."""
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        raise RuntimeError(f"`{' '.join(command)}` failed: {(answer.stderr or answer.stdout).strip()}")
    return answer.stdout


# --- checking -------------------------------------------------------------------------------------


def check() -> int:
    """Run every gate, whatever fails on the way, and say at the end which did."""
    failed = [name for name, command in GATES.items() if not gate(name, command)]
    is_tested, closing = tests()
    failed += [] if is_tested else ["tests"]
    failed += [
        f"coverage of {folder}"
        for folder, least in COVERED.items()
        if not gate(f"coverage of {folder}", coverage(folder, least))
    ]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks passed.")
    print(closing, flush=True)
    return 1 if failed else 0


def gate(name: str, command: list[str]) -> bool:
    """Whether the command passed; what it printed is shown only when it did not."""
    began = time.perf_counter()
    answer = subprocess.run(tool(command), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    verdict = "failed" if answer.returncode else "ok"
    print(f"{name}: {verdict} ({time.perf_counter() - began:.1f} s)", flush=True)
    if answer.returncode:
        print(answer.stdout, flush=True)
    return not answer.returncode


def tool(command: list[str]) -> list[str]:
    """The command, out of .venv."""
    return [str(VENV / "bin" / command[0]), *command[1:]]


def coverage(folder: str, least: int) -> list[str]:
    """The command that fails when less than `least` per cent of `folder` was covered."""
    return ["coverage", "report", f"--include={folder}/*", f"--fail-under={least}"]


def tests() -> tuple[bool, str]:
    """Whether pytest passed, and its closing line, which is kept back to be the last thing shown."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    command = tool(["pytest", "-n", str(cores), "--dist", "worksteal", "--cov", "--cov-report="])
    closing: str | None = None
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        for line in run.stdout or ():
            if closing is not None:
                print(closing, flush=True)
            closing = line.rstrip("\n")
    return run.returncode == 0, closing or "pytest said nothing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
