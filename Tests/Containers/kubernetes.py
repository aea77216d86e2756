#!/usr/bin/python3
"""Runs Examples/kubernetes/hall.yaml with `podman kube play`, as root, and says what held.

usage: kubernetes.py BIN_DIR     the folder of the static binaries (`.ci/build-release DIR` makes it)

Needs podman, buildah, runc, netavark and busybox (`.ci/install containers`), and root. podman does not act on readiness
and start-up probes, and its timers are systemd's: this test asks what the file says is to be asked. podman gives a
container's port to the whole machine, so one replica runs. The last line is `N passed, N failed`.
Everything it makes lies in one temporary folder and one network namespace, and is gone when it ends.
"""
import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import yaml

from engines import Failure, Podman, check, missing, run, until

EXAMPLE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "Examples", "kubernetes")
WORK = tempfile.mkdtemp(prefix="wahost-kubernetes-")
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
SPACE = f"wah{os.getpid()}pods"
INSIDE = ("nsenter", f"--net=/run/netns/{SPACE}")
POD, CONTAINER, FILE = "hall-pod-0", "hall-pod-0-hall", "ServiceConfiguration.cscfg"


def podman(*words, **more):
    return run(*INSIDE, "podman", *words, **more)


def inspect(what, name=CONTAINER):
    return podman("inspect", "-f", "{{%s}}" % what, name)


def log():
    done = podman("logs", CONTAINER, fails=True)
    return done.stdout + done.stderr


class Play:
    """What is known of the pod while it runs."""

    documents = address = volume = None

    @classmethod
    def pod(cls):
        return next(d for d in cls.documents if d["kind"] == "Deployment")["spec"]["template"]["spec"]

    @classmethod
    def ask(cls, port, path):
        """The status and the text of an answer."""
        done = run(*INSIDE, "curl", "-s", "-m", "3", "-w", "\n%{http_code}", f"http://{cls.address}:{port}{path}", fails=True)
        text, _, code = done.stdout.rpartition("\n")
        return int(code or 0), text.strip()

    @classmethod
    def probe(cls, name):
        """Asks what the file says that this probe asks."""
        wanted = cls.pod()["containers"][0][name]["httpGet"]
        return cls.ask(wanted["port"], wanted["path"])[0]

    @classmethod
    def page(cls):
        return cls.ask(8080, "/")[1]


def swap(text):
    """Changes the mounted ConfigMap as kubelet does: a new folder, and the link `..data` set to it in one step."""
    folder, stamp = Play.volume, f"..{time.monotonic_ns()}"
    os.mkdir(f"{folder}/{stamp}")
    with open(f"{folder}/{stamp}/{FILE}", "w") as file:
        file.write(text)
    data = f"{folder}/..data"
    old = os.readlink(data) if os.path.islink(data) else None
    os.symlink(stamp, f"{folder}/..data_tmp")
    os.rename(f"{folder}/..data_tmp", data)
    if not os.path.islink(f"{folder}/{FILE}"):
        # podman copies the file; kubelet has only ever had a link there.
        os.symlink(f"..data/{FILE}", f"{folder}/..link")
        os.rename(f"{folder}/..link", f"{folder}/{FILE}")
    if old:
        shutil.rmtree(f"{folder}/{old}")


# ---- what must hold -------------------------------------------------------------------------------------------------

def plays():
    with open(f"{EXAMPLE}/hall.yaml") as file:
        text = file.read()
    Play.documents = list(yaml.safe_load_all(text))
    with open(f"{WORK}/hall.yaml", "w") as file:
        file.write(text.replace("replicas: 3", "replicas: 1"))
    done = podman("kube", "play", f"{WORK}/hall.yaml", fails=True, limit=120)
    check(done.returncode == 0, f"kube play: {done.returncode}: {done.stdout}{done.stderr}")
    Play.address = inspect('range .NetworkSettings.Networks}}{{.IPAddress}}{{end', inspect(".InfraContainerID", POD))
    Play.volume = podman("volume", "inspect", "-f", "{{.Mountpoint}}", "hall")
    begun = time.monotonic()
    until(lambda: Play.probe("startupProbe") == 200, "the start-up probe", 30)
    print(f"  Ready {time.monotonic() - begun:.1f} s after kube play came back")
    with open(f"/proc/{inspect('.State.Pid')}/status") as file:
        status = file.read()
    check("Name:\twahostbootstrap\n" in status and "\nUid:\t10000\t" in status, "PID 1 is not the bootstrapper of user 10000")
    check(podman("exec", CONTAINER, "touch", "/role/x", fails=True).returncode != 0, "the root can be written to")
    said = podman("exec", CONTAINER, "wahostbootstrapper", "status", "--check")
    check("Ready" in said, f"no status inside: {said}")


def probes():
    check(Play.probe("readinessProbe") == 200 and Play.probe("livenessProbe") == 200, "not Ready or not live")
    test = inspect("json .Config.Healthcheck.Test")
    check("/live" in test, f"podman did not take the liveness probe: {test}")
    done = podman("healthcheck", "run", CONTAINER, fails=True)
    check(done.returncode == 0, f"its liveness probe fails: {done.returncode} {done.stdout}{done.stderr}{inspect('json .State.Health')[-400:]}")
    pid = int(inspect(".State.Pid"))
    os.kill(pid, signal.SIGSTOP)
    try:
        check(podman("healthcheck", "run", CONTAINER, fails=True).returncode != 0, "a frozen bootstrapper is called live")
    finally:
        os.kill(pid, signal.SIGCONT)
    check(podman("healthcheck", "run", CONTAINER, fails=True).returncode == 0, "it does not come back")


def configuration():
    with open(f"{EXAMPLE}/hall/{FILE}") as file:
        text = file.read()
    check(Play.page() == f"Welcome from {POD}", f"the ConfigMap's value did not reach the role: {Play.page()}")
    before = inspect(".State.Pid"), podman("exec", CONTAINER, "pidof", "wahostbootstrapper")
    swap(text)
    delays = []
    for word in ("Good morning", "Good day", "Good evening"):
        begun = time.monotonic()
        swap(text.replace("Welcome", word))
        until(lambda: Play.page() == f"{word} from {POD}", f"the page to say {word}", 20)
        delays.append(time.monotonic() - begun)
    print(f"  from the swap to the new page: {[f'{delay * 1000:.0f} ms' for delay in delays]}")
    check("announced as incarnation 1003" in log() and "changed: Good evening" in log(), "not three changes")
    # The third one is in force; a file that is at fault changes nothing.
    swap(text.replace("</Role>", ""))
    until(lambda: re.search(r'"level":"(error|warning)".*cscfg|cscfg.*"level":"(error|warning)', log()), "the fault", 20)
    check(Play.page() == f"Good evening from {POD}" and Play.probe("readinessProbe") == 200, "a faulty file came into force")
    check(inspect(".State.Pid") == before[0] and inspect(".RestartCount") in ("0", "<no value>"), "the container was started again")


def stop():
    grace = Play.pod()["terminationGracePeriodSeconds"]
    begun = time.monotonic()
    # The container, as kubelet does: `podman pod stop` takes the network away at once.
    stopping = subprocess.Popen([*INSIDE, "podman", "stop", "-t", str(grace), CONTAINER],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: Play.probe("readinessProbe") == 503, "the readiness probe to fail", 10)
    check(Play.probe("livenessProbe") == 200, "not live while it drains")
    # Until the drain is over, whoever has not heard of it yet is answered.
    while "out of rotation" in log() and "exited with code" not in log() and time.monotonic() - begun < 4:
        check(Play.ask(8080, "/")[0] == 200, "a request failed while it drained")
    check(stopping.wait(grace) == 0, "stop failed")
    took = time.monotonic() - begun
    print(f"  stopped after {took:.1f} s of {grace} s")
    check(inspect(".State.ExitCode") == "0", f"exit code {inspect('.State.ExitCode')}")
    said = log()
    order = [said.find(word) for word in ("stopping in order", "serves on for 5 s", "host 'hall.sh' exited", "'web.sh' was ended", "Stopped as asked")]
    check(order == sorted(order) and -1 not in order, f"not in order: {order}: {said[-900:]}")
    check(5 <= took < grace, f"{took:.1f} s")


SCENARIOS = [
    ("kube play runs the exported file: the bootstrapper is PID 1, no root, a read-only root", plays),
    ("the three probes hold, and liveness fails while the bootstrapper is frozen", probes),
    ("a change of the ConfigMap by a swap of links goes through Changing and Changed, a faulty one does not", configuration),
    ("a stop takes it out of rotation, serves on, ends in order within the grace period, with exit code 0", stop),
]


def prepare(binaries):
    os.chmod(WORK, 0o755)
    Podman().start(WORK, network="bridge")
    run("ip", "netns", "add", SPACE)
    run("ip", "-n", SPACE, "link", "set", "lo", "up")
    base = f"{WORK}/base"
    for folder in ("bin", "etc", "tmp"):
        os.makedirs(f"{base}/{folder}")
    os.chmod(f"{base}/tmp", 0o1777)
    shutil.copy(shutil.which("busybox"), f"{base}/bin/busybox")
    for applet in run("busybox", "--list").split():
        if applet != "busybox":
            os.symlink("busybox", f"{base}/bin/{applet}")
    # podman makes `curl -f URL` of a probe by HTTP; BusyBox has wget.
    with open(f"{base}/bin/curl", "w") as file:
        file.write('#!/bin/sh\nexec timeout 2 wget -q -O /dev/null "http://127.0.0.1${2#http://localhost}"\n')
    os.chmod(f"{base}/bin/curl", 0o755)
    with open(f"{base}/etc/passwd", "w") as file:
        file.write("root:x:0:0::/:/bin/sh\n")
    run("tar", "-C", base, "-cf", f"{WORK}/base.tar", ".")
    run("podman", "import", f"{WORK}/base.tar", "localhost/busybox:test")
    os.environ.update(BASE="localhost/busybox:test", ENGINE="buildah")
    run(f"{EXAMPLE}/build.sh", binaries, limit=120)


def clean_up():
    podman("kube", "down", f"{WORK}/hall.yaml", fails=True)
    Podman().stop()
    subprocess.run(["ip", "netns", "del", SPACE], stderr=subprocess.DEVNULL)
    shutil.rmtree(WORK, ignore_errors=True)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if reason := missing((*Podman.programs, "busybox", "curl", "ip", "nsenter")):
        sys.exit(f"kubernetes.py: cannot begin: {reason}\n  mend: .ci/install containers, and run it as root\n0 passed, 1 failed")
    passed = failed = 0
    try:
        prepare(os.path.abspath(sys.argv[1]))
        for name, scenario in SCENARIOS:
            try:
                scenario()
                passed += 1
                print(f"passed: {name}", flush=True)
            except (Failure, subprocess.SubprocessError, OSError, ValueError) as error:
                failed += 1
                print(f"FAILED: {name}: {error}", flush=True)
    except (Failure, subprocess.SubprocessError, OSError) as error:
        failed += 1
        print(f"FAILED: to prepare: {error}")
    finally:
        clean_up()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
