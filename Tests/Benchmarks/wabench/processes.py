"""Starting a supervisor with the moment noted, seeing what belongs to it, and leaving nothing of it behind."""

import ctypes
import os
import select
import signal
import time

from wabench.machine import monotonic_ns

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Makes this process the one that orphans of a dead supervisor come to, so that they can be found and ended."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children_of(process):
    """Returns the process identifiers of the children of a process."""
    found = []
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{task}/children") as file:
                found += [int(field) for field in file.read().split()]
    except OSError:
        pass
    return found


def descendants_of(process):
    """Returns the process identifiers of everything below a process."""
    found = []
    for child in children_of(process):
        found.append(child)
        found += descendants_of(child)
    return found


def state_of(process):
    """Returns the letter of a process's state, or None where there is no such process."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0]
    except OSError:
        return None


def name_of(process):
    try:
        with open(f"/proc/{process}/comm") as file:
            return file.read().strip()
    except OSError:
        return None


def end(processes):
    """Kills these processes, and reaps those that are ours."""
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def end_adopted():
    """Ends whatever is still below this process; returns how many there were that had not ended by themselves."""
    ended = 0
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return ended
        left = [child for child in descendants_of(os.getpid()) if state_of(child) not in (None, "Z")]
        ended = max(ended, len(left))
        end(left)
        time.sleep(0.01)
    return ended


class Supervisor:
    """One run of a supervisor. `began` is the moment before it was executed."""

    def __init__(self, launch, output=None, pipe=False):
        """Starts it: output into the file `output`, or into a pipe whose reading end is `news`."""
        self.news = None
        self.exit_code = None
        self._reaped = False
        reading = writing = None
        actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0)]
        if pipe:
            reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
            os.set_blocking(writing, True)
            actions += [(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_DUP2, writing, 2)]
        else:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            actions += [(os.POSIX_SPAWN_OPEN, 1, output or "/dev/null", flags, 0o644), (os.POSIX_SPAWN_DUP2, 1, 2)]
        program, arguments, environment = launch.arguments[0], launch.arguments, launch.environment
        self.began = monotonic_ns()
        self.process = os.posix_spawn(
            program, arguments, environment, file_actions=actions, setsigmask=[], setsigdef=[signal.SIGPIPE]
        )
        self.target = self.process  # Whom signals go to: not the process itself where that is only `unshare`.
        self._handle = os.pidfd_open(self.process)
        if pipe:
            os.close(writing)
            self.news = reading

    def send(self, number):
        try:
            os.kill(self.target, number)
        except ProcessLookupError:
            pass

    def wait(self, seconds):
        """Returns the moment its end was seen; raises TimeoutError."""
        poller = select.poll()
        poller.register(self._handle, select.POLLIN)
        if not self._reaped and not poller.poll(seconds * 1000):
            raise TimeoutError(f"the supervisor had not ended after {seconds:g} s")
        moment = monotonic_ns()
        self._reap()
        return moment

    def _reap(self):
        if self._reaped:
            return
        self._reaped = True
        self.exit_code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def close(self, number=signal.SIGTERM, seconds=10, sweep=True):
        """Ends it and everything of it; never raises. With `sweep` also whatever has come to this process."""
        try:
            if not self._reaped:
                self.send(number)
                self.wait(seconds)
        except TimeoutError:
            below = descendants_of(self.process)
            end([self.process] + below)
            self._reap()
            end(below)
        finally:
            os.close(self._handle)
            if self.news is not None:
                os.close(self.news)
            if sweep:
                end_adopted()
