"""Scenario `idle`: what it costs to have a role up, when nothing happens."""

import os
import time

from wabench import figures
from wabench.peers import Child
from wabench.processes import Supervisor, descendants_of, end_adopted
from wabench.records import RecordFile

_COLUMNS = ("processes", "threads", "switches", "cpu_ms", "rss", "pss", "private_dirty")


def _threads(process):
    """Returns, by thread, voluntary context switches and nanoseconds on a processor."""
    found = {}
    for thread in os.listdir(f"/proc/{process}/task"):
        switches = 0
        with open(f"/proc/{process}/task/{thread}/status") as file:
            for line in file:
                if line.startswith("voluntary_ctxt_switches"):
                    switches = int(line.split()[1])
        with open(f"/proc/{process}/task/{thread}/schedstat") as file:
            found[thread] = (switches, int(file.read().split()[0]))
    return found


def _memory(process):
    """Returns RSS, PSS and private dirty pages in KB."""
    sizes = {"Rss": 0, "Pss": 0, "Private_Dirty": 0}
    with open(f"/proc/{process}/smaps_rollup") as file:
        for line in file:
            name, _, rest = line.partition(":")
            if name in sizes:
                sizes[name] = int(rest.split()[0])
    return sizes["Rss"], sizes["Pss"], sizes["Private_Dirty"]


class _Watched:
    """One supervisor at rest, its own processes told from the children it was given."""

    def __init__(self, supervisor, launch, children):
        self.supervisor = supervisor
        self.launch = launch
        self.children = children

    def processes(self):
        everything = [self.supervisor.process] + descendants_of(self.supervisor.process)
        return [process for process in everything if not self._is_child(process)]

    def _is_child(self, process):
        try:
            return os.path.basename(os.readlink(f"/proc/{process}/exe")) in ("stamp", "idle")
        except OSError:
            return True

    def look(self):
        return {process: _threads(process) for process in self.processes()}


def _difference(before, after):
    switches = cpu = 0
    for process, threads in after.items():
        for thread, (count, time_on) in threads.items():
            old_count, old_time = before.get(process, {}).get(thread, (0, 0))
            switches += count - old_count
            cpu += time_on - old_time
    return switches, cpu


def _start(campaign, peer, count, scratch):
    records = RecordFile(os.path.join(scratch, "records"))
    child = Child(campaign.program("stamp"), STAMP_FILE=records.path)
    launch = peer.many(scratch, count, child)
    if launch is None and count == 1 and peer.supervises:
        launch = peer.one(scratch, child)
    if launch is None:
        return None
    supervisor = Supervisor(launch, os.path.join(scratch, "output"))
    try:
        records.wait_for(count, 60)
    except TimeoutError:
        supervisor.close(launch.stop_signal)
        raise
    return _Watched(supervisor, launch, count)


def _measure(campaign, watched, window):
    before = {name: one.look() for name, one in watched.items()}
    began = time.monotonic()
    time.sleep(window)
    after = {name: one.look() for name, one in watched.items()}
    minutes = (time.monotonic() - began) / 60
    results = {}
    for name, one in watched.items():
        switches, cpu = _difference(before[name], after[name])
        memory = [_memory(process) for process in one.processes()]
        results[name] = {
            "processes": len(after[name]),
            "threads": sum(len(threads) for threads in after[name].values()),
            "switches": switches / minutes,
            "cpu_ms": cpu * 1e-6 / minutes,
            "rss": sum(sizes[0] for sizes in memory),
            "pss": sum(sizes[1] for sizes in memory),
            "private_dirty": sum(sizes[2] for sizes in memory),
        }
    return results


def idle(campaign, peers):
    """Wake-ups, processor time and memory of the supervisor's own processes while its children do nothing."""
    tables, all_results = [], {}
    header = ["", "processes", "threads", "voluntary switches per min", "CPU ms per min"]
    header += ["RSS KB", "PSS KB", "private dirty KB"]
    for count in (1, 100):
        campaign.tell(f"  {count} children, a window of {campaign.options.window:g} s")
        watched, failures = {}, {}
        try:
            for peer in peers:
                try:
                    found = _start(campaign, peer, count, campaign.scratch())
                except (OSError, TimeoutError) as failure:
                    failures[peer.name] = f"failed: {failure}"
                    continue
                if found:
                    watched[peer.name] = found
            campaign.quiet.wait()
            time.sleep(campaign.options.settle)
            results = _measure(campaign, watched, campaign.options.window)
        finally:
            for one in watched.values():
                one.supervisor.send(one.launch.stop_signal)
            for one in watched.values():
                one.supervisor.close(one.launch.stop_signal, sweep=False)
            end_adopted()
        rows = [[name] + [figures.number(one[key], 1) for key in _COLUMNS] for name, one in results.items()]
        rows += [[name, text] + [""] * (len(_COLUMNS) - 1) for name, text in failures.items()]
        tables.append((f"{count} child{'ren' if count > 1 else ''}", header, rows))
        all_results[str(count)] = {**results, **failures}
    return {"results": all_results, "tables": tables}
