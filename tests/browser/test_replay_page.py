"""The replay page in a real browser, at the width of a desk and of a phone. Needs Chromium: `make test-all`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parent.parent / "data"

# The page stands in a frame, since it forbids all scripts of its own; the frame around it measures.
HARNESS = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe src="page.html" style="border:0;width:{width}px;height:900px"></iframe><pre id="found"></pre><script>
document.querySelector("iframe").addEventListener("load", (event) => {{
  const page = event.target.contentDocument;
  const wide = () => page.documentElement.scrollWidth;
  const closed = wide();
  page.querySelectorAll("details").forEach((part) => {{ part.open = true; }});
  document.getElementById("found").textContent = JSON.stringify({{
    closed: closed, open: wide(), heading: page.querySelector("h1").innerText,
    bars: [...page.querySelectorAll("svg rect")].filter((bar) => bar.getBoundingClientRect().height > 0).length,
    quotes: page.querySelectorAll("blockquote").length,
    background: page.defaultView.getComputedStyle(page.body).backgroundColor,
    requests: page.defaultView.performance.getEntriesByType("resource").length,
  }});
}});</script>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    export, sides = SAMPLE / "houston-datavis.zip", SAMPLE / "houston-datavis.sides.toml"
    assert main(["replay", str(export), "--sides", str(sides), "--html", str(folder / "page.html"), "--quiet"]) == 0
    return folder


def look(page: Path, width: int, *more: str) -> dict[str, Any]:
    """What Chromium makes of the page in a frame that wide."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "Chromium is needed here; on Debian: apt-get install chromium"
    harness = page / f"frame-{width}.html"
    harness.write_text(HARNESS.format(width=width), encoding="utf-8")
    quiet = "--no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-quic"
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", *quiet.split(), "--allow-file-access-from-files",
        f"--user-data-dir={page / 'profile'}", "--virtual-time-budget=10000", *more, "--dump-dom", harness.as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'<pre id="found">(.+?)</pre>', dom)
    assert found, dom[-2000:]
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_reader_and_fetches_nothing(page: Path, width: int) -> None:
    seen = look(page, width)
    assert seen["closed"] <= width, "wider than the screen"
    assert seen["open"] <= width, "wider than the screen with its details open"
    assert seen["heading"] == "Who waited for whom"
    assert seen["bars"] > 10
    assert seen["quotes"] > 20
    assert seen["requests"] == 0


def test_the_page_is_dark_for_whoever_likes_it_dark(page: Path) -> None:
    light = look(page, 1280, "--blink-settings=preferredColorScheme=1")["background"]
    dark = look(page, 1280, "--blink-settings=preferredColorScheme=0")["background"]
    assert min(map(int, re.findall(r"\d+", light)[:3])) > 200
    assert max(map(int, re.findall(r"\d+", dark)[:3])) < 60
