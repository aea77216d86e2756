#!/usr/bin/env python3
"""Counts the requests that fail while two instances behind haproxy are recycled in turn (Examples/load-balancer).

usage: run.py [--program FILE] [--requests N] [--drain SECONDS]

Ends with 0 when enough requests were made, each instance was recycled twice, and no request failed; with 1 when one did; with 69 when a tool
is not there. Everything listens on 127.0.0.1.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "Examples/load-balancer"
WEB = "http://127.0.0.1:18000/"
CLIENTS = 32


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/debug/wahostbootstrapper"))
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--drain", default="2")
    parser.add_argument("--limit", type=float, default=300, help="seconds after which it gives up")
    return parser.parse_args()


class Instance:
    """One bootstrapper with its role."""

    def __init__(self, number, options, folder):
        self.number, self.name = number, f"Shop_IN_{number}"
        self.environment = dict(os.environ, WAHOST_RESOURCES=f"{folder}/{number}", WAHOST_RUNTIME_DIRECTORY=folder)
        self.program = options.program
        self.log = open(f"{folder}/{number}.log", "w+", encoding="utf-8")
        words = ["run", str(EXAMPLE), "--instance-id", self.name, "--recycle", "always"]
        words += ["--drain", options.drain] if options.drain != "0" else []
        words += ["--readiness-listener", str(18180 + number), "--agent-check", str(18280 + number)]
        self.process = subprocess.Popen(
            [self.program, *words], env=self.environment, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL
        )

    def is_ready(self):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{18180 + self.number}/ready", timeout=2).status == 200
        except OSError:
            return False

    def recycle(self):
        subprocess.run(
            [self.program, "recycle", self.name], env=self.environment, check=True, timeout=20, stdout=subprocess.DEVNULL
        )

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)


def until(condition, deadline):
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def answered():
    try:
        return urllib.request.urlopen(WEB, timeout=2).status == 200
    except OSError:
        return False


class Recycler(threading.Thread):
    """Recycles the instances in turn: the next one when the last is in rotation again."""

    def __init__(self, instances, deadline):
        super().__init__(daemon=True)
        self.instances, self.deadline = instances, deadline
        self.done = {instance.name: 0 for instance in instances}
        self.times, self.fault, self.wanted = [], None, True

    def run(self):
        turn = 0
        while self.wanted and time.monotonic() < self.deadline:
            instance = self.instances[turn % len(self.instances)]
            turn += 1
            began = time.monotonic()
            instance.recycle()
            if not until(lambda: not instance.is_ready(), self.deadline) or not until(instance.is_ready, self.deadline):
                self.fault = f"{instance.name} was not Ready again"
                return
            self.times.append(time.monotonic() - began)
            self.done[instance.name] += 1
            # haproxy sees it at its next look at the agent; then the other one may leave.
            time.sleep(1)


def load(seconds):
    """Puts load on it and returns (requests, failures by kind)."""
    said = subprocess.run(
        ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "10s", WEB],
        capture_output=True, text=True, check=True, timeout=seconds + 30,
    ).stdout
    failures = {}
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    if errors:
        failures.update(zip(("connect", "read", "write", "timeout"), map(int, errors.groups())))
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if refused:
        failures["status"] = int(refused.group(1))
    return int(re.search(r"(\d+) requests in", said).group(1)), failures


def main():
    options = arguments()
    for tool in ("haproxy", "wrk"):
        if not shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin"):
            print(f"run.py: cannot find {tool}; mend: apt-get install {tool}", file=sys.stderr)
            return 69
    os.environ["PATH"] += ":/usr/sbin"
    deadline = time.monotonic() + options.limit
    with tempfile.TemporaryDirectory(prefix="wahost-lb-") as folder:
        instances = [Instance(number, options, folder) for number in (0, 1)]
        proxy = subprocess.Popen(
            ["haproxy", "-db", "-f", str(EXAMPLE / "haproxy.cfg")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )
        try:
            return measure(options, instances, deadline)
        finally:
            proxy.terminate()
            proxy.wait(10)
            codes = [instance.end() for instance in instances]
            print(f"exit codes: {codes}")
            if os.environ.get("BALANCER_LOGS"):
                for instance in instances:
                    instance.log.seek(0)
                    print(instance.log.read())


def measure(options, instances, deadline):
    if not until(lambda: all(instance.is_ready() for instance in instances) and answered(), deadline):
        print("run.py: the instances were never Ready", file=sys.stderr)
        return 1
    recycler = Recycler(instances, deadline)
    recycler.start()
    requests, failures, began = 0, {}, time.monotonic()
    while time.monotonic() < deadline and recycler.fault is None:
        if requests >= options.requests and min(recycler.done.values()) >= 2:
            break
        made, failed = load(10)
        requests += made
        for kind, count in failed.items():
            failures[kind] = failures.get(kind, 0) + count
    took = time.monotonic() - began
    recycler.wanted = False
    recycler.join(60)
    longest = max(recycler.times, default=0)
    recycles = ", ".join(f"{name} {count}" for name, count in recycler.done.items())
    print(f"requests:   {requests} in {took:.0f} s by {CLIENTS} clients")
    print(f"recycles:   {recycles}; the longest took {longest:.1f} s until Ready again (drain {options.drain} s)")
    print(f"failures:   {sum(failures.values())} {failures if failures else ''}".rstrip())
    if recycler.fault:
        print(f"run.py: {recycler.fault}", file=sys.stderr)
        return 1
    is_enough = requests >= options.requests and min(recycler.done.values()) >= 2
    return 0 if is_enough and not any(failures.values()) else 1


code = main()
print("1 passed, 0 failed" if code == 0 else "0 passed, 1 failed")
sys.exit(code)
