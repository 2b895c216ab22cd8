"""A test with the emulator: it starts before the first test, and stops after the last."""

import os
import shlex
import subprocess
import time

import pytest

from export import create_client, export

COMMAND = shlex.split(os.environ.get("CDN_EXPORT_EMULATOR", "npx cdn-export-emulator"))


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    port_file = tmp_path_factory.mktemp("emulator") / "port"
    options = ["--port", "0", "--port-file", str(port_file), "--format", "csv", "--exit-with-parent"]
    # The pipe closes when this program exits, even if it's killed. The emulator then stops.
    process = subprocess.Popen([*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    while not port_file.exists():
        if process.poll() is not None:
            pytest.fail("the emulator didn't start")
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port_file.read_text().strip()}"
    process.terminate()
    process.wait()


@pytest.fixture
def client(emulator, monkeypatch):
    monkeypatch.setenv("CDN_EXPORT_ENDPOINT", emulator)
    monkeypatch.setenv("CLOUD_SDK_AK", "EMULATORDEMOAK000001")
    monkeypatch.setenv("CLOUD_SDK_SK", "not-a-secret-demo-sk")
    return create_client()


def test_exports_the_top_urls_of_a_day(client):
    file = export(client, "top_url_detail", "www.example.com", 1793980800000, 1794067200000)
    assert file.startswith(b"Rank,URL,Requests\r\n")
