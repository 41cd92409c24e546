"""The library `reader` on the same feeds, in a virtual environment of its own."""

import json
import subprocess
import sys
from pathlib import Path

READER = ("reader==3.26", "sgmllib3k")  # its feedparser needs the second and does not ask for it
VENV = Path(__file__).parents[2] / "build" / "bench-reader"

PROGRAM = """
import json, resource, sys, tempfile, time, urllib.request
from reader import make_reader
url, count = sys.argv[1], int(sys.argv[2])
with tempfile.TemporaryDirectory() as folder:
    reader = make_reader(folder + "/reader.db")
    for feed in range(count):
        reader.add_feed(f"{url}/feed/{feed}")
    found = []
    for name in range(3):
        if name == 2:
            urllib.request.urlopen(url + "/next").close()
        before = time.process_time()
        reader.update_feeds(scheduled=False, workers=10)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        found.append({"cpu": time.process_time() - before, "memory": peak})
    assert reader.get_entry_counts().total >= count * 31
    print(json.dumps(found))
"""


def figures(url: str, count: int) -> list[dict[str, float]]:
    """CPU seconds and MB of its three rounds; CalledProcessError where it cannot be had."""
    python = str(VENV / "bin" / "python")
    if not Path(python).exists():
        _install(python)
    run = [python, "-c", PROGRAM, url, str(count)]
    done = subprocess.run(run, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    found: list[dict[str, float]] = json.loads(done.stdout)
    return found


def _install(python: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)  # noqa: S603 - our own
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *READER]
    try:
        subprocess.run(install, check=True, capture_output=True)  # noqa: S603 - our own
    except subprocess.CalledProcessError:
        Path(python).unlink()  # the next run tries again
        raise
