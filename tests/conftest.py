"""What several tests share: the committed report, report folders made on the spot, a browser, an office program."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

import gouji.frames  # noqa: F401 - how pandas keeps texts, in whatever order tests are run

settings.register_profile("gouji", deadline=None)  # a busy machine is no fault
settings.load_profile("gouji")

ROOT = Path(__file__).parents[1]
LONGSHAN = ROOT / "data" / "longshan-natural-resources-2023"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def longshan() -> Path:
    """The committed report folder."""
    return LONGSHAN


@pytest.fixture
def make_report(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a report folder: its text, and keys of report.yaml to set, or to leave out (None)."""

    def make(text: str, name: str = "a-report", **fields: Any) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "source.txt").write_text(text, encoding="utf-8", newline="")
        known: dict[str, Any] = {"id": name, "title": "某局2023年度绩效自评报告", "entity": "某局", "year": 2023,
                                 "sha256": hashlib.sha256(text.encode()).hexdigest()}
        kept = {key: value for key, value in (known | fields).items() if value is not None}
        (folder / "report.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def s3_bucket() -> Iterator[str]:
    """The URL of a bucket on an S3 server of our own, on loopback, which child processes reach too."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "test",
                            "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}.items():
            patch.setenv(name, value)
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem().mkdir("bucket")
        yield "s3://bucket"
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium. Without one a test is skipped; in CI it fails."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else ["chromium", "chromium-browser", "google-chrome"]:
        if found := shutil.which(name):
            return found
    reason = f"CHROMIUM={named} is no program" if named else "no chromium, chromium-browser or google-chrome on PATH"
    if os.environ.get("CI") == "true":
        pytest.fail(f"the browser tests cannot run: {reason}")
    pytest.skip(f"needs a browser: {reason} (on Debian: apt-get install chromium, or set CHROMIUM)")


@pytest.fixture(scope="session")
def office() -> str:
    """The path of LibreOffice. Without one a test is skipped; in CI it fails."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    reason = "no soffice or libreoffice on PATH"
    if os.environ.get("CI") == "true":
        pytest.fail(f"the Word paper cannot be opened: {reason}")
    pytest.skip(f"needs LibreOffice: {reason} (on Debian: apt-get install libreoffice-writer-nogui)")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A Playwright browser on the system's Chromium, one a test process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """A function that has LibreOffice calculate workbooks. Without its Calc a test is skipped; in CI it fails."""
    home = tmp_path_factory.mktemp("libreoffice")

    def run(*books: Path) -> list[Path]:
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
        made = [home / "made" / f"{book.stem}.xlsx" for book in books]
        for path in made:
            path.unlink(missing_ok=True)
        done = subprocess.run([*command, home / "made", *books], capture_output=True, text=True, timeout=600, check=False)
        missing = [path.name for path in made if not path.is_file()]
        assert not missing, f"not calculated: {', '.join(missing)}: {done.stderr.strip()}"
        return made

    reason = "no soffice on PATH"
    if shutil.which("soffice"):
        (home / "trial.csv").write_text("1,=1+1", encoding="utf-8")
        try:
            run(home / "trial.csv")
        except AssertionError as error:
            reason = f"soffice without Calc: {error}"
        else:
            return run
    if os.environ.get("CI") == "true":
        pytest.fail(f"the workbooks cannot be calculated: {reason}")
    pytest.skip(f"needs LibreOffice Calc: {reason} (on Debian: apt-get install libreoffice-calc-nogui)")
