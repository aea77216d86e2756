"""One run of one supervisor: started, watched, ended, and nothing of it left behind."""
import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# A copy that every user can read, wherever the repository lies.
FOLDER = tempfile.mkdtemp(prefix="conformance-actor-")
os.chmod(FOLDER, 0o755)
ACTOR = shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "actor.py"), FOLDER)
os.chmod(ACTOR, 0o755)
atexit.register(shutil.rmtree, FOLDER, True)


class Failure(Exception):
    """What was seen is not what must be seen."""


def check(holds, text):
    if not holds:
        raise Failure(text)


def until(holds, what, limit=10.0):
    """Waits for what can only be looked at: a file, the process table."""
    end = time.monotonic() + limit
    while not holds():
        if time.monotonic() > end:
            raise Failure(f"waited {limit:g} s for {what}")
        time.sleep(0.003)


def actor(*words):
    return ["/usr/bin/python3", "-SE", ACTOR, *map(str, words)]


def lines_of(path):
    try:
        with open(path) as file:
            return file.read().splitlines()
    except OSError:
        return []


def stat_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()


def parent_of(pid):
    try:
        return int(stat_of(pid)[1])
    except OSError:
        return 0


class Run:
    """Makes runs for one scenario and one adapter, in a folder of its own."""

    def __init__(self, adapter, as_pid1):
        self.adapter, self.as_pid1 = adapter, as_pid1
        self.folder = tempfile.mkdtemp(prefix="conformance-")
        os.chmod(self.folder, 0o755)
        self.count = 0

    def file(self, name):
        return os.path.join(self.folder, name)

    def __call__(self, setup, **options):
        self.count += 1
        same = os.path.join(self.folder, "role")
        shutil.rmtree(os.path.join(same, "scan"), ignore_errors=True)
        os.makedirs(same, exist_ok=True)
        return Running(self, setup, same, **options)

    def clean_up(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Running:
    """A supervisor that runs, until the end of `with`."""

    def __init__(self, run, setup, folder, blocked=(), ignored=(), through=(), stalls=False, spoil=False):
        words = run.adapter.words(setup, folder)
        if spoil:
            spoil_third_line(folder)
        self.words = words
        self.path = os.path.join(run.folder, f"output-{run.count}")
        self.code = None
        self.seen = {}
        self.reader = None
        before = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child=KILL"] if run.as_pid1 else []
        output = open(self.path, "wb")
        if stalls:
            self.reader, output = os.pipe()

        def prepare():
            signal.pthread_sigmask(signal.SIG_BLOCK, list(blocked))
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)

        self.process = subprocess.Popen([*before, *through, *words], stdin=subprocess.DEVNULL, stdout=output,
                                        stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=prepare)
        os.close(output) if stalls else output.close()
        self.pid = self.process.pid
        if run.as_pid1:
            until(lambda: children_of(self.process.pid), "the PID namespace")
            self.pid = children_of(self.process.pid)[0]
            name = os.path.basename(words[0])[:15]
            until(lambda: name_of(self.pid) != "unshare", f"the start of {name}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends it the hard way; a scenario that ended it itself leaves nothing to do."""
        self.descendants()
        if self.process.poll() is None:
            for pid in (self.pid, self.process.pid):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            self.process.wait()
        self.close_output()
        for pid, began in self.seen.items():
            try:
                if stat_of(pid)[19] == began:
                    os.kill(pid, signal.SIGKILL)
            except (OSError, ProcessLookupError):
                pass

    def signal(self, number, counting=None):
        seen = counting() if counting else None
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass
        return seen

    def wait(self, limit=10.0):
        """Waits for the supervisor's end; 128 and the number when a signal ended it."""
        try:
            code = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise Failure(f"it did not end within {limit:g} s") from None
        self.code = 128 - code if code < 0 else code
        return self.code

    def running(self):
        return self.process.poll() is None

    def output(self):
        with open(self.path, errors="replace") as file:
            return file.read()

    def close_output(self):
        if self.reader is not None:
            os.close(self.reader)
            self.reader = None

    def descendants(self):
        """All below it, whatever their group or session."""
        found, queue = [], [self.pid]
        while queue:
            for pid in children_of(queue.pop()):
                found.append(pid)
                queue.append(pid)
        for pid in found:
            try:
                self.seen.setdefault(pid, stat_of(pid)[19])
            except OSError:
                pass
        return found

    def named(self, name):
        return [pid for pid in self.descendants() if name_of(pid) == name]

    def zombies(self):
        count = 0
        for pid in children_of(self.pid):
            try:
                count += stat_of(pid)[0] == "Z"
            except OSError:
                pass
        return count

    def inside(self, words):
        """Runs a command beside it, in its PID namespace, so that what the command leaves is the supervisor's."""
        subprocess.run(["nsenter", "-t", str(self.pid), "-p", "-m", *words], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


def children_of(pid):
    try:
        found = []
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += map(int, file.read().split())
        return found
    except OSError:
        return []


def name_of(pid):
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()
    except OSError:
        return ""


def spoil_third_line(folder):
    for name in ("RoleModel.xml", "supervisord.conf"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            lines = lines_of(path)
            lines[2] = lines[2] + "<<< ] broken" if name.endswith("xml") else "[broken"
            with open(path, "w") as file:
                file.write("\n".join(lines) + "\n")


def version(adapter):
    for option in ("--version", "-v"):
        try:
            done = subprocess.run([adapter.path(), option], capture_output=True, text=True, timeout=5)
        except (OSError, subprocess.TimeoutExpired):
            continue
        text = (done.stdout or done.stderr).strip().splitlines()
        if done.returncode == 0 and text:
            return text[0]
    package = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", adapter.name], capture_output=True, text=True)
    return package.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit("running.py: start conformance.py")
