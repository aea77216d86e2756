"""Scenario `orphans`: 10,000 orphans come to the supervisor while its own children come and go."""

import os
import re
import time

from wabench import figures
from wabench.machine import monotonic_ns
from wabench.ours import Bootstrapper
from wabench.peers import Child
from wabench.processes import children_of, name_of, state_of
from wabench.records import RecordFile

_MADE = 1 << 30
_NAME = re.compile(r"\b(exit|kill)-(\d{3})\b")
_ENDED = re.compile(r"exited with code (\d+)|(?:by|on|with) signal (\d+)|\(signal (\d+)|signal (\d+)")


def _unshared(launch):
    """Makes the supervisor PID 1 of a new PID namespace."""
    launch.arguments = ["/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child", *launch.arguments]
    return launch


def _zombies(process):
    return sum(1 for child in children_of(process) if state_of(child) == "Z")


def _strangers():
    """Returns how many orphans came to this process, which is above the supervisor: it had not adopted them."""
    return sum(1 for child in children_of(os.getpid()) if name_of(child) == "orphans")


def _ends_told(text):
    """Compares what the supervisor says of its children's ends with their names, which tell the truth: right, wrong lines."""
    right, wrong = 0, []
    for line in text.splitlines():
        name, ended = _NAME.search(line), _ENDED.search(line)
        if not name or not ended:
            continue
        kind, number = name.group(1), int(name.group(2))
        code = ended.group(1)
        told = int(next(group for group in ended.groups() if group is not None))
        if told == number and (code is not None) == (kind == "exit"):
            right += 1
        else:
            wrong.append(line)
    return right, wrong


def _wait_until_reaped(supervisor, made, seconds=30):
    """Returns milliseconds from the last orphan made to the first moment without a zombie, and the zombies at the end."""
    deadline = time.monotonic() + seconds
    time.sleep(0.05)  # The last orphans live up to 30 ms.
    while time.monotonic() < deadline:
        if _zombies(supervisor.target) == 0:
            return (monotonic_ns() - made) * 1e-6, 0
        time.sleep(0.01)
    return None, _zombies(supervisor.target)


def _account(supervisor, records, output, seconds=5):
    """Returns, of the supervisor's own children: starts, ends told right, lines with wrong ends, ends not told.

    Counted between two starts; news of an end may be under way, so one that is missing is looked for again.
    """
    deadline = time.monotonic() + seconds
    while True:
        starts = records.count()
        with open(output, errors="replace") as file:
            right, wrong = _ends_told(file.read())
        names = [name_of(child) for child in children_of(supervisor.target) if state_of(child) not in (None, "Z")]
        alive = sum(1 for name in names if name and _NAME.match(name))
        lost = starts - 1 - alive - right - len(wrong)  # One record is that of the maker of orphans.
        settled = lost == 0 and starts == records.count()
        if settled or time.monotonic() > deadline:
            return starts - 1, right, wrong, lost
        time.sleep(0.02)


def _sample(campaign, peer, scratch, first):
    total = campaign.options.orphans
    records = RecordFile(os.path.join(scratch, "records"))
    maker = Child(campaign.program("orphans"), STAMP_FILE=records.path, ORPHANS=str(total))
    launch = peer.adopting(scratch, maker)
    if launch is None:
        return None
    supervisor = campaign.start(_unshared(launch) if first else launch, scratch)
    try:
        made = records.wait_for_tag(_MADE | total, 120, step=0.005)
        if first:
            supervisor.target = children_of(supervisor.process)[0]
        reaped, zombies = _wait_until_reaped(supervisor, made.nanoseconds)
        measured = {"zombies": zombies, "strangers": _strangers()}
        if reaped is not None:
            measured["reaped"] = reaped
        if isinstance(peer, Bootstrapper):
            starts, right, wrong, lost = _account(supervisor, records, os.path.join(scratch, "output"))
            for line in wrong[:5]:
                campaign.tell(f"  wrong: {line}")
            measured.update(starts=starts, right=right, wrong=len(wrong), lost=lost)
        try:
            campaign.stop(peer, supervisor, launch, 60)
        except (TimeoutError, ValueError) as failure:
            measured["failure"] = f"stop: {failure}"
        return measured
    finally:
        supervisor.close(launch.stop_signal)


def orphans(campaign, peers):
    """Zombies left and statuses lost, as PID 1 and as a subreaper."""
    tables, all_results = [], {}
    header = ["", "rounds", "all reaped after ms: median", "min", "zombies left, worst", "not adopted, worst"]
    header += ["starts of own children", "ends told right", "told wrong", "not told"]
    places = [("as a subreaper", False)]
    if os.geteuid() == 0:
        places.insert(0, ("as PID 1 (unshare)", True))
    for title, first in places:
        campaign.tell(f"  {campaign.options.orphans} orphans, {title}")
        results = campaign.in_turn(
            peers,
            campaign.options.orphan_rounds,
            lambda peer, scratch, first=first: _sample(campaign, peer, scratch, first),
        )
        rows = []
        for name, result in results.items():
            samples = result["samples"]
            reaped = figures.summary(samples.get("reaped", []))
            row = [name, str(len(samples.get("zombies", []))) + (" (failed)" if result["failures"] else "")]
            row += [figures.number(reaped[part] if reaped else None, 0) for part in ("median", "min")]
            row += [str(max(samples.get(key, [0]))) if samples else "–" for key in ("zombies", "strangers")]
            row += [str(sum(samples[key])) if key in samples else "–" for key in ("starts", "right", "wrong", "lost")]
            rows.append(row)
        tables.append((title, header, rows))
        all_results[title] = results
    return {"results": all_results, "tables": tables}
