"""The machine a run is made on: what it is, and waiting until it is quiet."""

import os
import platform
import subprocess
import time


def monotonic_ns():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC)


def _processor_ticks():
    with open("/proc/stat") as file:
        ticks = [int(field) for field in file.readline().split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


class QuietMoment:
    """Waits for a moment with enough idle processor time, and counts how often there was none."""

    def __init__(self, wanted=0.85, window=0.1, limit=20.0):
        self.wanted = wanted
        self.window = window
        self.limit = limit
        self.missed = 0
        self.waited_for = 0

    def wait(self):
        self.waited_for += 1
        deadline = time.monotonic() + self.limit
        idle, total = _processor_ticks()
        while time.monotonic() < deadline:
            time.sleep(self.window)
            now_idle, now_total = _processor_ticks()
            if now_total > idle and (now_idle - idle) >= self.wanted * (now_total - total):
                return
            idle, total = now_idle, now_total
        self.missed += 1


def description():
    """Returns what a reader must know to judge the figures."""
    model = "unknown"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // 1024
    system = "unknown"
    if os.path.exists("/etc/os-release"):
        with open("/etc/os-release") as file:
            for line in file:
                if line.startswith("PRETTY_NAME="):
                    system = line.split("=", 1)[1].strip().strip('"')
    return {
        "processors": os.cpu_count(),
        "model": model,
        "memory_mb": memory,
        "kernel": platform.release(),
        "system": system,
        "libc": " ".join(platform.libc_ver()),
        "load": " ".join(f"{value:.2f}" for value in os.getloadavg()),
        "user": "root" if os.geteuid() == 0 else "not root",
        "date": time.strftime("%Y-%m-%d %H:%M:%S %z"),
    }


def package_version(name):
    """Returns the version of a Debian package, or None where it is not installed or there is no dpkg."""
    try:
        result = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Status}|${Version}", name], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    status, _, version = result.stdout.partition("|")
    return version if status.startswith("install ok installed") else None
