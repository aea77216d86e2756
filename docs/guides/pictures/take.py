#!/usr/bin/env python3
"""Takes the pictures of observing.md from a real run of Examples/wrapped-daemon.

usage: take.py PROGRAM

Needs chromium, redis-server and redis-cli. Everything listens on 127.0.0.1.
"""
import base64
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


class Browser:
    """A headless Chromium, driven through its debugging pipe."""

    def __init__(self, folder):
        to_browser, from_browser = os.pipe(), os.pipe()
        options = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --remote-debugging-pipe"
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec timeout 60 chromium {options} --user-data-dir={folder}/browser "
             f"3<&{to_browser[0]} 4>&{from_browser[1]} </dev/null >/dev/null 2>&1"],
            pass_fds=(to_browser[0], from_browser[1]),
        )
        os.close(to_browser[0])
        os.close(from_browser[1])
        self.speaker, self.hearer = to_browser[1], os.fdopen(from_browser[0], "rb", 0)
        self.number, self.rest, self.session = 0, b"", None
        target = self.order("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.order("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def order(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.speaker, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                self.rest += os.read(self.hearer.fileno(), 65536) or sys.exit("take.py: the browser has gone")
            line, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(line)
            if answer.get("id") == self.number:
                return answer.get("result", {})

    def picture(self, address, file, width, height, is_phone, scheme):
        self.order("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
        self.order("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.order("Page.navigate", url=address)
        look = ("new Promise(d => { const l = () => document.querySelector('#timeline svg') && "
                "document.querySelectorAll('#logs pre').length >= 3 ? d(1) : setTimeout(l, 50); l(); })")
        self.order("Runtime.evaluate", expression=look, awaitPromise=True)
        shot = self.order("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        (HERE / file).write_bytes(base64.b64decode(shot["data"]))


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="wahost-pic-") as folder:
        environment = dict(os.environ, WAHOST_RESOURCES=folder, WAHOST_RUNTIME_DIRECTORY=folder)
        words = ["run", "Examples/wrapped-daemon", "--readiness-listener", "0", "--status-page"]
        words += ["--status-check-interval", "1"]
        run = subprocess.Popen([program, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
        try:
            port = None
            for line in run.stdout:
                port = (re.search(r"status page on 127.0.0.1:(\d+)", line) or [None, port])[1]
                if "redis keeps" in line:
                    break
            time.sleep(6)  # So that the StatusChecks have something to tell.
            page = f"http://127.0.0.1:{port}/"
            browser = Browser(folder)
            browser.picture(page, "status-page-desktop.png", 1100, 800, False, "light")
            browser.picture(page, "status-page-phone.png", 390, 800, True, "dark")
            browser.process.terminate()
            browser.process.wait(10)
            svg = subprocess.run([program, "timeline", "--svg"], env=environment, check=True, capture_output=True).stdout
            (HERE / "timeline.svg").write_bytes(svg)
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(30)


main()
