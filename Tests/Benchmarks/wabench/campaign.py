"""What all scenarios share: scratch folders, rounds in turn, the failures of one sample kept from the others."""

import itertools
import os
import shutil
import sys
import tempfile

from wabench import figures
from wabench.machine import QuietMoment, monotonic_ns
from wabench.processes import Supervisor, end_adopted


class Campaign:
    """One call of bench.py."""

    def __init__(self, options, programs):
        self.options = options
        self.base = tempfile.mkdtemp(prefix="wahost-bench.", dir=options.scratch)
        os.chmod(self.base, 0o755)
        # Beside the scratch folders, so that a sample can have hard links to them.
        self.programs = shutil.copytree(programs, os.path.join(self.base, "programs"))
        self.quiet = QuietMoment(options.idle / 100, limit=options.idle_wait)
        self._numbers = itertools.count()

    def program(self, name):
        return os.path.join(self.programs, name)

    def close(self):
        end_adopted()
        shutil.rmtree(self.base, ignore_errors=True)

    def scratch(self):
        """Returns a new empty folder."""
        folder = os.path.join(self.base, f"sample{next(self._numbers)}")
        os.mkdir(folder)
        return folder

    def start(self, launch, scratch, pipe=False):
        """Starts a supervisor in a quiet moment, its output into the scratch folder or a pipe."""
        self.quiet.wait()
        return Supervisor(launch, os.path.join(scratch, "output"), pipe)

    def stop(self, peer, supervisor, launch, seconds):
        """Asks it to stop; returns the moments of asking and of its end. Raises when it ends otherwise than it promises."""
        asked = monotonic_ns()
        supervisor.send(launch.stop_signal)
        gone = supervisor.wait(seconds)
        if peer.stops_with is not None and supervisor.exit_code != peer.stops_with:
            raise ValueError(f"stopped with exit code {supervisor.exit_code}")
        return asked, gone

    def in_turn(self, peers, rounds, sample):
        """Takes `rounds` samples of each peer, one after the other in turn, so that a slow minute hurts all alike.

        `sample(peer, scratch)` returns a dictionary of numbers, or None where the peer can not do it; under the key
        "failure" it may say what went wrong after the numbers were taken. Returns by peer name what was measured
        (lists) and the texts of what failed.
        """
        results = {peer.name: {"samples": {}, "failures": []} for peer in peers}
        gone = set()
        for turn in range(rounds):
            for offset in range(len(peers)):
                peer = peers[(turn + offset) % len(peers)]
                if peer.name in gone or (turn >= self.options.slow_rounds and peer.slow):
                    continue
                scratch = self.scratch()
                try:
                    measured = sample(peer, scratch)
                except Exception as failure:  # pylint: disable=broad-except
                    measured = {"failure": f"{type(failure).__name__}: {failure}"}
                finally:
                    shutil.rmtree(scratch, ignore_errors=True)
                if measured is None:
                    gone.add(peer.name)
                    del results[peer.name]
                    continue
                failure = measured.pop("failure", None)
                if failure:
                    self.tell(f"  {peer.name}: {failure}")
                    results[peer.name]["failures"].append(failure)
                    if len(results[peer.name]["failures"]) >= 3:
                        gone.add(peer.name)  # No use in waiting for its time limit again and again.
                for name, value in measured.items():
                    results[peer.name]["samples"].setdefault(name, []).append(value)
        return results

    def tell(self, text):
        print(text, file=sys.stderr, flush=True)


def table(results, columns, floor="C floor"):
    """Returns rows for a Markdown table: for each column (key, title, scale) median, p10, min and the ratio to the floor."""
    header = ["", "n"]
    for _, title, _ in columns:
        header += [f"{title}: median", "p10", "min", "× floor"]
    rows = []
    floors = {}
    for key, _, scale in columns:
        found = figures.summary(results.get(floor, {}).get("samples", {}).get(key, []))
        floors[key] = found["median"] * scale if found else None
    for name, result in results.items():
        count = max([len(values) for values in result["samples"].values()], default=0)
        row = [name, str(count)]
        for key, _, scale in columns:
            found = figures.summary(result["samples"].get(key, []))
            if not found:
                row += ["failed" if result["failures"] else "–", "", "", ""]
                continue
            shown = [found[part] * scale for part in ("median", "p10", "min")]
            row += [figures.number(value) for value in shown]
            row.append(figures.number(figures.ratio(shown[0], floors[key])))
        rows.append(row)
    return header, rows
