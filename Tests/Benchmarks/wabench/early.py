"""Scenario `early`: SIGTERM at any moment from 0 to 50 ms after the supervisor was executed."""

import os
import subprocess

from wabench import figures
from wabench.ours import Bootstrapper, Task
from wabench.peers import Child, Floor

_SPAN = 50_000  # Microseconds.
_PATIENCE = 2_000  # Milliseconds after which a signal counts as lost.


def _launch(campaign, peer, scratch):
    resting, nothing = Child(campaign.program("idle")), Child(campaign.program("nothing"))
    if isinstance(peer, Bootstrapper):
        return peer.role(scratch, [Task(nothing), Task(resting, "background")], resting)
    # The floor blocks signals first thing; its other forms are for other scenarios.
    return peer.many(scratch, 1, resting) if isinstance(peer, Floor) else peer.one(scratch, resting)


def _sample(campaign, peer, scratch, first, microseconds):
    launch = _launch(campaign, peer, scratch)
    if launch is None:
        return None
    driver = [campaign.program("early"), "1" if first else "0", str(microseconds), str(_PATIENCE), *launch.arguments]
    with open(os.path.join(scratch, "output"), "wb") as output:
        told = subprocess.run(
            driver, env=launch.environment, stdout=subprocess.PIPE, stderr=output, timeout=30, check=True
        )
    kind, number, left = told.stdout.decode().split()
    orderly = kind == "exited" and int(number) == (peer.stops_with if peer.stops_with is not None else int(number))
    return {
        "lost": kind == "lost",
        "late": microseconds if kind == "lost" else 0,
        "by default": kind == "signaled",
        "orderly": orderly,
        "left": int(left),
        "other": kind == "exited" and not orderly,
    }


def _row(peer, result, floor):
    counts = {name: sum(values) for name, values in result["samples"].items() if name != "late"}
    total = len(result["samples"].get("lost", []))
    lost, among = counts.get("lost", 0), floor["samples"].get("lost", [])
    row = [peer.name, str(total), str(lost), f"{100 * lost / total:.1f} %" if total else "–"]
    row.append(f"{max(result['samples']['late']) / 1000:.1f}" if lost else "–")
    row += [str(counts.get(name, 0)) for name in ("orderly", "by default", "other", "left")]
    row.append(figures.number(figures.ratio(lost, sum(among))))
    return row


def early(campaign, peers):
    """Signals lost while a supervisor starts, as PID 1 and not."""
    header = ["", "signals", "lost", "", "latest lost after ms", "ended in order", "killed by the signal"]
    header += ["ended otherwise", "children left", "× floor"]
    tables, all_results = [], {}
    rounds = campaign.options.early_rounds
    places = [("as an ordinary process", False)]
    if os.geteuid() == 0:
        places.insert(0, ("as PID 1", True))
    wanted = [peer for peer in peers if peer.supervises and not peer.slow]
    for title, first in places:
        campaign.tell(f"  {rounds} signals each, {title}")
        turns = {}

        def sample(peer, scratch, first=first, turns=turns):
            turn = turns.get(peer.name, 0)
            turns[peer.name] = turn + 1
            # Every part of the span in turn, as evenly as the number of rounds allows.
            return _sample(campaign, peer, scratch, first, turn * 7919 % rounds * _SPAN // rounds)

        results = campaign.in_turn(wanted, rounds, sample)
        floor = results.get(Floor.name, {"samples": {}})
        here = [peer for peer in wanted if peer.name in results]
        tables.append((f"SIGTERM 0 to 50 ms after the exec, {title}", header, [_row(p, results[p.name], floor) for p in here]))
        all_results[title] = results
    return {"tables": tables, "results": all_results}
