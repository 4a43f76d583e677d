"""A notebook as it is seen and used in JupyterLab's page: cells, their outputs, the menus, what a student types."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.browser.jupyterlab import Lab

NAMES = ("chromium", "chromium-browser", "google-chrome")
WINDOW: ViewportSize = {"width": 1280, "height": 900}
MINUTE = 60_000  # in milliseconds, as playwright counts
# The page shares its cores with the kernel and with other tests: playwright's own 5 s are too few there.
expect.set_options(timeout=MINUTE)


class NotebookPage:
    """One notebook that is open in JupyterLab."""

    def __init__(self, page: Page, lab: Lab, name: str) -> None:
        """Open the notebook `name` and wait until its kernel is ready."""
        self.page = page
        self.name = name
        page.goto(lab.address(name))
        self.panel = page.locator(".jp-NotebookPanel")
        self.wait_until_idle()

    def wait_until_idle(self, timeout: float = 3 * MINUTE) -> None:
        """Wait until the status bar names a kernel and says that it does nothing."""
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text(
            re.compile(r"Python 3.*\| Idle"), timeout=timeout
        )

    @property
    def code_cells(self) -> Locator:
        """All cells with code, from above to below."""
        return self.panel.locator(".jp-CodeCell")

    def cells(self, words: str) -> Locator:
        """The cells whose code contains `words`."""
        return self.panel.locator(".jp-CodeCell", has=self.page.locator(".jp-InputArea", has_text=words))

    def output(self, words: str) -> Locator:
        """The output of the one cell whose code contains `words`."""
        return self.cells(words).locator(".jp-OutputArea").first

    def run_all(self, timeout: float) -> None:
        """Choose Run, Run All Cells, and wait for the last cell."""
        self._choose("Run", "Run All Cells")
        self._wait_for_the_last_cell(timeout)

    def restart_and_run_all(self, timeout: float) -> None:
        """Choose Kernel, Restart Kernel and Run All Cells, confirm it, and wait for the last cell."""
        self._choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        self._wait_for_the_last_cell(timeout)

    def write(self, cell: Locator, code: str) -> None:
        """Replace the code of a cell, as one does who selects everything and pastes."""
        editor = cell.locator(".cm-content")
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)
        last = code.rstrip().splitlines()[-1].strip()
        expect(editor.locator(".cm-line").last).to_contain_text(last)
        assert "\n".join(editor.locator(".cm-line").all_inner_texts()).split() == code.split(), "typed as it was given"

    def save(self) -> None:
        """Press the keys that save, and wait until nothing is unsaved."""
        self.page.keyboard.press("ControlOrMeta+s")
        expect(self.page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")).to_have_count(0)

    def images(self) -> Locator:
        """All pictures among the outputs."""
        return self.panel.locator(".jp-OutputArea-output img")

    def errors(self) -> list[str]:
        """Return the errors that are shown in outputs, and what went to stderr."""
        kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
        return self.panel.locator(", ".join(f'[data-mime-type="{kind}"]' for kind in kinds)).all_inner_texts()

    def _choose(self, menu: str, item: str) -> None:
        self.page.get_by_role("menubar").get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_role("menu").get_by_role("menuitem", name=item, exact=True).click()

    def _wait_for_the_last_cell(self, timeout: float) -> None:
        """Wait until the last cell waits for its turn, and then until it has a number."""
        prompt = self.code_cells.last.locator(".jp-InputArea-prompt")
        expect(prompt).to_have_text("[*]:", timeout=MINUTE)
        expect(prompt).to_have_text(re.compile(r"^\[\d+\]:$"), timeout=timeout)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium of the system."""
    found = [path for path in map(shutil.which, NAMES) if path]
    if not found:
        pytest.fail(f"none of {', '.join(NAMES)} was found: run `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def lab_page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Open an empty page, without a memory of earlier ones; at the end it may have asked nobody but JupyterLab."""
    asked: list[str] = []
    page = browser.new_page(viewport=WINDOW)
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    own = (lab.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def screenshot(notebook: NotebookPage, path: Path) -> None:
    """Save the whole notebook as one picture, as wide as it is on the screen."""
    shown = notebook.panel.locator(".jp-WindowedPanel-outer")
    shown.evaluate("element => element.scrollTo(0, 0)")
    first, last = notebook.panel.locator(".jp-Cell").first.bounding_box(), notebook.code_cells.last.bounding_box()
    assert first is not None
    assert last is not None
    height = last["y"] + last["height"] - first["y"]
    notebook.page.set_viewport_size({"width": WINDOW["width"], "height": int(height) + 200})
    shown.evaluate("element => element.scrollTo(0, 0)")
    shown.screenshot(path=path)
    notebook.page.set_viewport_size(WINDOW)
