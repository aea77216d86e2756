#!/usr/bin/env python3
"""Runs the commands of a page, and compares what the page says they print.

    Tests/Documentation/commands.py PROGRAMS PAGE...     run them, with the built programs of that folder
    Tests/Documentation/commands.py --list PAGE...       say what would be run

What is run: every ```console block (lines that begin with "$ " are commands, "> " continues one, the others are what it
prints) and every ```sh block, as one script. A block behind `<!-- not run: reason -->` is left out, with its reason.
The blocks of a page share one folder, one environment, and what runs in the background.

What a command prints must have the lines that the page shows, those of one task ("worker.sh | …") in their order; others
may stand between them. In a line "…" stands for anything, any number for any number, and any blanks for any blanks. A
line "^C" presses Ctrl-C once what stands before it has come. A command must exit with 0; the page shows `; echo "exit code $?"` where it does not.

Everything happens in a scratch copy: Examples/ is copied, the rest of the repository is linked. `swift run PROGRAM` is
the program that has been built already.
"""

import os
import pathlib
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 25
NOT_RUN = re.compile(r"<!--\s*not run:\s*(.*?)\s*-->", re.S)
SHIM = """#!/bin/bash
# In place of building what is built: swift run PROGRAM [WORD...], swift build ...
if [[ $1 == run ]]; then shift; exec "$@"; fi
[[ $1 == build ]] || exit 64
"""


class Block:
    """A fenced block of a page."""

    def __init__(self, line, kind, lines, reason):
        self.line, self.kind, self.lines, self.reason = line, kind, lines, reason

    def commands(self):
        """What is to be typed, and what is printed then: pairs of a text and lines."""
        if self.kind == "sh":
            return [("set -e\n" + "\n".join(self.lines), [])]
        found = []
        for line in self.lines:
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif (line == ">" or line.startswith("> ")) and found and not found[-1][1]:
                found[-1] = (found[-1][0] + "\n" + line[2:], [])
            elif found:
                found[-1][1].append(line)
            else:
                raise ValueError(f"line {self.line}: a console block begins with a command: '$ '")
        return found


def blocks(page):
    """Every block of a page that has commands."""
    found, fence, before = [], None, ""
    for number, line in enumerate(page.read_text().split("\n"), 1):
        mark = re.match(r"^( *)```(\S*)", line)
        if fence is None and mark:
            fence = Block(number, mark[2], [], None)
            reason = NOT_RUN.search(before)
            fence.reason = reason[1] if reason else None
            indent = len(mark[1])
        elif fence is not None and line.strip() == "```":
            if fence.kind in ("console", "sh"):
                found.append(fence)
            fence, before = None, ""
        elif fence is not None:
            fence.lines.append(line[indent:])
        elif line.strip():
            # The mark stands directly before its block.
            before = line if not before.startswith("<!--") or "-->" in before else before + "\n" + line
    if fence is not None:
        raise ValueError(f"line {fence.line}: the block is not closed")
    return found


def pattern(line):
    """What a line of a page stands for."""
    parts = re.split(r"(…|\d+(?:\.\d+)?|\s+)", line.strip())
    text = ""
    for part in parts:
        if part == "…":
            text += ".*"
        elif re.fullmatch(r"\d+(?:\.\d+)?", part):
            text += r"\d+(?:\.\d+)?"
        elif part and part.isspace():
            text += r"\s+"
        else:
            text += re.escape(part)
    return re.compile(text)


class Heard:
    """What a command has printed so far, held against what it should."""

    def __init__(self, process):
        self.process, self.text = process, ""
        # Which lines are taken, and the last one of each task; only Ctrl-C parts what came before it from the rest.
        self.taken, self.last, self.start = set(), {}, 0
        self.selector = selectors.DefaultSelector()
        os.set_blocking(process.stdout.fileno(), False)
        self.selector.register(process.stdout, selectors.EVENT_READ)
        self.open = True

    def listen(self, seconds):
        if not self.open:
            time.sleep(min(seconds, 0.05))
            return
        for _ in self.selector.select(seconds):
            piece = self.process.stdout.read()
            if piece == b"":
                self.open = False
                self.selector.unregister(self.process.stdout)
            elif piece:
                self.text += piece.decode(errors="replace")

    def find(self, line):
        """Whether the line has come, behind the one before it of the same task."""
        wanted, source = pattern(line), line.split(" | ")[0] if " | " in line else ""
        printed = self.text.split("\n")
        for index in range(self.last.get(source, self.start), len(printed)):
            if index not in self.taken and wanted.search(printed[index]):
                self.taken.add(index)
                self.last[source] = index + 1
                return True
        return False

    def waits_for(self, line, deadline):
        while not self.find(line):
            if not self.open or time.monotonic() > deadline:
                return False
            self.listen(0.2)
        return True

    def part(self):
        """What comes from now on is another stretch."""
        self.start, self.last = self.text.count("\n"), {}

    def waits_for_end(self, deadline):
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                return None
            self.listen(0.05)
        return self.process.returncode


def shown(page):
    """How a page is called."""
    return page.relative_to(ROOT) if page.is_relative_to(ROOT) else page


class Session:
    """One folder, one environment, and what runs in the background, for all blocks of a page."""

    def __init__(self, programs):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wahost-page-")).resolve()
        self.work = self.folder / "work"
        tools, home = self.folder / "bin", self.folder / "home"
        for each in (self.work, tools, home):
            each.mkdir()
        for name in ("wahostbootstrapper", "walaunch", "waworkerhost", "swift-role"):
            if (programs / name).exists():
                (tools / name).symlink_to((programs / name).resolve())
        (tools / "swift").write_text(SHIM)
        (tools / "swift").chmod(0o755)
        for entry in ROOT.iterdir():
            if entry.name == "Examples":
                shutil.copytree(entry, self.work / "Examples", symlinks=True)
            else:
                (self.work / entry.name).symlink_to(entry)
        self.state, self.place = self.folder / "state", self.folder / "place"
        self.state.write_text("")
        self.place.write_text(str(self.work))
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(home),
            "TMPDIR": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "CC": os.environ.get("CC", "clang" if shutil.which("clang") else "cc"),
            # A Rust that was installed into a home is found by its user's.
            "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", os.path.expanduser("~/.rustup")),
            "CARGO_HOME": os.environ.get("CARGO_HOME", os.path.expanduser("~/.cargo")),
            "WAHOST_RESOURCES": str(self.folder / "resources"),
            "WAHOST_RUNTIME_DIRECTORY": str(self.folder / "run"),
        }
        self.groups = []

    def run(self, command, expected):
        """Runs a command; returns what is wrong, None when nothing is."""
        script = (
            f'set -a; source "{self.state}"; cd "$(<"{self.place}")"; trap - INT\n{command}\nwa_page_code=$?\n'
            f'pwd >"{self.place}"; export -p >"{self.state}"; exit $wa_page_code\n'
        )
        process = subprocess.Popen(
            ["bash", "-c", script],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.groups.append(process.pid)
        heard, deadline = Heard(process), time.monotonic() + SECONDS
        wrong, interrupted = None, False
        for line in expected:
            if line.strip() == "^C":
                heard.part()
                os.killpg(process.pid, signal.SIGINT)
                interrupted = True
            elif line.strip() and not heard.waits_for(line, deadline):
                wrong = f"did not print '{line.strip()}'"
                break
        code = None if wrong else heard.waits_for_end(deadline)
        if code is None and process.poll() is None:
            self.end(process.pid)
            wrong = wrong or f"did not end within {SECONDS} s"
        # bash is ended by the Ctrl-C that its command took in order.
        if not wrong and code != 0 and not (interrupted and code == -signal.SIGINT):
            wrong = f"ended with exit code {code}"
        heard.listen(0)
        return f"{wrong}; it printed:\n{heard.text}" if wrong else None

    def end(self, group):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(group, number)
            except ProcessLookupError:
                return
            for _ in range(100):
                try:
                    os.killpg(group, 0)
                except ProcessLookupError:
                    return
                # What is ended here has nobody else who would bury it.
                try:
                    os.waitpid(group, os.WNOHANG)
                except ChildProcessError:
                    pass
                time.sleep(0.05)

    def close(self):
        for group in reversed(self.groups):
            self.end(group)
        shutil.rmtree(self.folder, ignore_errors=True)


def check(programs, page):
    """Runs a page; returns how many commands were run and what is wrong."""
    session, wrong, count = Session(programs), [], 0
    try:
        for block in blocks(page):
            if block.reason is not None:
                continue
            for command, expected in block.commands():
                count += 1
                fault = session.run(command, expected)
                if fault:
                    wrong.append(f"{shown(page)}:{block.line}: {command}\n  {fault}")
    finally:
        session.close()
    return count, wrong


def main(words):
    pages = [pathlib.Path(word).resolve() for word in words[1:]]
    if words and words[0] == "--list":
        for page in pages:
            for block in blocks(page):
                what = f"not run: {block.reason}" if block.reason is not None else f"{len(block.commands())} commands"
                print(f"{shown(page)}:{block.line}: {what}")
        return 0
    programs, failed = pathlib.Path(words[0]).resolve(), False
    for page in pages:
        count, wrong = check(programs, page)
        print(f"{shown(page)}: {count} run, {len(wrong)} wrong")
        for each in wrong:
            print(each)
        failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
