#!/usr/bin/python3
"""Runs a role as a service of a real systemd, booted in a container of systemd-nspawn, and says what held.

usage: systemd.py BIN_DIR [ROOTFS]

BIN_DIR: the folder of the static binaries (`.ci/build-release DIR` makes it). ROOTFS: a Debian tree that may be used
again; without it one is made (mmdebstrap, some 20 seconds) and removed. Needs root, mmdebstrap, systemd-container.
The last line is `N passed, N failed`. What it makes lies in one temporary folder and in control groups of its own,
and is gone when it ends; nothing takes longer than its limit.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

UNIT = """[Unit]
Description=Role Lantern
After=network-online.target

[Service]
Type=notify
NotifyAccess=main
ExecStart=/usr/local/bin/wahostbootstrapper run /srv/lantern
ExecReload=/bin/kill -HUP $MAINPID
KillMode=mixed
WatchdogSec=30
Restart=on-failure
RestartSec=1
RestartForceExitStatus=84
RestartPreventExitStatus=64 66 78
SuccessExitStatus=84
StateDirectory=wahost
Environment=WAHOST_RESOURCES=%S/wahost
LimitNOFILE=524288
OOMPolicy=continue

[Install]
WantedBy=multi-user.target
"""
# Shorter than what the role takes: it starts and stops all the same, because the bootstrapper asks for more time.
SHORTER = """[Service]
TimeoutStartSec=2
TimeoutStopSec=2
TimeoutAbortSec=1
WatchdogSec=2
RestartSec=200ms
"""
MODEL = """<?xml version="1.0" encoding="utf-8"?>
<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
    xmlns:linux="urn:wahostbootstrapper:linux:1" name="Lantern" version="2.9.8699.20">
  <Startup>
    <Task commandLine="prepare.sh" relativePath="approot" />
    <Task commandLine="agent.sh" relativePath="approot" taskType="background" />
  </Startup>
  <Runtime><EntryPoint><ProgramEntryPoint commandLine="web.sh" setReadyOnProcessStart="true" /></EntryPoint></Runtime>
</RoleModel>
"""
SCRIPTS = {
    "prepare.sh": "if [ -e /srv/fail ]; then echo cannot prepare >&2; exit 9; fi\nsleep 3; echo prepared\n",
    "agent.sh": "trap 'echo agent ends; exit 0' TERM\necho agent is here\nwhile :; do sleep 0.1; done\n",
    "web.sh": "trap 'echo web ends; sleep 3; exit 0' TERM\necho web is here; echo web complains >&2\n"
              "while :; do sleep 0.1; done\n",
}


class Failure(Exception):
    pass


def check(holds, text):
    if not holds:
        raise Failure(text)


def until(holds, what, limit=30.0):
    end = time.monotonic() + limit
    while not holds():
        if time.monotonic() > end:
            raise Failure(f"waited {limit:.0f} s for {what}")
        time.sleep(0.1)


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


class Machine:
    """A booted container: `inside` runs a command in it."""

    def __init__(self, root):
        self.name = f"wahsd{os.getpid()}"
        trees = [f"/sys/fs/cgroup/{tree}" for tree in ("systemd", "unified")]
        # Groups of its own: two machines must not share one.
        self.groups = [f"{tree}/{self.name}" for tree in trees if os.path.isdir(tree)]
        for group in self.groups:
            os.makedirs(group, exist_ok=True)

        def enter():
            for group in self.groups:
                with open(f"{group}/cgroup.procs", "w") as file:
                    file.write(str(os.getpid()))

        self.nspawn = subprocess.Popen(
            ["timeout", "--foreground", "300", "systemd-nspawn", "-q", "-b", "-M", self.name, "-D", root, "--private-network",
             "--register=no", "--keep-unit", "--console=pipe"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, preexec_fn=enter,
        )
        self.init = 0

    def boot(self):
        until(lambda: self.find_init() and self.systemctl("is-system-running", fails=True) in ("running", "degraded"),
              "the boot", 90)

    def find_init(self):
        # At first it is another process that makes the container.
        found = [pid for outer in children(self.nspawn.pid) for pid in children(outer)]
        self.init = found[0] if found else 0
        return bool(found)

    def inside(self, *words, limit=60, fails=False):
        done = subprocess.run(
            ["nsenter", "-t", str(self.init), "-m", "-p", "-u", "-n", "-i", "-C", "--", *words],
            capture_output=True, text=True, timeout=limit,
        )
        if done.returncode and not fails:
            raise Failure(f"{' '.join(words[:5])}: exit code {done.returncode}: {(done.stderr or done.stdout)[-300:]}")
        return done.stdout.strip()

    def systemctl(self, *words, limit=60, fails=False):
        return self.inside("systemctl", *words, limit=limit, fails=fails)

    def show(self, name):
        return self.systemctl("show", "-p", name, "--value", "lantern")

    def journal(self, since=None):
        words = ["journalctl", "-u", "lantern", "-o", "json", "--no-pager"] + (["--after-cursor", since] if since else [])
        return [json.loads(line) for line in self.inside(*words).splitlines()]

    def close(self):
        if self.init:
            try:
                os.kill(self.init, signal.SIGRTMIN + 4)
                self.nspawn.wait(20)
            except (OSError, subprocess.TimeoutExpired):
                pass
        if self.nspawn.poll() is None:
            # timeout, systemd-nspawn, and what it has started, from the inside.
            outer = children(self.nspawn.pid)
            for pid in [inner for one in outer for inner in children(one)] + outer:
                os.kill(pid, signal.SIGKILL)
            self.nspawn.wait(10)
        for group in self.groups:
            for folder, _, _ in sorted(os.walk(group), key=lambda entry: -len(entry[0])):
                try:
                    os.rmdir(folder)
                except OSError:
                    pass


def said(entries):
    return [entry["MESSAGE"] for entry in entries if isinstance(entry.get("MESSAGE"), str)]


def starts(machine):
    """start: active only when Ready, though its limit is shorter than the start; status says what is waited for"""
    machine.systemctl("start", "--no-block", "lantern")
    until(lambda: machine.show("StatusText").startswith("Starting: waits for startup task 1 of 2"), "the status of a start")
    check(machine.show("ActiveState") == "activating", "it is active before it is Ready")
    until(lambda: machine.show("ActiveState") == "active", "the start")
    check(machine.show("StatusText") == "Ready", f"status is '{machine.show('StatusText')}'")
    status = machine.systemctl("status", "lantern", "--no-pager")
    check('Status: "Ready"' in status and "Main PID" in status, "systemctl status does not say Ready")
    check(machine.show("NRestarts") == "0", "it was started twice")


def journals(machine):
    """journal: priorities of records and of both streams, no time and no colour in the lines"""
    found = {entry["MESSAGE"]: entry["PRIORITY"] for entry in machine.journal() if isinstance(entry.get("MESSAGE"), str)}
    check(found.get("web.sh | web is here") == "6", f"standard output has priority {found.get('web.sh | web is here')}")
    check(found.get("web.sh | web complains") == "5", "standard error has another priority than 5")
    ready = [text for text in found if text.startswith("wahost | Ready after")]
    check(ready and found[ready[0]] == "6", "Ready is not told with priority 6")
    check(not any("\x1b" in text or text.startswith("<") for text in found), "a line has colour or a priority in its text")


def reloads(machine):
    """reload: RELOADING and READY around it, the process stays"""
    pid = machine.show("MainPID")
    machine.systemctl("reload", "lantern")
    until(lambda: any("HUP" in text for text in said(machine.journal())), "the reload")
    until(lambda: machine.show("ActiveState") == "active", "the end of the reload")
    check(machine.show("MainPID") == pid and machine.show("StatusText") == "Ready", "it is not as it was")


def watches(machine):
    """watchdog: fed as long as it lives; a bootstrapper that is held is killed and started again"""
    time.sleep(5)  # Two and a half times WatchdogSec.
    check(machine.show("NRestarts") == "0", "the watchdog took a healthy bootstrapper")
    machine.inside("kill", "-STOP", machine.show("MainPID"))
    until(lambda: machine.show("NRestarts") == "1", "the watchdog")
    until(lambda: machine.show("ActiveState") == "active", "the start after it")
    check(any("atchdog timeout" in text for text in said(machine.journal())), "the journal does not tell of the watchdog")


def stops(machine):
    """stop: the host first, then the agent, longer than TimeoutStopSec, and a success"""
    cursor = machine.journal()[-1]["__CURSOR"]
    began = time.monotonic()
    machine.systemctl("stop", "lantern")
    check(time.monotonic() - began > 2.5, "it did not wait for the host")
    check(machine.show("Result") == "success", f"the result is {machine.show('Result')}")
    texts = said(machine.journal(cursor))
    order = [text for text in texts if text in ("web.sh | web ends", "agent.sh | agent ends")]
    check(order == ["web.sh | web ends", "agent.sh | agent ends"], f"it ended as {order}")
    check(any(text.startswith("wahost | Stopped as asked") for text in texts), "the journal has no verdict")


def restarts(machine):
    """a failed startup task: told with its words, started again, and active when it is mended"""
    machine.inside("touch", "/srv/fail")
    machine.systemctl("start", "lantern", fails=True)
    until(lambda: int(machine.show("NRestarts")) >= 2, "two restarts")
    machine.inside("rm", "/srv/fail")
    until(lambda: machine.show("ActiveState") == "active", "the start after the mend")
    errors = [entry["MESSAGE"] for entry in machine.journal() if entry.get("PRIORITY") == "3"]
    check(any("startup task 1 of 2 'prepare.sh'" in text and "exited with code 9" in text for text in errors),
          "the verdict is no error in the journal")


def faulty(machine):
    """faulty files: not tried again"""
    machine.systemctl("stop", "lantern")
    machine.inside("mv", "/srv/lantern/RoleModel.xml", "/srv/lantern/away")
    machine.systemctl("start", "lantern", fails=True)
    until(lambda: machine.show("ActiveState") == "failed", "the failure")
    check(machine.show("ExecMainStatus") == "66", f"exit code {machine.show('ExecMainStatus')}")
    errors = [entry["MESSAGE"] for entry in machine.journal() if entry.get("PRIORITY") == "3"]
    check(any("cannot read '/srv/lantern/RoleModel.xml'" in text for text in errors), "the reason is no error in the journal")


def prepare(root, programs):
    for name in ("wahostbootstrapper", "walaunch"):
        shutil.copy(os.path.join(programs, name), f"{root}/usr/local/bin/{name}")
    shutil.rmtree(f"{root}/srv/lantern", ignore_errors=True)
    shutil.rmtree(f"{root}/var/log/journal", ignore_errors=True)
    os.makedirs(f"{root}/srv/lantern/approot")
    with open(f"{root}/srv/lantern/RoleModel.xml", "w") as file:
        file.write(MODEL)
    for name, text in SCRIPTS.items():
        path = f"{root}/srv/lantern/approot/{name}"
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o755)
    # Not in a chroot, which has no /proc; so the paths are those of outside.
    exported = subprocess.run(
        [os.path.join(programs, "wahostbootstrapper"), "export", "systemd", f"{root}/srv/lantern"],
        capture_output=True, text=True, timeout=20,
    )
    unit = exported.stdout.replace(root, "").replace(os.path.realpath(programs), "/usr/local/bin")
    is_exported = exported.returncode == 0 and "[Service]" in unit
    print("the unit is", "what `export systemd` writes" if is_exported else "written by hand")
    with open(f"{root}/etc/systemd/system/lantern.service", "w") as file:
        file.write(unit if is_exported else UNIT)
    os.makedirs(f"{root}/etc/systemd/system/lantern.service.d", exist_ok=True)
    with open(f"{root}/etc/systemd/system/lantern.service.d/shorter.conf", "w") as file:
        file.write(SHORTER)
    # One burst of restarts is what is tried here.
    with open(f"{root}/etc/systemd/system/lantern.service.d/limit.conf", "w") as file:
        file.write("[Unit]\nStartLimitIntervalSec=0\n")


def main():
    if len(sys.argv) not in (2, 3) or os.geteuid() != 0:
        sys.exit(__doc__)
    folder = tempfile.mkdtemp(prefix="wahost-systemd-")
    root = os.path.realpath(sys.argv[2]) if len(sys.argv) == 3 else f"{folder}/deb"
    machine = None
    passed = failed = 0
    try:
        if not os.path.isdir(f"{root}/usr"):
            subprocess.run(
                ["mmdebstrap", "--quiet", "--variant=minbase", "--include=systemd,systemd-sysv,dbus,procps", "bookworm", root],
                check=True, timeout=400,
            )
        prepare(root, sys.argv[1])
        machine = Machine(root)
        machine.boot()
        for scenario in (starts, journals, reloads, watches, stops, restarts, faulty):
            try:
                scenario(machine)
                passed += 1
                print("ok    ", scenario.__doc__, flush=True)
            except (Failure, subprocess.TimeoutExpired) as failure:
                failed += 1
                print("FAILED", scenario.__doc__, "\n      ", failure, flush=True)
                print("\n".join("       | " + text for text in said(machine.journal())[-15:]), flush=True)
    except (Failure, subprocess.SubprocessError, OSError) as failure:
        failed += 1
        print("FAILED", failure)
    finally:
        if machine:
            machine.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
