"""How each supervisor is told to do the same thing. Nothing here judges.

An adapter says what its supervisor offers (`offers`); a scenario that needs more is "not offered" by it.
"""
import os
import shutil
from dataclasses import dataclass, field
from shlex import join, quote
from typing import Optional
from xml.sax.saxutils import quoteattr


@dataclass
class Step:
    """A command that is waited for and must end with 0."""
    words: list
    timeout: Optional[float] = None


@dataclass
class Task:
    """A process that runs beside the main one."""
    words: list
    readiness: Optional[str] = None          # notify, fd or file:PATH; whoever follows waits for it
    readiness_timeout: Optional[float] = None
    restart: str = "never"
    stop_timeout: Optional[float] = None


@dataclass
class Setup:
    """A role, in no supervisor's words: steps and tasks in their order, then the main process."""
    main: list
    before: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    stop_timeout: Optional[float] = None
    stop_signal: Optional[str] = None
    success_codes: Optional[list] = None
    user: Optional[str] = None
    status_check: Optional[str] = None
    options: list = field(default_factory=list)


class Adapter:
    name = ""
    program = ""
    offers: set = set()

    def path(self):
        return shutil.which(self.program)

    def words(self, setup, folder):
        """Writes what the supervisor reads into the folder and returns the command that starts it."""
        raise NotImplementedError


class Wrapper(Adapter):
    """tini and its like: one process, no files."""
    options: list = []

    def words(self, setup, folder):
        environment = ["env", *[f"{name}={value}" for name, value in setup.environment.items()]] if setup.environment else []
        codes = [word for code in setup.success_codes or [] if code and self.remaps for word in ("-e", str(code))]
        return [self.path(), *self.options, *codes, "--", *environment, *setup.main]

    remaps = False


class Tini(Wrapper):
    name, program = "tini", "tini"
    options = ["-s"]
    offers = {"main", "exits with main", "forwards", "subreaper", "remap", "pid 1"}
    remaps = True


class DumbInit(Wrapper):
    name, program = "dumb-init", "dumb-init"
    offers = {"main", "exits with main", "forwards", "group", "pid 1"}


class Catatonit(Wrapper):
    name, program = "catatonit", "catatonit"
    offers = {"main", "exits with main", "forwards", "pid 1"}


class S6(Adapter):
    name, program = "s6", "s6-svscan"
    offers = {"main", "tasks", "restarts", "pid 1", "fd readiness of one", "orderly stop"}

    def words(self, setup, folder):
        services = [(f"task-{index}", task) for index, task in enumerate(setup.before)] + [("main", Task(setup.main))]
        for name, task in services:
            service = os.path.join(folder, "scan", name)
            os.makedirs(service)
            script(os.path.join(service, "run"), export(setup) + f"exec {join(task.words)}\n")
            if name == "main":
                # What its documentation offers to let the tree end with a service: the finish script takes it down.
                script(os.path.join(service, "finish"), f"s6-svscanctl -t {quote(os.path.join(folder, 'scan'))}\n")
            elif task.restart == "never":
                script(os.path.join(service, "finish"), "s6-svc -O .\n")
        return [self.path(), os.path.join(folder, "scan")]


class Runit(Adapter):
    name, program = "runit", "runsvdir"
    offers = {"main", "tasks", "restarts", "pid 1"}

    def words(self, setup, folder):
        services = [(f"task-{index}", task) for index, task in enumerate(setup.before)] + [("main", Task(setup.main))]
        for name, task in services:
            service = os.path.join(folder, "scan", name)
            os.makedirs(service)
            script(os.path.join(service, "run"), export(setup) + f"exec {join(task.words)}\n")
        return [self.path(), os.path.join(folder, "scan")]


class Supervisord(Adapter):
    name, program = "supervisord", "supervisord"
    offers = {"main", "tasks", "restarts", "stop timeout", "stop signal", "user", "orderly stop", "pid 1", "logs",
              "checks its file"}

    def words(self, setup, folder):
        lines = ["[supervisord]", "nodaemon=true", f"logfile={folder}/supervisord.log", f"pidfile={folder}/pid",
                 f"childlogdir={folder}", "user=root", "silent=false"]
        environment = ",".join(f'{name}="{value}"' for name, value in setup.environment.items())
        if environment:
            lines.append("environment=" + environment.replace("%", "%%"))
        services = [(f"task-{index}", task) for index, task in enumerate(setup.before)]
        services.append(("main", Task(setup.main, stop_timeout=setup.stop_timeout)))
        for index, (name, task) in enumerate(services):
            restart = {"never": "false", "always": "true", "on-failure": "unexpected"}[task.restart]
            lines += [f"[program:{name}]", "command=" + join(task.words).replace("%", "%%"), f"priority={index}",
                      f"autorestart={restart}", "startsecs=0", "stdout_logfile=/dev/fd/1", "stdout_logfile_maxbytes=0",
                      "redirect_stderr=true", f"stopwaitsecs={max(1, round(task.stop_timeout or 10))}"]
            if name == "main" and setup.stop_signal:
                lines.append(f"stopsignal={setup.stop_signal}")
            if name == "main" and setup.user:
                lines.append(f"user={setup.user}")
        with open(os.path.join(folder, "supervisord.conf"), "w") as file:
            file.write("\n".join(lines) + "\n")
        return [self.path(), "-c", os.path.join(folder, "supervisord.conf")]


class Ours(Adapter):
    name, program = "wahostbootstrapper", "wahostbootstrapper"
    offers = {"main", "exits with main", "forwards", "group", "subreaper", "remap", "pid 1", "tasks", "restarts", "steps",
              "readiness", "stop timeout", "stop signal", "user", "orderly stop", "logs", "checks its file",
              "status check", "whole tree", "parent death"}

    def words(self, setup, folder):
        os.makedirs(os.path.join(folder, "approot"), exist_ok=True)
        lines = ['<?xml version="1.0" encoding="utf-8"?>',
                 '<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"',
                 '           xmlns:linux="urn:wahostbootstrapper:linux:1" name="Scenario">', "<Startup>"]
        for item in setup.before:
            lines += self.step(item) if isinstance(item, Step) else self.task(item)
        lines += ["</Startup>", f"<Runtime executionContext='{'limited' if setup.user else 'elevated'}'>", *self.environment(setup), "<EntryPoint>"]
        main = {"commandLine": join(setup.main), "setReadyOnProcessStart": "true",
                "linux:stopTimeout": seconds(setup.stop_timeout), "linux:stopSignal": setup.stop_signal,
                "linux:successExitCodes": " ".join(map(str, setup.success_codes)) if setup.success_codes else None,
                "linux:user": setup.user, "linux:statusCheck": setup.status_check}
        lines += [element("ProgramEntryPoint", main), "</EntryPoint></Runtime></RoleModel>"]
        with open(os.path.join(folder, "RoleModel.xml"), "w") as file:
            file.write("\n".join(lines) + "\n")
        return [self.path(), "run", folder, "--resources", os.path.join(folder, "resources"), *setup.options]

    @staticmethod
    def environment(setup):
        if not setup.environment:
            return []
        variables = [element("Variable", {"name": name, "value": value}) for name, value in setup.environment.items()]
        return ["<Environment>", *variables, "</Environment>"]

    @staticmethod
    def step(step):
        return [element("Task", {"commandLine": join(step.words), "executionContext": "elevated",
                                 "linux:timeout": seconds(step.timeout)})]

    @staticmethod
    def task(task):
        attributes = {"commandLine": join(task.words), "taskType": "background", "executionContext": "elevated",
                      "linux:restart": task.restart, "linux:stopTimeout": seconds(task.stop_timeout)}
        if not task.readiness:
            return [element("Task", attributes)]
        attributes["linux:readiness"] = task.readiness
        attributes["linux:readinessTimeout"] = seconds(task.readiness_timeout)
        gate = {"commandLine": join(task.words) + " /blockStartup", "executionContext": "elevated"}
        return [element("Task", attributes), element("Task", gate)]


ADAPTERS = [Ours(), Tini(), DumbInit(), Catatonit(), S6(), Runit(), Supervisord()]


def script(path, text):
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o755)


def export(setup):
    return "".join(f"export {name}={quote(value)}\n" for name, value in setup.environment.items())


def seconds(value):
    return None if value is None else f"{round(value * 1000)}ms"


def element(name, attributes):
    written = " ".join(f"{key}={quoteattr(value, {chr(10): '&#10;', chr(9): '&#9;'})}" for key, value in attributes.items()
                       if value is not None)
    return f"<{name} {written} />"
