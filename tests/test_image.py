"""The image: the Dockerfile's own steps, so far as they run without a container engine."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STAGES = DOCKERFILE.replace("\\\n", " ").split("\nFROM ")[1:]
USER = 10001


def instructions(stage: str, word: str) -> list[str]:
    return re.findall(rf"^{word} (.+)$", stage, re.MULTILINE)


def test_the_dockerfile_passes_the_linter() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    subprocess.run([hadolint, ROOT / "Dockerfile"], check=True)


def test_the_image_runs_as_nobody_and_keeps_its_data_in_one_volume() -> None:
    assert instructions(STAGES[1], "USER") == [str(USER)]
    assert instructions(STAGES[1], "VOLUME") == ["/data"]
    assert len(STAGES) == 2


def interpreter() -> str:
    """A Python that the image's user may run: this one, or the system's."""
    ours = str(Path(sys.executable).resolve())
    for python in (ours, "/usr/bin/python3"):
        asked = [python, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"]
        if _runs_as_user(asked):
            return python
    pytest.fail("no Python here can be run by another user: install one, such as python3-venv")


def _runs_as_user(command: list[str]) -> bool:
    user = USER if os.geteuid() == 0 else None
    try:
        return subprocess.run(command, user=user, cwd="/", check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment that the first stage builds, at another place and read-only."""
    folder = tmp_path_factory.mktemp("image")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    build, env = folder / "src", folder / "env"
    build.mkdir()
    for line in instructions(STAGES[0], "COPY"):
        *sources, target = line.split()
        for source in sources:
            _copy(ROOT / source, build / target)
    for step in instructions(STAGES[0], "RUN"):
        command = step.replace("/opt/tollbell", str(env))
        command = re.sub(r"^python ", f"{interpreter()} ", command)
        subprocess.run(["sh", "-ec", command], cwd=build, check=True, capture_output=True)
    shutil.rmtree(build)
    subprocess.run(["chmod", "-R", "a-w,a+rX", env], check=True)
    return env


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def in_container(image: Path, data: Path, *command: str) -> "subprocess.Popen[str]":
    """A process of the image: its user, its environment, its volume, and nothing else."""
    user = USER if os.geteuid() == 0 else None
    return subprocess.Popen(
        [image / "bin" / command[0], *command[1:]],
        cwd=data,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        env={
            "PATH": f"{image / 'bin'}:/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TOLLBELL_STORE__URL": f"sqlite+aiosqlite:///{data / 'tollbell.db'}",
            "TOLLBELL_PATHS__FEEDS": str(data / "feeds.toml"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """What is mounted at /data: the image's user may write it; a list of no feeds lies in it."""
    (tmp_path / "feeds.toml").write_text("")
    for parent in tmp_path.parents[:3]:
        parent.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(tmp_path, USER, USER)
    return tmp_path


def test_the_image_checks_itself_runs_says_that_it_is_healthy_and_stops(
    image: Path, volume: Path
) -> None:
    health = re.search(r"HEALTHCHECK .*CMD (\[.+\])", STAGES[1])
    entrypoint = instructions(STAGES[1], "ENTRYPOINT")
    assert health
    assert [json.loads(line) for line in entrypoint] == [["tollbell"]]
    checked = in_container(image, volume, "tollbell", "check")
    assert checked.communicate(timeout=60) == ("ok\n", "")
    service = in_container(
        image, volume, "tollbell", *json.loads(instructions(STAGES[1], "CMD")[-1])
    )
    assert service.stderr
    while '"started"' not in (line := service.stderr.readline()):
        assert line, "the service ended before it had started"
    healthy = in_container(image, volume, *json.loads(health.group(1)))
    assert "Alive" in healthy.communicate(timeout=60)[0]
    service.send_signal(signal.SIGTERM)
    service.communicate(timeout=30)
    assert service.returncode == 0
