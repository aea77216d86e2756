#!/usr/bin/python3
"""Runs the images of Examples/container in podman on runc, as root, and says what held.

usage: containers.py BIN_DIR     the folder of the static binaries (`.ci/build-release DIR` makes it)

Needs podman, buildah, runc and mmdebstrap (`.ci/install containers`), and root. The last line is `N passed, N failed`.
Everything it makes lies in one temporary folder, and is gone when it ends.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(os.path.dirname(os.path.dirname(HERE)), "Examples", "container")
PROGRAM = "/usr/local/bin/wahostbootstrapper"
# A root without CAP_SYS_RESOURCE, as on many CI machines, may not raise limits: take them out of what runc is given.
WRAPPER = '''#!/usr/bin/python3
import json, os, sys
words = sys.argv[1:]
def option(*names):
    return next((words[i + 1] for i, word in enumerate(words) if word in names and i + 1 < len(words)), None)
def strip(path, key):
    with open(path) as file: document = json.load(file)
    process = document[key] if key else document
    process.pop("rlimits", None); process.pop("oomScoreAdj", None)
    with open(path, "w") as file: json.dump(document, file)
if "create" in words or "run" in words: strip(os.path.join(option("--bundle", "-b") or ".", "config.json"), "process")
elif "exec" in words and option("--process", "-p"): strip(option("--process", "-p"), None)
os.execvp("runc", ["runc"] + words)
'''


class Failure(Exception):
    pass


def check(holds, text):
    if not holds:
        raise Failure(text)


def run(*words, limit=60, fails=False):
    done = subprocess.run(words, capture_output=True, text=True, timeout=limit)
    if done.returncode and not fails:
        raise Failure(f"{' '.join(words[:4])} …: exit code {done.returncode}: {(done.stderr or done.stdout)[-400:]}")
    return done.stdout.strip() if not fails else done


def until(holds, what, limit=10.0):
    """Waits for what nobody announces; the event itself is in the container's log or the kernel's tables."""
    end = time.monotonic() + limit
    while not holds():
        if time.monotonic() > end:
            raise Failure(f"waited {limit:.0f} s for {what}")
        time.sleep(0.005)


class Container:
    """One container of one image; gone at the end of `with`."""

    def __init__(self, image, *options, words=(), name="wahost-test"):
        self.name = name
        self.command = ["podman", "run", "-d", "--name", name, "--network", "none", "--health-interval", "disable",
                        *options, image, *words]

    def __enter__(self):
        run(*self.command)
        return self

    def __exit__(self, *_):
        run("podman", "rm", "-f", "-t", "0", self.name, fails=True)

    def log(self):
        done = run("podman", "logs", self.name, fails=True)
        return done.stdout + done.stderr

    def ready(self):
        until(lambda: "Ready after" in self.log() or self.state("Status") == "exited", "Ready")
        check("Ready after" in self.log(), f"it did not become Ready: {self.log()[-600:]}")

    def state(self, field):
        return run("podman", "inspect", "-f", "{{.State.%s}}" % field, self.name)

    def stop(self, grace="20"):
        run("podman", "stop", "-t", grace, self.name)
        return int(self.state("ExitCode"))

    def execute(self, *words):
        return run("podman", "exec", self.name, *words, fails=True)

    @property
    def pid(self):
        return int(self.state("Pid"))


def instant(text):
    """Seconds of a time as the engine writes it, with nanoseconds."""
    whole, fraction = re.match(r"(\S+ [\d:]+)(\.\d+)?", text).groups()
    return datetime.fromisoformat(whole + "+00:00").timestamp() + float(fraction or 0)


def zombies_below(pid):
    """How many processes of the container's PID namespace are zombies."""
    space = os.stat(f"/proc/{pid}/ns/pid").st_ino
    count = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                state = file.read().rsplit(")", 1)[1].split()[0]
            if state == "Z" and os.stat(f"/proc/{name}/ns/pid").st_ino == space:
                count += 1
        except OSError:
            continue
    return count


# ---- what must hold -------------------------------------------------------------------------------------------------

SCRATCH, DEBIAN = "localhost/wahost-scratch", "localhost/wahost-debian"
WAYS = {
    "as root": (),
    "as an ordinary user with a read-only root": ("--user", "1000:1000", "--read-only", "--cap-drop", "all"),
    "with little memory and few processes": ("--memory", "64m", "--pids-limit", "24"),
    "with a read-only root and a volume": ("--read-only", "--tmpfs", "/var/lib/wahost", "--tmpfs", "/run"),
}


def orderly(image, options):
    with Container(image, *options) as container:
        container.ready()
        with open(f"/proc/{container.pid}/comm") as file:
            check(file.read().strip() == "wahostbootstrapper"[:15], "PID 1 is not the bootstrapper")
        code = container.stop()
        check(code == 0, f"exit code {code}: {container.log()[-600:]}")
        lines = [line for line in container.log().splitlines() if "wahost" in line]
        order = [max((i for i, line in enumerate(lines) if word in line), default=-1)
                 for word in ("Ready after", "stopping in order", "wahost | host", "Stopped as asked")]
        check(order == sorted(order) and -1 not in order, f"not in order: {lines}")


def exit_code():
    with Container(SCRATCH, "--env", "EXIT_CODE=42") as container:
        container.ready()
        subprocess.run(["kill", "-TERM", str(host_of(container))], check=True)
        until(lambda: container.state("Status") == "exited", "the end")
        check(container.state("ExitCode") == "42", f"exit code {container.state('ExitCode')}")


def host_of(container):
    for child in children(container.pid):
        with open(f"/proc/{child}/cmdline") as file:
            if "serve" in file.read():
                return child
    raise Failure("no host runs")


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


def health():
    with Container(SCRATCH) as container:
        container.ready()
        done = run("podman", "healthcheck", "run", container.name, fails=True)
        check(done.returncode == 0, f"healthy, but {done.returncode}: {done.stdout}{done.stderr}")
        times = []
        for _ in range(20):
            begun = time.monotonic()
            done = subprocess.run(["nsenter", "-t", str(container.pid), "-a", PROGRAM, "status", "--check"],
                                  capture_output=True)
            times.append(time.monotonic() - begun)
            check(done.returncode == 0, f"status --check: {done.returncode} {done.stderr}")
        print(f"  health check inside the container, nsenter included: median {sorted(times)[10] * 1000:.1f} ms")


def stop_time():
    delays = []
    for _ in range(5):
        with Container(SCRATCH) as container:
            container.ready()
            container.stop()
            left = float(re.search(r"left at ([\d.]+)", container.log()).group(1))
            delays.append(instant(container.state("FinishedAt")) - left)
    print(f"  from the host's last word to the container's end: {[f'{delay * 1000:.0f} ms' for delay in delays]}")
    check(sorted(delays)[2] < 0.1, "more than 100 ms")


def first_ready():
    delays = []
    for _ in range(5):
        entry = ("--entrypoint", json.dumps(["/role/approot/greeter", "exec", PROGRAM, "run", "/role"]))
        with Container(SCRATCH, "--env", "WAHOST_LOG_FORMAT=json", *entry) as container:
            container.ready()
            line = next(line for line in container.log().splitlines() if "Ready after" in line)
            ready = datetime.fromisoformat(json.loads(line)["time"].replace("Z", "+00:00")).timestamp()
            delays.append(ready - float(re.search(r"executing at ([\d.]+)", container.log()).group(1)))
    print(f"  from the exec to Ready: {[f'{delay * 1000:.0f} ms' for delay in delays]}")
    check(sorted(delays)[2] < 0.05, "more than 50 ms")


def orphans():
    with Container(SCRATCH, "--pids-limit", "0") as container:
        container.ready()
        done = container.execute("/role/approot/greeter", "orphans", "10000")
        check("left 10000 orphans" in done.stdout, f"{done.stdout}{done.stderr}")
        until(lambda: zombies_below(container.pid) == 0, "the last zombie's burial")
        check(container.stop() == 0, "it did not end in order")


def secrets():
    folder = tempfile.mkdtemp(dir=WORK)
    with open(os.path.join(folder, "EXIT_CODE"), "w") as file:
        file.write("7\n")
    with Container(SCRATCH, "--volume", f"{folder}:/run/secrets:ro", "--env", "WAHOST_ENV_DIRECTORY=/run/secrets") as container:
        container.ready()
        subprocess.run(["kill", "-TERM", str(host_of(container))], check=True)
        until(lambda: container.state("Status") == "exited", "the end")
        check(container.state("ExitCode") == "7", f"the secret did not arrive: exit code {container.state('ExitCode')}")


def json_output():
    with Container(DEBIAN, "--env", "WAHOST_LOG_FORMAT=json") as container:
        container.ready()
        container.stop()
        records = [json.loads(line) for line in container.log().splitlines()]
        check(any(record["source"] != "wahost" for record in records), "no line of the role")


def size():
    scratch, debian, plain = (int(run("podman", "image", "inspect", "-f", "{{.Size}}", image))
                              for image in (SCRATCH, DEBIAN, BASE))
    print(f"  sizes: scratch {scratch / 1e6:.1f} MB; on Debian {debian / 1e6:.1f} MB, of which Debian {plain / 1e6:.1f} MB")
    check(scratch < plain, "the image from scratch is larger than Debian alone")


SCENARIOS = [
    *[(f"{image.split('-')[1]} image, {way}: starts, stops in order, exit code 0",
       lambda image=image, options=options: orderly(image, options))
      for image in (SCRATCH, DEBIAN) for way, options in WAYS.items()],
    ("the host's exit code is the container's", exit_code),
    ("HEALTHCHECK by status --check", health),
    ("the container ends within 100 ms of its last process", stop_time),
    ("Ready within 50 ms of the engine's exec", first_ready),
    ("10,000 orphans leave no zombie", orphans),
    ("files of a folder become variables", secrets),
    ("output as JSON", json_output),
    ("the image from scratch is smaller than Debian slim", size),
]

BASE = "localhost/debian-slim"
WORK = tempfile.mkdtemp(prefix="wahost-containers-")


def prepare(binaries):
    os.chmod(WORK, 0o755)
    with open(f"{WORK}/runtime", "w") as file:
        file.write(WRAPPER)
    os.chmod(f"{WORK}/runtime", 0o755)
    with open(f"{WORK}/containers.conf", "w") as file:
        file.write(f'[containers]\nlog_driver = "k8s-file"\nnetns = "none"\n[engine]\ncgroup_manager = "cgroupfs"\n'
                   f'events_logger = "file"\nruntime = "wrapped"\n[engine.runtimes]\nwrapped = ["{WORK}/runtime"]\n')
    with open(f"{WORK}/storage.conf", "w") as file:
        file.write(f'[storage]\ndriver = "overlay"\ngraphroot = "{WORK}/storage"\nrunroot = "{WORK}/run"\n')
    os.environ["CONTAINERS_CONF"] = f"{WORK}/containers.conf"
    os.environ["CONTAINERS_STORAGE_CONF"] = f"{WORK}/storage.conf"
    print("making a Debian of the smallest kind")
    run("mmdebstrap", "--quiet", "--variant=minbase", "bookworm", f"{WORK}/debian.tar", limit=300)
    run("podman", "import", f"{WORK}/debian.tar", BASE, limit=120)
    print("building the images")
    os.environ.update(BASE=BASE, ENGINE="buildah")
    run(f"{EXAMPLE}/build.sh", binaries, limit=600)


def clean_up():
    run("podman", "system", "reset", "-f", fails=True)
    subprocess.run(["find", "/sys/fs/cgroup", "-depth", "-type", "d", "-path", "*libpod_parent*", "-exec", "rmdir", "{}", "+"],
                   stderr=subprocess.DEVNULL)
    shutil.rmtree(WORK, ignore_errors=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    missing = [program for program in ("podman", "buildah", "runc", "mmdebstrap") if not shutil.which(program)]
    if missing or os.geteuid():
        sys.exit(f"containers.py: cannot begin: {'missing ' + ', '.join(missing) if missing else 'not root'}\n"
                 "  mend: .ci/install containers, and run it as root\n0 passed, 1 failed")
    passed = failed = 0
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    try:
        prepare(os.path.abspath(sys.argv[1]))
        for name, scenario in SCENARIOS:
            if wanted not in name:
                continue
            try:
                scenario()
                passed += 1
                print(f"passed: {name}", flush=True)
            except (Failure, subprocess.SubprocessError, OSError, StopIteration, AttributeError) as error:
                failed += 1
                print(f"FAILED: {name}: {error}", flush=True)
    except Failure as error:
        failed += 1
        print(f"FAILED: to prepare: {error}")
    finally:
        clean_up()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
