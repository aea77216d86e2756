"""The bootstrapper as one more peer: role roots made for each sample."""

import os
import subprocess
from xml.sax.saxutils import quoteattr

from wabench.peers import Child, Launch, Peer

_AZURE = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
_LINUX = "urn:wahostbootstrapper:linux:1"


class Task:
    """A startup task of a role model."""

    def __init__(self, child, kind="simple", arguments="", **extensions):
        self.child = child
        self.kind = kind
        self.arguments = arguments
        self.extensions = extensions

    def element(self):
        command = f"{os.path.basename(self.child.program)} {self.arguments}".strip()
        written = f"commandLine={quoteattr(command)} relativePath={quoteattr('approot' + chr(92))}"
        if self.kind != "simple":
            written += f' taskType="{self.kind}"'
        for name, value in self.extensions.items():
            written += f" linux:{name}={quoteattr(value)}"
        return f"    <Task {written}>{_environment(self.child)}</Task>"


def _environment(child):
    variables = "".join(
        f"<Variable name={quoteattr(name)} value={quoteattr(value)} />" for name, value in child.environment.items()
    )
    return f"<Environment>{variables}</Environment>"


class Bootstrapper(Peer):
    """`wahostbootstrapper run` on a role model of as many tasks as the scenario has."""

    name = "wahostbootstrapper"
    stops_with = 0

    def __init__(self, folder, idle):
        self.binary = os.path.abspath(os.path.join(folder, "wahostbootstrapper"))
        self.idle = idle  # The child that does nothing: the host of roles that need one only to be roles.

    def version(self):
        try:
            result = subprocess.run([self.binary, "--version"], capture_output=True, text=True, timeout=10)
        except (OSError, subprocess.SubprocessError):
            return None
        return (result.stdout or result.stderr).strip().splitlines()[0] if result.returncode == 0 else None

    def role(self, scratch, tasks, host, options=(), delay=None, launcher=()):
        """Lays out a role root with links to the programs, and returns the command line that runs it."""
        root = os.path.join(scratch, "role")
        approot = os.path.join(root, "approot")
        os.makedirs(approot)
        for program in {task.child.program for task in tasks} | {host.program}:
            os.link(program, os.path.join(approot, os.path.basename(program)))
        with open(os.path.join(root, "RoleModel.xml"), "w") as file:
            file.write(
                f'<?xml version="1.0" encoding="utf-8"?>\n<RoleModel xmlns="{_AZURE}" xmlns:linux="{_LINUX}" '
                'name="Bench" version="2.9.8699.20">\n  <Startup>\n'
                + "\n".join(task.element() for task in tasks)
                + f'\n  </Startup>\n  <Runtime protocolVersion="2011-03-08">{_environment(host)}'
                f"<EntryPoint><ProgramEntryPoint commandLine={quoteattr(os.path.basename(host.program))} "
                'setReadyOnProcessStart="true" /></EntryPoint></Runtime>\n</RoleModel>\n'
            )
        arguments = [*launcher, self.binary, "run", root, "--resources", os.path.join(scratch, "resources")]
        arguments += ["--status-check-interval", "3600", *options]
        return Launch(arguments, delay=delay)

    def one(self, scratch, child):
        return self.role(scratch, [Task(child)], self.idle)

    def sequence(self, scratch, steps, step, main):
        return self.role(scratch, [Task(step)] * steps, main)

    def gated(self, scratch, agent, main, kind="fd"):
        agent.environment["READY_KIND"] = kind
        tasks = [Task(agent, "background", readiness=kind), Task(agent, arguments="/blockStartup")]
        return self.role(scratch, tasks, main)

    def respawning(self, scratch, child):
        tasks = [Task(child, "background", restart="always")]
        return self.role(scratch, tasks, self.idle, delay="100 ms at first (contract)")

    def recycling(self, scratch, child):
        return self.role(scratch, [], child, ("--recycle", "always"), delay="1 s at first (contract)")

    def adopting(self, scratch, child):
        """Runs the maker of orphans, and 100 children beside it that come and go with known ends."""
        names = [f"exit-{step * 255 // 89:03}" for step in range(90)]
        names += [f"kill-{number:03}" for number in (1, 2, 3, 6, 9, 10, 12, 13, 14, 15)]
        tasks = [Task(child, "background")]
        for index, name in enumerate(names):
            folder = os.path.join(scratch, f"ender{index}")
            os.mkdir(folder)
            program = os.path.join(folder, name)
            os.link(os.path.join(os.path.dirname(child.program), "ender"), program)
            ender = Child(program, STAMP_FILE=child.environment["STAMP_FILE"])
            tasks.append(Task(ender, "background", restart="always"))
        return self.role(scratch, tasks, self.idle)

    def many(self, scratch, count, child):
        return self.role(scratch, [Task(child, "background")] * count, self.idle)


class NotifyingBootstrapper(Bootstrapper):
    """The same, its agent ready by sd_notify."""

    name = "wahostbootstrapper (notify)"

    def gated(self, scratch, agent, main, kind="notify"):
        return super().gated(scratch, agent, main, kind)
