"""How large the explorer is and how fast it draws, pans and toggles in Chromium, beside pyvis' own page.

Run: python benchmarks/explorer_speed.py            (about ten minutes, most of it waiting for pyvis' page)
     python benchmarks/explorer_speed.py --sizes 30 300 --pyvis-up-to 30

Graphs are random, with three times as many relations as actors.  Prints one row a size as it goes, then the
table for docs/explorer.md.  Each figure is the median of several openings in fresh browser contexts; how long
plain arithmetic takes in the same browser is told beside, so that runs on different machines can be compared.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from playwright.sync_api import TimeoutError as Timeout
from playwright.sync_api import sync_playwright

from explorer_pages import World, large_world

_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_PATIENCE = 120_000  # milliseconds
_CALIBRATE = """() => {
    const start = performance.now();
    let sum = 0;
    for (let at = 0; at < 3e7; at += 1) sum += at % 7;
    return performance.now() - start + (sum < 0);
}"""
_DRAWN = """() => new Promise((done) => {
    const drawn = () => document.querySelector("#canvas[data-drawn]");
    const look = () => drawn() ? done(performance.now()) : requestAnimationFrame(look);
    look();
})"""
_PAN = """() => new Promise((done) => {
    const { network } = window.realpolitik.canvas;
    const stamps = [];
    network.renderer.dragging = true;
    const step = () => {
        stamps.push(performance.now());
        network.body.view.translation.x += Math.sin(stamps.length / 9) * 12;
        network.body.view.translation.y += Math.cos(stamps.length / 9) * 12;
        network.redraw();
        if (stamps.length < 60) requestAnimationFrame(step);
        else {
            network.renderer.dragging = false;
            done((stamps.length - 1) * 1000 / (stamps.at(-1) - stamps[0]));
        }
    };
    requestAnimationFrame(step);
})"""
# from the change to the painted canvas; the median of six
_TOGGLE = """() => {
    const times = [];
    const app = window.realpolitik;
    for (let round = 0; round < 3; round += 1) {
        for (const hidden of [new Set([app.store.categories[round].id]), new Set()]) {
            const start = performance.now();
            app.update({ hidden: { ...app.state.hidden, category: hidden } });
            app.canvas.network.body.emitter.emit("_redraw");
            times.push(performance.now() - start);
        }
    }
    return times.sort((one, other) => one - other)[3];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one size."""

    actors: int
    megabytes: float
    made_seconds: float
    drawn: float
    pan: float
    toggle: float
    arithmetic: float
    pyvis: str

    def markdown(self) -> str:
        """Return the row of the table."""
        return (
            f"| {self.actors:,} | {self.megabytes:.2f} MB | {self.drawn / 1000:.2f} s | {self.pan:.0f} fps "
            f"| {self.toggle:.0f} ms | {self.pyvis} | {self.made_seconds:.1f} s | {self.arithmetic:.0f} ms |"
        )


_HEAD = (
    "| actors | file | drawn | pan | a toggle | pyvis' own page usable | made | arithmetic |\n"
    "|---|---|---|---|---|---|---|---|"
)


def _open(browser: Any, file: Path) -> Any:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.route("http*://**/*", lambda route: route.abort())
    page.set_default_timeout(_PATIENCE)
    page.goto(file.as_uri())
    return page


def _ours(browser: Any, file: Path, *, rounds: int) -> dict[str, float]:
    found: dict[str, list[float]] = {"drawn": [], "pan": [], "toggle": [], "arithmetic": []}
    for _ in range(rounds):
        page = _open(browser, file)
        found["drawn"].append(page.evaluate(_DRAWN))
        page.wait_for_timeout(300)
        found["pan"].append(page.evaluate(_PAN))
        found["toggle"].append(page.evaluate(_TOGGLE))
        found["arithmetic"].append(page.evaluate(_CALIBRATE))
        page.context.close()
    return {name: statistics.median(values) for name, values in found.items()}


def _theirs(browser: Any, file: Path) -> str:
    page = _open(browser, file)
    try:
        page.wait_for_function("window.settled !== undefined")
    except Timeout:
        return f"not after {_PATIENCE // 1000} s"
    else:
        return f"{page.evaluate('window.settled') / 1000:.1f} s"
    finally:
        page.context.close()


def pyvis_page(world: World) -> str:
    """Return pyvis' own page of a world, told to say when its layout has settled."""
    from pyvis.network import Network  # noqa: PLC0415 - only this page is made with it

    network = Network(directed=True, cdn_resources="in_line")
    for claim in world.claims:
        network.add_node(claim.subject, label=claim.subject_label)
        network.add_node(claim.object, label=claim.object_label)
        network.add_edge(claim.subject, claim.object, title=claim.relation)
    return str(network.generate_html()).replace(
        "return network;",
        "network.once('stabilized', () => { window.settled = performance.now(); }); return network;",
    )


def measure(browser: Any, folder: Path, actors: int, *, rounds: int, with_pyvis: bool) -> Row:
    """Return the figures of a graph of a size."""
    world = large_world(actors, 3 * actors)
    started = time.perf_counter()
    html = world.html(size_limit=20_000_000)
    made = time.perf_counter() - started
    file = folder / f"{actors}.html"
    file.write_text(html, encoding="utf-8")
    figures = _ours(browser, file, rounds=rounds)
    pyvis = "not tried"
    if with_pyvis:
        file.write_text(pyvis_page(world), encoding="utf-8")
        pyvis = _theirs(browser, file)
    return Row(actors=actors, megabytes=len(html.encode()) / 1e6, made_seconds=made, pyvis=pyvis, **figures)


def main() -> None:
    """Print a row a size, then the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 2_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pyvis-up-to", type=int, default=300)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_SWITCHES))
        for actors in arguments.sizes:
            row = measure(
                browser,
                Path(folder),
                actors,
                rounds=arguments.rounds,
                with_pyvis=actors <= arguments.pyvis_up_to,
            )
            print(row, flush=True)
            rows.append(row)
        print(f"\nChromium {browser.version}, 1440x900, median of {arguments.rounds}\n")
        browser.close()
    print("\n".join([_HEAD, *(row.markdown() for row in rows)]))


if __name__ == "__main__":
    main()
