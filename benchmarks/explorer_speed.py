"""How large the explorer is and how fast it draws, pans and toggles in Chromium, beside pyvis' own page.

Run: python benchmarks/explorer_speed.py [--sizes 30 300 2000 10000] [--pyvis-up-to 300]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from playwright.sync_api import TimeoutError as Timeout
from playwright.sync_api import sync_playwright

from explorer_pages import World, large_world

_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
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


def measure(browser: Any, page_file: Path, *, ours: bool) -> dict[str, float]:
    """Return the figures of one page."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.route("http*://**/*", lambda route: route.abort())
    page.set_default_timeout(120_000)
    page.goto(page_file.as_uri())
    if not ours:
        try:
            page.wait_for_function("window.settled !== undefined")
        except Timeout:
            return {"given_up_after_ms": 120_000}
        return {"usable_ms": round(page.evaluate("window.settled"))}
    figures = {"drawn_ms": round(page.evaluate(_DRAWN))}
    figures["pan_fps"] = round(page.evaluate(_PAN), 1)
    figures["toggle_ms"] = round(page.evaluate(_TOGGLE))
    page.context.close()
    return figures


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


def main() -> None:
    """Print one JSON line a page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 2_000, 10_000])
    parser.add_argument("--pyvis-up-to", type=int, default=300)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_SWITCHES))
        for size in arguments.sizes:
            world = large_world(size, 3 * size)
            started = time.perf_counter()
            html = world.html(size_limit=20_000_000)
            made = time.perf_counter() - started
            page_file = Path(folder) / f"{size}.html"
            page_file.write_text(html, encoding="utf-8")
            figures = {
                "page": "realpolitik",
                "actors": size,
                "kB": len(html.encode()) // 1000,
                "made_s": round(made, 1),
            }
            print(json.dumps(figures | measure(browser, page_file, ours=True)), flush=True)
            if size <= arguments.pyvis_up_to:
                page_file.write_text(pyvis_page(world), encoding="utf-8")
                size_kb = page_file.stat().st_size // 1000
                print(
                    json.dumps(
                        {"page": "pyvis", "actors": size, "kB": size_kb}
                        | measure(browser, page_file, ours=False)
                    ),
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
