#!/usr/bin/python3
"""Turns results.json into the tables of docs/performance.md, between its markers.

`report.py [RESULTS.json [PAGE.md]]`. A marker pair `<!-- bench:NAME -->` … `<!-- /bench -->` holds a scenario's tables,
`<!-- bench:machine -->` what they were measured on. What has no results yet keeps what it has.
"""

import json
import os
import re
import sys

from wabench import figures

_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(os.path.dirname(_HERE))
_MARKED = re.compile(r"(<!-- bench:([a-z-]+) -->\n).*?(<!-- /bench -->)", re.DOTALL)


def _machine(scenarios):
    result = max(scenarios.values(), key=lambda one: one["machine"]["date"])
    about, versions = result["machine"], result["versions"]
    lines = [
        f"{about['processors']} × {about['model']}, {about['memory_mb']:,} MB; Linux {about['kernel']}; {about['system']}; "
        f"{about['libc']}; measured as {about['user']}.",
        "",
        figures.markdown(["Peer", "Version"], [[name, version] for name, version in sorted(versions.items())]),
    ]
    return "\n".join(lines) + "\n"


def main():
    results = sys.argv[1] if len(sys.argv) > 1 else os.path.join(_ROOT, ".build", "benchmarks", "results.json")
    page = sys.argv[2] if len(sys.argv) > 2 else os.path.join(_ROOT, "docs", "performance.md")
    if not os.path.exists(results):
        print(f"report.py: cannot read '{results}': run Tests/Benchmarks/run.sh first", file=sys.stderr)
        return 66
    with open(results) as file:
        scenarios = json.load(file)["scenarios"]
    with open(page) as file:
        text = file.read()
    filled = []

    def fill(match):
        name = match.group(2)
        if name != "machine" and name not in scenarios:
            return match.group(0)
        filled.append(name)
        body = _machine(scenarios) if name == "machine" else figures.scenario(scenarios[name])
        return f"{match.group(1)}\n{body}\n{match.group(3)}"

    text = _MARKED.sub(fill, text)
    with open(page, "w") as file:
        file.write(text)
    missing = sorted(set(scenarios) - set(filled))
    print(f"{page}: filled {', '.join(filled) or 'nothing'}" + (f"; no place for {', '.join(missing)}" if missing else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
