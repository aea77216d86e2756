#!/usr/bin/python3
"""The same scenarios for every supervisor that is there, and the same judgement.

usage: conformance.py [--bin DIR] [--only NAME[,NAME]] [--scenario NUMBER[,NUMBER]] [--page FILE] [--require-all]

  --bin DIR       where our own programs are (default: PATH)
  --only NAMES    these supervisors: wahostbootstrapper, tini, dumb-init, catatonit, s6, runit, supervisord
  --scenario NS   these scenarios
  --page FILE     writes the table for docs/reference/conformance.md between its marks
  --require-all   a supervisor that is not installed is an error

Needs root (PID namespaces). The last line counts our own scenarios: `N passed, N failed`.
"""
import os
import signal
import subprocess
import sys
import time
from datetime import date

from adapters import ADAPTERS
from running import Failure, Run, version
from scenarios import SCENARIOS


class OutOfTime(Exception):
    pass


def try_one(adapter, entry):
    """Returns how one scenario ended, and why."""
    number, _, needs, as_pid1, limit, function = entry
    if not needs <= adapter.offers:
        return "not offered", ", ".join(sorted(needs - adapter.offers))
    run = Run(adapter, as_pid1)
    def expire(*_):
        raise OutOfTime()
    signal.signal(signal.SIGALRM, expire)
    signal.alarm(limit)
    try:
        function(run)
        return "passed", ""
    except OutOfTime:
        return "failed", f"not done within {limit} s"
    except Failure as failure:
        return "failed", str(failure)
    except (subprocess.SubprocessError, OSError, IndexError) as error:
        return "failed", f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
        run.clean_up()


def option(name, default=None):
    if name not in sys.argv:
        return default
    index = sys.argv.index(name) + 1
    if index >= len(sys.argv):
        sys.exit(f"conformance.py: cannot use {name} without a value\n{__doc__}")
    return sys.argv[index]


def table(adapters, results):
    marks = {"passed": "●", "failed": "○", "not offered": "–"}
    lines = ["| # | scenario | " + " | ".join(adapter.name for adapter in adapters) + " |",
             "|--:|---|" + ":-:|" * len(adapters)]
    for number, title, *_ in SCENARIOS:
        cells = [marks[results[adapter.name, number][0]] for adapter in adapters]
        lines.append(f"| {number} | {title} | " + " | ".join(cells) + " |")
    def score(adapter):
        ends = [results[adapter.name, number][0] for number, *_ in SCENARIOS]
        return f"**{ends.count('passed')}** of {len(ends) - ends.count('not offered')}"
    lines.append("| | **held, of those that have a meaning for it** | " + " | ".join(map(score, adapters)) + " |")
    failures = [f"- {adapter.name}, {number}: {results[adapter.name, number][1].splitlines()[0][:160]}"
                for adapter in adapters for number, *_ in SCENARIOS
                if results[adapter.name, number][0] == "failed" and results[adapter.name, number][1]]
    versions = ", ".join(f"{adapter.name} {version(adapter)}" for adapter in adapters)
    return "\n".join([f"Run on {date.today()}: {versions}.", "", *lines, "",
                      "● held · ○ did not hold · – has no meaning for it", "", "What was seen instead:", "",
                      *(failures or ["- nothing"])])


def write_page(path, text):
    begin, end = "<!-- table -->\n", "<!-- end of table -->"
    with open(path) as file:
        page = file.read()
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    with open(path, "w") as file:
        file.write(before + begin + text + "\n" + end + after)


def main():
    if "--help" in sys.argv:
        print(__doc__)
        return 0
    if os.geteuid():
        sys.exit("conformance.py: cannot make PID namespaces without being root\n0 passed, 1 failed")
    if option("--bin"):
        os.environ["PATH"] = os.path.abspath(option("--bin")) + ":" + os.environ["PATH"]
    names = (option("--only") or "").split(",")
    adapters = [adapter for adapter in ADAPTERS if adapter.name in names or names == [""]]
    missing = [adapter for adapter in adapters if not adapter.path()]
    for adapter in missing:
        print(f"{adapter.name}: not installed, passed over")
    if missing and ("--require-all" in sys.argv or missing[0].name == "wahostbootstrapper"):
        print("0 passed, 1 failed")
        return 1
    adapters = [adapter for adapter in adapters if adapter.path()]
    numbers = [int(word) for word in (option("--scenario") or "").split(",") if word]
    chosen = [entry for entry in SCENARIOS if not numbers or entry[0] in numbers]
    results = {}
    for adapter in adapters:
        begun = time.monotonic()
        for entry in chosen:
            ended, why = results[adapter.name, entry[0]] = try_one(adapter, entry)
            if ended != "not offered":
                print(f"{adapter.name:18} {ended:6} {entry[0]:2} {entry[1]}" + (f": {why[:300]}" if why else ""), flush=True)
        print(f"{adapter.name}: {time.monotonic() - begun:.0f} s", flush=True)
    if option("--page") and len(chosen) == len(SCENARIOS):
        write_page(option("--page"), table(adapters, results))
    own = [ended for (name, _), (ended, _) in results.items() if name == "wahostbootstrapper"]
    print(f"{own.count('passed')} passed, {own.count('failed')} failed")
    return int(own.count("failed") > 0)


if __name__ == "__main__":
    sys.exit(main())
