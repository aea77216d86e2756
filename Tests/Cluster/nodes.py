"""Nodes of a cluster: Docker engines, each in a network namespace of its own, on one bridge."""
import atexit
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

# In the names of all that the test makes, so that two tests and somebody else's engines are left alone.
MARK = f"wah{os.getpid()}"
NODES = ("n1", "n2", "n3")
WORK = tempfile.mkdtemp(prefix="wahost-swarm-")
atexit.register(shutil.rmtree, WORK, ignore_errors=True)


class Failure(Exception):
    pass


def run(*words, limit=60, fails=False, **more):
    done = subprocess.run(words, capture_output=True, text=True, timeout=limit, **more)
    if fails:
        return done
    if done.returncode:
        raise Failure(f"{' '.join(words[:6])} …: exit code {done.returncode}: {(done.stderr or done.stdout)[-500:]}")
    return done.stdout.strip()


def until(holds, what, limit):
    """Waits for what nobody announces to us; returns how long it took."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > limit:
            raise Failure(f"waited {limit:.0f} s for {what}")
        time.sleep(0.2)
    return time.monotonic() - begun


def make_hub():
    """The bridge that all nodes are on."""
    hub = f"{MARK}hub"
    run("ip", "netns", "add", hub)
    run("ip", "-n", hub, "link", "add", "br0", "type", "bridge")
    run("ip", "-n", hub, "link", "set", "br0", "up")
    run("ip", "-n", hub, "addr", "add", "10.77.0.254/24", "dev", "br0")


class Node:
    """A Docker engine in a network namespace."""

    def __init__(self, number):
        self.name, self.number = NODES[number - 1], number
        self.space, self.address = f"{MARK}{self.name}", f"10.77.0.{number}"
        self.folder = f"{WORK}/{self.name}"
        self.socket = f"unix://{self.folder}/docker.sock"
        self.group = f"/{MARK}-{self.name}"
        self.engine = None

    def start(self):
        hub = f"{MARK}hub"
        run("ip", "netns", "add", self.space)
        run("ip", "link", "add", "e0", "netns", self.space, "type", "veth", "peer", "name", f"p{self.number}", "netns", hub)
        run("ip", "-n", hub, "link", "set", f"p{self.number}", "master", "br0", "up")
        run("ip", "-n", self.space, "link", "set", "lo", "up")
        run("ip", "-n", self.space, "addr", "add", f"{self.address}/24", "dev", "e0")
        run("ip", "-n", self.space, "link", "set", "e0", "up")
        run("ip", "-n", self.space, "route", "add", "default", "via", "10.77.0.254")
        os.mkdir(self.folder)
        # --oom-score-adjust: a root without CAP_SYS_RESOURCE may not lower it. /run is the engine's own: bundles, plug-ins.
        engine = (f"mount -t tmpfs tmpfs /run; hostname {self.name}; exec dockerd --data-root {self.folder}/data"
                  f" --exec-root {self.folder}/exec -H {self.socket} -p {self.folder}/pid --bridge=none"
                  f" --storage-driver vfs --oom-score-adjust 0 --cgroup-parent {self.group}")
        with open(f"{self.folder}/log", "w") as log:
            self.engine = subprocess.Popen(["nsenter", f"--net=/run/netns/{self.space}", "unshare", "-m", "-u", "bash", "-c", engine],
                                           stdout=log, stderr=log, start_new_session=True)
        until(lambda: self.docker("version", fails=True).returncode == 0, f"the engine of {self.name}", 30)

    def docker(self, *words, **more):
        return run("docker", "-H", self.socket, *words, **more)

    def link(self, state):
        run("ip", "-n", self.space, "link", "set", "e0", state)

    def containers(self):
        """Those of the role, as the engine describes them, with the ended ones."""
        found = self.docker("ps", "-aq", "--filter", "name=hall_hall").split()
        return json.loads(self.docker("inspect", *found)) if found else []

    def is_empty(self):
        return all(container["State"]["Status"] == "exited" for container in self.containers())

    def stop(self):
        if self.engine:
            self.engine.send_signal(signal.SIGTERM)
            try:
                self.engine.wait(40)
            except subprocess.TimeoutExpired:
                self.engine.kill()
        # What an engine that was killed has left: found by the group that it was given.
        for base, _, files in os.walk("/sys/fs/cgroup"):
            if self.group in base and "cgroup.procs" in files:
                with open(f"{base}/cgroup.procs") as file:
                    for pid in file.read().split():
                        subprocess.run(["kill", "-KILL", pid], stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "netns", "del", self.space], stderr=subprocess.DEVNULL)
