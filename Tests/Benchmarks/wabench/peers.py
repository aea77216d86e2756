"""The rivals: how each is told to do what a scenario asks for. A method that returns None: it can not."""

import os
import shutil
import signal
import subprocess

from wabench import machine

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Child:
    """A program of ours for a supervisor to run: told everything by its environment, so that no shell is in between."""

    def __init__(self, program, **environment):
        self.program = program
        self.environment = environment


class Launch:
    """A command line of a supervisor."""

    def __init__(self, arguments, environment=None, stop_signal=signal.SIGTERM, delay=None):
        found = shutil.which(arguments[0], path=PATH)
        self.arguments = [found or arguments[0]] + arguments[1:]
        self.environment = {"PATH": PATH, "HOME": "/nonexistent", **(environment or {})}
        self.stop_signal = stop_signal
        self.delay = delay  # The rest before a restart that it enforces or was told, in words.


class Peer:
    """A rival that Debian may package."""

    name = ""
    program = ""  # What must be on PATH.
    package = ""
    supervises = True
    stops_with = None  # The exit code that a stop must end with; None: it has no promise about that.
    slow = False  # Needs seconds a sample: gets --slow-rounds of them.

    def version(self):
        """Returns its version, or None where it is not installed."""
        if not shutil.which(self.program, path=PATH):
            return None
        return machine.package_version(self.package) or "of unknown version"

    def one(self, scratch, child):
        return None

    def sequence(self, scratch, steps, step, main):
        return None

    def gated(self, scratch, agent, main):
        return None

    def respawning(self, scratch, child):
        return self.many(scratch, 1, child)

    def many(self, scratch, count, child):
        return None

    def adopting(self, scratch, child):
        """Runs one child that leaves orphans."""
        return self.one(scratch, child)


class Wrapper(Peer):
    """A wrapper of one command."""

    def __init__(self, name, package, *options):
        self.name = self.program = name
        self.package = package
        self.options = list(options)

    def one(self, scratch, child):
        return Launch([self.program, *self.options, child.program], child.environment)


class Floor(Peer):
    """The C floors of `programs/`: the least that must be done."""

    name = "C floor"

    def __init__(self, programs):
        self.programs = programs

    def version(self):
        return "programs/floor-*.c, static"

    def _floor(self, name, *arguments):
        return [os.path.join(self.programs, f"floor-{name}"), *map(str, arguments)]

    def one(self, scratch, child):
        return Launch(self._floor("wrap", child.program), child.environment)

    def sequence(self, scratch, steps, step, main):
        return Launch(self._floor("seq", steps, step.program, main.program), main.environment)

    def gated(self, scratch, agent, main):
        return Launch(self._floor("ready", agent.program, main.program), {**agent.environment, **main.environment})

    def many(self, scratch, count, child):
        return Launch(self._floor("n", count, child.program), child.environment, delay="none")

    def adopting(self, scratch, child):
        return Launch(self._floor("n", "--subreaper", 1, child.program), child.environment)


class Bare(Peer):
    """The child without any supervisor: what exec itself costs."""

    name = "no supervisor"
    supervises = False

    def version(self):
        return "the child itself"

    def one(self, scratch, child):
        return Launch([child.program], child.environment)

    def adopting(self, scratch, child):
        return None


class Shell(Peer):
    """A shell script that stops at the first failure."""

    def __init__(self, program, package):
        self.name = f"{program} -e"
        self.program = program
        self.package = package

    def sequence(self, scratch, steps, step, main):
        script = os.path.join(scratch, "steps.sh")
        with open(script, "w") as file:
            file.write(f"{step.program}\n" * steps + f"{main.program}\n")
        return Launch([self.program, "-e", script], main.environment)


class S6(Peer):
    """s6-svscan over one folder a service; `run` is the child itself."""

    name = "s6"
    program = "s6-svscan"
    package = "s6"

    def _service(self, scratch, name, child):
        folder = os.path.join(scratch, "scan", name)
        os.makedirs(folder)
        os.symlink(child.program, os.path.join(folder, "run"))
        return folder

    def one(self, scratch, child):
        return self.many(scratch, 1, child)

    def many(self, scratch, count, child):
        for number in range(count):
            self._service(scratch, f"child{number}", child)
        scan = os.path.join(scratch, "scan")
        return Launch([self.program, "-c", str(max(count + 10, 500)), scan], child.environment, delay="1 s, always")

    def gated(self, scratch, agent, main):
        folder = self._service(scratch, "agent", agent)
        with open(os.path.join(folder, "notification-fd"), "w") as file:
            file.write("3\n")
        gate = os.path.join(scratch, "scan", "main")
        os.makedirs(gate)
        with open(os.path.join(gate, "run"), "w") as file:
            # s6-svwait fails until s6-supervise has made the agent's event folder; the agent rests 100 ms, which is enough.
            file.write(f"#!/bin/sh\nuntil s6-svwait -U {folder} 2>/dev/null; do sleep 0.01; done\nexec {main.program}\n")
        os.chmod(os.path.join(gate, "run"), 0o755)
        return Launch([self.program, os.path.join(scratch, "scan")], {**agent.environment, **main.environment})


class Runit(Peer):
    """runsvdir over one folder a service. It looks for new folders by itself only after a second."""

    name = "runit"
    program = "runsvdir"
    package = "runit"

    def _service(self, folder, child):
        os.makedirs(folder)
        os.symlink(child.program, os.path.join(folder, "run"))

    def respawning(self, scratch, child):
        self._service(os.path.join(scratch, "child"), child)
        return Launch(["runsv", os.path.join(scratch, "child")], child.environment, delay="1 s after a life below 1 s")

    def many(self, scratch, count, child):
        for number in range(count):
            self._service(os.path.join(scratch, "scan", f"child{number}"), child)
        return Launch([self.program, os.path.join(scratch, "scan")], child.environment, stop_signal=signal.SIGHUP)


class Supervisord(Peer):
    """supervisord, in the foreground; output of the children to nowhere, so that only starting is measured."""

    name = "supervisord"
    program = "supervisord"
    package = "supervisor"
    slow = True

    def one(self, scratch, child):
        return self.many(scratch, 1, child)

    def many(self, scratch, count, child):
        configuration = os.path.join(scratch, "supervisord.conf")
        with open(configuration, "w") as file:
            file.write(
                "[supervisord]\nnodaemon=true\nlogfile=/dev/null\nlogfile_maxbytes=0\n"
                f"pidfile={scratch}/pid\nminfds={count * 4 + 100}\n"
                f"[program:child]\ncommand={child.program}\nprocess_name=%(process_num)d\nnumprocs={count}\n"
                "autorestart=true\nstartsecs=0\nstdout_logfile=/dev/null\nstdout_logfile_maxbytes=0\n"
                "redirect_stderr=true\n"
            )
        return Launch([self.program, "-n", "-c", configuration], child.environment, delay="none, looks once a second")


class Dinit(Peer):
    """dinit as a container's first process, one file a service."""

    name = "dinit"
    program = "dinit"
    package = "dinit"

    def _launch(self, scratch, environment, services, delay=None):
        folder = os.path.join(scratch, "services")
        os.makedirs(folder)
        for name, lines in services.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write("".join(f"{line}\n" for line in lines))
        options = ["--container", "--quiet", "--services-dir", folder, "--socket-path", os.path.join(scratch, "socket")]
        return Launch([self.program, *options], environment, delay=delay)

    def one(self, scratch, child):
        boot = ["type = process", f"command = {child.program}"]
        return self._launch(scratch, child.environment, {"boot": boot})

    def sequence(self, scratch, steps, step, main):
        services = {}
        for number in range(steps):
            services[f"step{number}"] = ["type = scripted", f"command = {step.program}"]
            if number:
                services[f"step{number}"].append(f"depends-on = step{number - 1}")
        services["boot"] = ["type = process", f"command = {main.program}", f"depends-on = step{steps - 1}"]
        return self._launch(scratch, main.environment, services)

    def gated(self, scratch, agent, main):
        services = {
            "agent": ["type = process", f"command = {agent.program}", "ready-notification = pipefd:3"],
            "boot": ["type = process", f"command = {main.program}", "depends-on = agent"],
        }
        return self._launch(scratch, {**agent.environment, **main.environment}, services)

    def many(self, scratch, count, child):
        names = [f"child{number}" for number in range(count)]
        service = ["type = process", f"command = {child.program}", "restart = true", "restart-delay = 0"]
        service += ["restart-limit-interval = 0"]
        services = {name: service for name in names}
        services["boot"] = ["type = internal"] + [f"waits-for = {name}" for name in names]
        return self._launch(scratch, child.environment, services, delay="0 (told)")


class S6RC(Peer):
    """s6-rc: a compiled database of oneshots and longruns over s6-svscan."""

    name = "s6-rc"
    program = "s6-rc"
    package = "s6-rc"

    def sequence(self, scratch, steps, step, main):
        source = os.path.join(scratch, "source")
        for number in range(steps):
            lines = {"type": "oneshot", "up": step.program}
            self._define(source, f"step{number}", lines, [f"step{number - 1}"] if number else [])
        self._define(source, "main", {"type": "longrun"}, [f"step{steps - 1}"], main.program)
        return self._boot(scratch, source, main.environment)

    def gated(self, scratch, agent, main):
        source = os.path.join(scratch, "source")
        self._define(source, "agent", {"type": "longrun", "notification-fd": "3"}, [], agent.program)
        self._define(source, "main", {"type": "longrun"}, ["agent"], main.program)
        return self._boot(scratch, source, {**agent.environment, **main.environment})

    def _define(self, source, name, files, needs, run=None):
        folder = os.path.join(source, name)
        os.makedirs(os.path.join(folder, "dependencies.d"))
        for file_name, text in files.items():
            with open(os.path.join(folder, file_name), "w") as file:
                file.write(f"{text}\n")
        for need in needs:
            with open(os.path.join(folder, "dependencies.d", need), "w"):
                pass
        if run:
            with open(os.path.join(folder, "run"), "w") as file:
                file.write(f"#!/bin/sh\nexec {run}\n")
            os.chmod(os.path.join(folder, "run"), 0o755)

    def _boot(self, scratch, source, environment):
        compiled = os.path.join(scratch, "compiled")
        subprocess.run(["s6-rc-compile", compiled, source], check=True, timeout=30, capture_output=True)
        scan = os.path.join(scratch, "scan")
        os.makedirs(scan)
        script = os.path.join(scratch, "boot.sh")
        with open(script, "w") as file:
            file.write(
                f"s6-rc-init -c {compiled} -l {scratch}/live {scan} && exec s6-rc -l {scratch}/live -u change main\n"
            )
        starter = f"sh {script} & exec s6-svscan {scan}"
        return Launch(["sh", "-c", starter], environment)


def rivals(programs):
    """Returns the floors and every rival, installed or not, in the order of the tables."""
    return [
        Floor(programs),
        Bare(),
        Wrapper("tini", "tini", "-s", "--"),
        Wrapper("tini-static", "tini", "-s", "--"),
        Wrapper("dumb-init", "dumb-init"),
        Wrapper("catatonit", "catatonit", "--"),
        Shell("sh", "dash"),
        Shell("bash", "bash"),
        Dinit(),
        S6(),
        S6RC(),
        Runit(),
        Supervisord(),
    ]
