"""Scenario `respawn`: SIGKILL of a child, and how soon the supervisor says so and starts the next."""

import os
import select
import signal
import time

from wabench.campaign import table
from wabench.machine import monotonic_ns
from wabench.peers import Child
from wabench.records import RecordFile


def _read_all(descriptor):
    """Returns what is in the pipe now, without waiting."""
    found = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except BlockingIOError:
            return found
        if not part:
            return found
        found += part


def _first_news(descriptor, seconds):
    """Returns the moment bytes came, or None."""
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    if not poller.poll(seconds * 1000):
        return None
    return monotonic_ns() if _read_all(descriptor) else None


def _sample(campaign, launch, scratch, records):
    supervisor = campaign.start(launch, scratch, pipe=True)
    try:
        child = records.wait_for(1, 15)[-1]
        time.sleep(campaign.options.life)
        _read_all(supervisor.news)
        killed = monotonic_ns()
        os.kill(child.process, signal.SIGKILL)
        told = _first_news(supervisor.news, 1.5)
        following = records.wait_for(2, 15)[1]
        measured = {"next": following.nanoseconds - killed}
        if told is not None and told < following.nanoseconds:
            measured["line"] = told - killed
        return measured
    finally:
        supervisor.close(launch.stop_signal)


def respawn(campaign, peers):
    """Death of a background child, and of the host with --recycle always, to the log line and to the next start."""
    delays, tables, all_results = {}, [], {}
    for title, method in (("a background child", "respawning"), ("the host, recycled", "recycling")):

        def sample(peer, scratch, method=method):
            records = RecordFile(os.path.join(scratch, "records"))
            child = Child(campaign.program("stamp"), STAMP_FILE=records.path)
            launch = getattr(peer, method)(scratch, child) if hasattr(peer, method) else None
            if launch is None:
                return None
            delays[method, peer.name] = launch.delay or "–"
            return _sample(campaign, launch, scratch, records)

        campaign.tell(f"  {title}")
        results = campaign.in_turn(peers, campaign.options.rounds, sample)
        if not results:
            continue
        header, rows = table(results, [("line", "death → line, ms", 1e-6), ("next", "death → next main(), ms", 1e-6)])
        header.append("delay before a restart")
        for row in rows:
            row.append(delays.get((method, row[0]), "–"))
        tables.append((title, header, rows))
        all_results[title] = results
    return {"results": all_results, "tables": tables}
