#!/usr/bin/python3
"""Runs the exported stack (Examples/kubernetes/stack.yaml) in a Docker Swarm of three nodes, under load, and counts what fails.

usage: swarm.py BIN_DIR     the folder of the static binaries (`.ci/build-release DIR` makes it)

Each node is a Docker engine in a network namespace of its own; a haproxy in the stack's network asks each instance's /ready.
Needs root, dockerd, docker, haproxy, wrk, busybox, python3-yaml. It takes four minutes; the last line is `N passed, N failed`.
Everything it makes has names of its own and is gone when it ends.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import yaml

from nodes import MARK, NODES, WORK, Failure, Node, make_hub, run, until

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(ROOT, "Examples", "kubernetes")
CLIENTS = 8

# One request is one try: what fails is seen to fail.
HAPROXY = """
global
    maxconn 256
resolvers docker
    nameserver engine 127.0.0.11:53
    resolve_retries 2
    timeout resolve 500ms
    timeout retry 500ms
    hold valid 500ms
    hold obsolete 0s
defaults
    mode http
    retries 0
    timeout connect 2s
    timeout client 30s
    timeout server 10s
frontend web
    bind 127.0.0.1:8000
    default_backend hall
backend hall
    balance roundrobin
    option httpchk GET /ready
    default-server check port 8780 inter 500ms fall 2 rise 1 init-addr none resolvers docker
    server-template hall 8 tasks.hall:8080
"""


class Cluster:
    def __init__(self):
        self.nodes = [Node(number) for number in (1, 2, 3)]
        self.manager = self.nodes[0]
        self.balancer = self.space = self.lost = None
        self.seen_ends = set()

    def prepare(self, binaries):
        make_hub()
        for node in self.nodes:
            node.start()
        self.images(binaries)
        self.manager.docker("swarm", "init", "--advertise-addr", self.manager.address)
        token = self.manager.docker("swarm", "join-token", "-q", "worker")
        for node in self.nodes[1:]:
            node.docker("swarm", "join", "--advertise-addr", node.address, "--token", token, f"{self.manager.address}:2377")

    def images(self, binaries):
        """Builds the example's image with the engine of one node, and gives it to all: there is no registry."""
        base = f"{WORK}/base"
        for folder in ("bin", "etc", "tmp"):
            os.makedirs(f"{base}/{folder}")
        os.chmod(f"{base}/tmp", 0o1777)
        shutil.copy(shutil.which("busybox"), f"{base}/bin/busybox")
        for applet in run("busybox", "--list").split():
            if applet != "busybox":
                os.symlink("busybox", f"{base}/bin/{applet}")
        with open(f"{base}/etc/passwd", "w") as file:
            file.write("root:x:0:0::/:/bin/sh\n")
        run("tar", "-C", base, "-cf", f"{WORK}/base.tar", ".")
        self.manager.docker("import", f"{WORK}/base.tar", "busybox:test")
        for tag in ("1", "2"):
            run(f"{EXAMPLE}/build.sh", binaries, limit=120,
                env=dict(os.environ, ENGINE="docker", DOCKER_BUILDKIT="0", DOCKER_HOST=self.manager.socket,
                         BASE="busybox:test", TAG=f"localhost/hall:{tag}"))
        self.manager.docker("save", "-o", f"{WORK}/images.tar", "busybox:test", "localhost/hall:1", "localhost/hall:2", limit=120)
        for node in self.nodes[1:]:
            node.docker("load", "-q", "-i", f"{WORK}/images.tar", limit=120)

    def deploy(self, version, greeting):
        """The exported stack; what this kernel has no means for (IPVS) is taken out: the port for all, and the address for all."""
        with open(f"{EXAMPLE}/stack.yaml") as file:
            stack = yaml.safe_load(file)
        with open(f"{EXAMPLE}/hall/ServiceConfiguration.cscfg") as file:
            text = file.read().replace("Welcome", greeting)
        with open(f"{WORK}/ServiceConfiguration.cscfg", "w") as file:
            file.write(text)
        hall = stack["services"]["hall"]
        hall["image"] = f"localhost/hall:{version}"
        del hall["ports"]
        hall["deploy"]["endpoint_mode"] = "dnsrr"
        # As a second export of the changed file would name it.
        stack["configs"]["configuration"]["name"] += f"-{version}"
        stack["services"]["balancer"] = {
            "image": "busybox:test", "command": ["sleep", "3600"], "init": True, "stop_grace_period": "1s",
            "deploy": {"endpoint_mode": "dnsrr", "placement": {"constraints": ["node.hostname == n1"]}}}
        with open(f"{WORK}/stack.yaml", "w") as file:
            yaml.safe_dump(stack, file)
        self.manager.docker("stack", "deploy", "--resolve-image", "never", "--detach=true", "-c", f"{WORK}/stack.yaml", "hall")

    def tasks(self):
        """Running instances: name of the node of each."""
        lines = self.manager.docker("service", "ps", "hall_hall", "--filter", "desired-state=running",
                                    "--format", "{{.Node}} {{.CurrentState}}").splitlines()
        return sorted(line.split()[0] for line in lines if line.split()[1:2] == ["Running"])

    def worker(self):
        """A node that has instances, and not the balancer."""
        return next(node for node in reversed(self.nodes) if node.name in self.tasks() and node is not self.manager)

    def start_balancer(self):
        def found():
            return self.manager.docker("ps", "-q", "--filter", "name=hall_balancer")

        until(found, "the balancer's container", 60)
        pid = self.manager.docker("inspect", "-f", "{{.State.Pid}}", found())
        self.space = f"--net=/proc/{pid}/ns/net"
        with open(f"{WORK}/haproxy.cfg", "w") as file:
            file.write(HAPROXY)
        with open(f"{WORK}/haproxy.log", "w") as log:
            self.balancer = subprocess.Popen(["nsenter", self.space, "haproxy", "-db", "-f", f"{WORK}/haproxy.cfg"], stdout=log, stderr=log)
        until(lambda: len({self.page() for _ in range(8)} - {None}) == 3, "three instances behind the balancer", 30)

    def page(self):
        done = run("nsenter", self.space, "curl", "-sf", "-m", "5", "http://127.0.0.1:8000/", fails=True)
        return done.stdout.strip() if done.returncode == 0 else None

    def ended(self):
        """Containers of the role that have ended since this was asked last: how each went."""
        ends = []
        for node in self.nodes:
            for container in node.containers():
                if container["State"]["Status"] != "exited" or container["Id"] in self.seen_ends:
                    continue
                self.seen_ends.add(container["Id"])
                log = node.docker("logs", container["Id"], fails=True)
                ends.append((node.name, container["State"]["ExitCode"], log.stdout + log.stderr))
        return ends

    def clean_up(self):
        if self.balancer:
            self.balancer.terminate()
            self.balancer.wait(10)
        for node in self.nodes:
            node.stop()
        subprocess.run(["ip", "netns", "del", f"{MARK}hub"], stderr=subprocess.DEVNULL)
        subprocess.run(["find", "/sys/fs/cgroup", "-depth", "-type", "d", "-path", f"*/{MARK}-*", "-exec", "rmdir", "{}", "+"],
                       stderr=subprocess.DEVNULL)
        with open("/proc/self/mounts") as file:
            for line in file:
                if line.split()[1].startswith(WORK):
                    subprocess.run(["umount", "-l", line.split()[1]], stderr=subprocess.DEVNULL)
        shutil.rmtree(WORK, ignore_errors=True)


class Load:
    """wrk, from the balancer's side, while `with` lasts."""

    def __init__(self, cluster):
        self.cluster, self.requests, self.failed = cluster, 0, 0

    def __enter__(self):
        self.wrk = subprocess.Popen(["nsenter", self.cluster.space, "wrk", "-t", "1", "-c", str(CLIENTS), "-d", "400",
                                     "--timeout", "15", "http://127.0.0.1:8000/"], stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        self.wrk.send_signal(signal.SIGINT)
        said = self.wrk.communicate(timeout=30)[0]
        self.requests = int(re.search(r"(\d+) requests in", said).group(1))
        for pattern in (r"Non-2xx or 3xx responses: (\d+)", r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)"):
            found = re.search(pattern, said)
            self.failed += sum(map(int, found.groups())) if found else 0


# ---- what must hold -------------------------------------------------------------------------------------------------

RESULTS = []


def check(holds, text):
    if not holds:
        raise Failure(text)


def note(what, seconds, load):
    RESULTS.append((what, seconds, load.requests, load.failed))
    print(f"  {what}: {seconds:.0f} s, {load.requests} requests, {load.failed} failed", flush=True)


def in_order(cluster, least):
    """Every instance that has ended since the last look drained first, and ended with 0."""
    ends = cluster.ended()
    check(len(ends) >= least, f"{len(ends)} instances ended, not {least}")
    for node, code, log in ends:
        check(code == 0, f"an instance on {node} ended with {code}: {log[-600:]}")
        check("serves on for 5 s" in log and "Stopped as asked" in log, f"not in order on {node}: {log[-600:]}")


def start(cluster):
    cluster.deploy("1", "Welcome")
    seconds = until(lambda: cluster.tasks() == list(NODES), "an instance on each node", 90)
    cluster.start_balancer()
    print(f"  three instances healthy after {seconds:.0f} s, one on each node", flush=True)


def steady(cluster):
    with Load(cluster) as load:
        time.sleep(10)
    note("nothing happens", 10, load)
    check(load.failed == 0 and load.requests > 0, f"{load.failed} of {load.requests} failed")


def rolling_update(cluster):
    with Load(cluster) as load:
        cluster.deploy("2", "Good evening")
        state = ["service", "inspect", "-f", "{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}", "hall_hall"]
        seconds = until(lambda: cluster.manager.docker(*state) == "completed", "the end of the update", 240)
    note("rolling update: another image, another configuration", seconds, load)
    check(load.failed == 0, f"{load.failed} of {load.requests} requests failed")
    check(all((cluster.page() or "").startswith("Good evening") for _ in range(6)), "an old instance answers")
    in_order(cluster, 3)


def drained_node(cluster):
    node = cluster.worker()
    with Load(cluster) as load:
        cluster.manager.docker("node", "update", "--availability", "drain", node.name)
        seconds = until(lambda: len(cluster.tasks()) == 3 and node.name not in cluster.tasks(), "the instance elsewhere", 90)
        until(node.is_empty, f"the end on {node.name}", 60)
    cluster.manager.docker("node", "update", "--availability", "active", node.name)
    note("a node drains", seconds, load)
    check(load.failed == 0, f"{load.failed} of {load.requests} requests failed")
    in_order(cluster, 1)


def lost_node(cluster):
    cluster.lost = lost = cluster.worker()
    with Load(cluster) as load:
        lost.link("down")
        # Two checks of the balancer, and what they wait for, are the time in which it can not know.
        time.sleep(6)
    note("a node is lost: the first 6 s", 6, load)
    check(load.failed < CLIENTS * 4, f"{load.failed} of {load.requests} requests failed")
    with Load(cluster) as load:
        seconds = until(lambda: len(cluster.tasks()) == 3 and lost.name not in cluster.tasks(), "the instance elsewhere", 120)
    note("the lost node: until its instances run elsewhere", seconds, load)
    check(load.failed == 0, f"{load.failed} of {load.requests} requests failed")


def returned_node(cluster):
    with Load(cluster) as load:
        cluster.lost.link("up")
        seconds = until(cluster.lost.is_empty, f"the end of what was left on {cluster.lost.name}", 120)
    note("the lost node is back, and what was left there ends", seconds, load)
    check(load.failed == 0, f"{load.failed} of {load.requests} requests failed")
    in_order(cluster, 1)


def removed(cluster):
    cluster.balancer.terminate()
    cluster.manager.docker("service", "update", "--detach=true", "--replicas", "0", "hall_hall")
    seconds = until(lambda: all(node.is_empty() for node in cluster.nodes), "the end of all", 60)
    print(f"  the last instance had ended after {seconds:.0f} s", flush=True)
    in_order(cluster, 2)
    cluster.manager.docker("stack", "rm", "hall")


SCENARIOS = [
    ("the exported stack becomes healthy, one instance on each of three nodes", start),
    ("requests are answered", steady),
    ("a rolling update fails no request, and every old instance ends in order", rolling_update),
    ("a node that drains fails no request", drained_node),
    ("a lost node fails requests only until the balancer knows, and its instance is replaced", lost_node),
    ("a node that returns ends its old instance in order", returned_node),
    ("scaled to nothing, all end in order", removed),
]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    programs = ("dockerd", "docker", "haproxy", "wrk", "busybox", "curl", "ip", "nsenter")
    missing = [program for program in programs if not shutil.which(program)]
    if missing or os.geteuid():
        sys.exit(f"swarm.py: cannot begin: {'missing ' + ', '.join(missing) if missing else 'not root'}\n"
                 "  mend: .ci/install docker, and run it as root\n0 passed, 1 failed")
    # A program that is started by a test that hangs must not hang for ever; nor leave engines behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(1))
    signal.alarm(900)
    cluster, passed, failed = Cluster(), 0, 0
    os.chmod(WORK, 0o755)
    try:
        cluster.prepare(os.path.abspath(sys.argv[1]))
        for name, scenario in SCENARIOS:
            try:
                scenario(cluster)
                passed += 1
                print(f"passed: {name}", flush=True)
            except (Failure, subprocess.SubprocessError, OSError, AttributeError) as error:
                failed += 1
                print(f"FAILED: {name}: {error}", flush=True)
                if scenario is start:
                    break
    except (Failure, subprocess.SubprocessError, OSError) as error:
        failed += 1
        print(f"FAILED: to prepare: {error}")
    finally:
        if os.environ.get("KEEP_LOGS"):
            shutil.copytree(WORK, os.environ["KEEP_LOGS"], dirs_exist_ok=True,
                            ignore=lambda _, names: [n for n in names if n in ("data", "exec", "base") or n.endswith((".tar", ".sock"))])
        cluster.clean_up()
    print("\n| | seconds | requests | failed |\n|---|--:|--:|--:|")
    for what, seconds, requests, lost in RESULTS:
        print(f"| {what} | {seconds:.0f} | {requests:,} | {lost} |")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
