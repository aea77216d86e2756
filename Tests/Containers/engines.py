"""The engines in which images are tried: podman on runc, and Docker. Each keeps all it has in one folder of the test."""
import os
import shutil
import signal
import subprocess
import time

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


def remove_groups(path):
    """Engines leave their empty control groups behind."""
    subprocess.run(["find", "/sys/fs/cgroup", "-depth", "-type", "d", "-path", path, "-exec", "rmdir", "{}", "+"],
                   stderr=subprocess.DEVNULL)


class Podman:
    """podman on runc; buildah builds."""

    program, builder = "podman", "buildah"
    programs = ("podman", "buildah", "runc")
    group = "containers"
    # Its timers for health checks are systemd's; the test asks for them itself.
    options = ("--health-interval", "disable")
    # It gives a read-only container /tmp and /run by itself.
    read_only = ("--read-only",)

    def start(self, work, network="none"):
        with open(f"{work}/runtime", "w") as file:
            file.write(WRAPPER)
        os.chmod(f"{work}/runtime", 0o755)
        with open(f"{work}/containers.conf", "w") as file:
            file.write(f'[containers]\nlog_driver = "k8s-file"\nnetns = "{network}"\n'
                       f'[network]\nnetwork_backend = "netavark"\nnetwork_config_dir = "{work}/networks"\n'
                       f'[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "wrapped"\n'
                       f'[engine.runtimes]\nwrapped = ["{work}/runtime"]\n')
        with open(f"{work}/storage.conf", "w") as file:
            file.write(f'[storage]\ndriver = "overlay"\ngraphroot = "{work}/storage"\nrunroot = "{work}/run"\n')
        os.environ["CONTAINERS_CONF"] = f"{work}/containers.conf"
        os.environ["CONTAINERS_STORAGE_CONF"] = f"{work}/storage.conf"

    def remove(self, name):
        run("podman", "rm", "-f", "-t", "0", name, fails=True)

    def health(self, name):
        """Runs the container's health check once."""
        done = run("podman", "healthcheck", "run", name, fails=True)
        check(done.returncode == 0, f"healthy, but {done.returncode}: {done.stdout}{done.stderr}")

    def stop(self):
        run("podman", "system", "reset", "-f", fails=True)
        remove_groups("*libpod_parent*")


class Docker:
    """A Docker engine of the test's own: without a bridge, so that nothing of the machine's network is touched."""

    program, builder = "docker", "docker"
    programs = ("docker", "dockerd")
    group = "docker"
    options = ("--health-interval", "1s")
    read_only = ("--read-only", "--tmpfs", "/tmp", "--tmpfs", "/run")
    engine = None

    def start(self, work, network="none"):
        os.makedirs(f"{work}/docker")
        socket = f"unix://{work}/docker/docker.sock"
        os.environ.update(DOCKER_HOST=socket, DOCKER_BUILDKIT="0")
        self.parent = f"/wahost-test-{os.getpid()}"
        # --oom-score-adjust: a root without CAP_SYS_RESOURCE may not lower it.
        words = ["dockerd", "--data-root", f"{work}/docker/data", "--exec-root", f"{work}/docker/exec", "-H", socket,
                 "-p", f"{work}/docker/pid", "--iptables=false", "--ip6tables=false", "--bridge=none",
                 "--storage-driver", "vfs", "--oom-score-adjust", "0", "--cgroup-parent", self.parent]
        with open(f"{work}/docker/log", "w") as log:
            self.engine = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        until(lambda: run("docker", "version", fails=True).returncode == 0, "the engine", 30)

    def remove(self, name):
        run("docker", "rm", "-f", "-v", name, fails=True)

    def health(self, name):
        """Waits for the engine's own health check."""
        until(lambda: run("docker", "inspect", "-f", "{{.State.Health.Status}}", name) == "healthy", "a healthy container", 20)

    def stop(self):
        if not self.engine:
            return
        self.engine.send_signal(signal.SIGTERM)
        try:
            self.engine.wait(40)
        except subprocess.TimeoutExpired:
            self.engine.kill()
        remove_groups(f"*{self.parent}*")


ENGINES = {"podman": Podman, "docker": Docker}


def missing(programs):
    """Why a test can not begin; nil when it can."""
    absent = [program for program in programs if not shutil.which(program)]
    if absent:
        return "missing " + ", ".join(absent)
    return "not root" if os.geteuid() else None
