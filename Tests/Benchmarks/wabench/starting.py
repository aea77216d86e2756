"""Scenarios about the way up: the first task, twenty tasks, readiness, a thousand children."""

import os
import time

from wabench.campaign import table
from wabench.peers import Child
from wabench.processes import name_of, state_of
from wabench.records import RecordFile


def _stamp(campaign, scratch, mode):
    records = RecordFile(os.path.join(scratch, "records"))
    return records, Child(campaign.program("stamp"), STAMP_FILE=records.path, STAMP_MODE=mode)


def first_task(campaign, peers):
    """exec of the supervisor to main() of the first thing it runs."""

    def sample(peer, scratch):
        records, child = _stamp(campaign, scratch, "exit")
        launch = peer.one(scratch, child)
        if launch is None:
            return None
        supervisor = campaign.start(launch, scratch)
        try:
            first = records.wait_for(1, 15)[0]
            return {"first": first.nanoseconds - supervisor.began}
        finally:
            supervisor.close(launch.stop_signal)

    results = campaign.in_turn(peers, campaign.options.rounds, sample)
    return {"results": results, "tables": [table(results, [("first", "exec → main(), ms", 1e-6)])]}


def twenty(campaign, peers):
    """exec of the supervisor to main() of the host, 20 simple tasks before it."""

    def sample(peer, scratch):
        records, main = _stamp(campaign, scratch, "stay")
        launch = peer.sequence(scratch, 20, Child(campaign.program("nothing")), main)
        if launch is None:
            return None
        supervisor = campaign.start(launch, scratch)
        try:
            record = records.wait_for(1, 20)[0]
            return {"host": record.nanoseconds - supervisor.began}
        finally:
            supervisor.close(launch.stop_signal)

    results = campaign.in_turn(peers, campaign.options.rounds, sample)
    return {"results": results, "tables": [table(results, [("host", "exec → main() of the host, ms", 1e-6)])]}


def readiness(campaign, peers):
    """The moment an agent says that it is ready to main() of what waited for that."""

    def sample(peer, scratch):
        records, main = _stamp(campaign, scratch, "stay")
        agent = Child(campaign.program("agent"), STAMP_FILE=records.path)
        launch = peer.gated(scratch, agent, main)
        if launch is None:
            return None
        supervisor = campaign.start(launch, scratch)
        try:
            waited = records.wait_for_tag(0, 15)
            ready = records.wait_for_tag(1, 1)
            if waited.nanoseconds < ready.nanoseconds:
                raise ValueError("what was to wait did not wait")
            return {"gated": waited.nanoseconds - ready.nanoseconds}
        finally:
            supervisor.close(launch.stop_signal)

    results = campaign.in_turn(peers, campaign.options.rounds, sample)
    return {"results": results, "tables": [table(results, [("gated", "signal → main(), ms", 1e-6)])]}


def _survivors(records):
    """Returns how many of the children are still there, counted at once, and again 200 ms later for the dying."""
    alive = [
        record.process
        for record in records
        if name_of(record.process) in ("stamp", "run") and state_of(record.process) not in (None, "Z", "X")
    ]
    if not alive:
        return 0, 0
    time.sleep(0.2)
    return len(alive), sum(1 for process in alive if state_of(process) not in (None, "Z", "X"))


def thousand(campaign, peers):
    """N background children: exec to all running, the stop signal to the supervisor's end, and who is left."""
    tables, all_results = [], {}
    for count, rounds in ((100, campaign.options.rounds), (1000, campaign.options.thousand_rounds)):

        def sample(peer, scratch, count=count):
            records, child = _stamp(campaign, scratch, "stay")
            launch = peer.many(scratch, count, child)
            if launch is None:
                return None
            supervisor = campaign.start(launch, scratch)
            try:
                found = records.wait_for(count, 90, step=0.002)
                moments = sorted(record.nanoseconds for record in found)
                campaign.quiet.wait()
                measured = {"first": moments[0] - supervisor.began, "all": moments[count - 1] - supervisor.began}
                try:
                    asked, gone = campaign.stop(peer, supervisor, launch, 90)
                    measured["stop"] = gone - asked
                except (TimeoutError, ValueError) as failure:
                    measured["failure"] = f"stop: {failure}"
                measured["survivors"], measured["left"] = _survivors(records.read())
                return measured
            finally:
                supervisor.close(launch.stop_signal)

        campaign.tell(f"  {count} children")
        results = campaign.in_turn(peers, rounds, sample)
        columns = [("first", "first child, ms", 1e-6), ("all", "all running, ms", 1e-6), ("stop", "stopped, ms", 1e-6)]
        header, rows = table(results, columns)
        header += ["children alive at its end, worst round", "200 ms later"]
        for row in rows:
            samples = results[row[0]]["samples"]
            row += [str(max(samples.get(key, [0]))) if samples else "–" for key in ("survivors", "left")]
        tables.append((f"{count} children", header, rows))
        all_results[str(count)] = results
    return {"results": all_results, "tables": tables}
