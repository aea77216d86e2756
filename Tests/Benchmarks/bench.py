#!/usr/bin/python3
"""Runs the scenarios and writes what was measured as Markdown and JSON. Called by run.sh, which builds the programs."""

import argparse
import json
import os
import resource
import signal
import sys

from wabench import early, figures, idle, machine, orphans, ours, peers, respawn, starting
from wabench.campaign import Campaign
from wabench.peers import Child
from wabench.processes import adopt_orphans

SCENARIOS = {
    "first-task": starting.first_task,
    "twenty": starting.twenty,
    "readiness": starting.readiness,
    "respawn": respawn.respawn,
    "thousand": starting.thousand,
    "idle": idle.idle,
    "orphans": orphans.orphans,
    "early": early.early,
}


def _arguments():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="NAME", help=f"all, or some of: {', '.join(SCENARIOS)}")
    parser.add_argument("--rounds", type=int, default=20, help="samples of each peer (20)")
    parser.add_argument("--thousand-rounds", type=int, default=5, help="the same with 1,000 children (5)")
    parser.add_argument("--slow-rounds", type=int, default=5, help="the same of peers that need seconds (5)")
    parser.add_argument("--orphans", type=int, default=10000, help="how many orphans (10000)")
    parser.add_argument("--orphan-rounds", type=int, default=3, help="samples of each peer with them (3)")
    parser.add_argument("--early-rounds", type=int, default=1000, help="signals to each peer in `early` (1000)")
    parser.add_argument("--window", type=float, default=60, help="seconds that `idle` watches (60)")
    parser.add_argument("--settle", type=float, default=5, help="seconds before that (5)")
    parser.add_argument("--life", type=float, default=0.15, help="seconds a child lives before `respawn` kills it (0.15)")
    parser.add_argument("--idle", type=float, default=85, help="wait for this much idle processor time, per cent (85)")
    parser.add_argument("--idle-wait", type=float, default=20, help="but at most so many seconds a sample (20)")
    parser.add_argument("--bin", metavar="DIR", help="where wahostbootstrapper and walaunch are (release build)")
    parser.add_argument("--peers", metavar="NAMES", help="only these, separated by commas; the C floor is always there")
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--out", required=True, metavar="DIR", help="where results.json and results.md go")
    parser.add_argument("--scratch", metavar="DIR", help="where samples live (TMPDIR, else /tmp)")
    options = parser.parse_args()
    wanted = [name for name in options.scenarios if name != "all"] or list(SCENARIOS)
    unknown = [name for name in wanted if name not in SCENARIOS]
    if unknown:
        parser.error(f"no scenario '{unknown[0]}'; there are: all, {', '.join(SCENARIOS)}")
    options.scenarios = list(SCENARIOS) if "all" in options.scenarios else wanted
    return options


def _peers(options, campaign):
    """Returns the peers that are here, our own first, and the versions of all."""
    everybody = peers.rivals(campaign.programs)
    if options.bin:
        resting = Child(campaign.program("idle"))
        everybody.insert(1, ours.Bootstrapper(options.bin, resting))
        everybody.insert(2, ours.NotifyingBootstrapper(options.bin, resting))
    only = options.peers.split(",") if options.peers else None
    versions = {peer.name: peer.version() for peer in everybody}
    here = [
        peer
        for peer in everybody
        if versions[peer.name] and (only is None or peer.name in only or isinstance(peer, peers.Floor))
    ]
    missing = "not installed; a package of this name may not exist here"
    return here, {name: version or missing for name, version in versions.items()}


def _for_scenario(name, here):
    """The variant with sd_notify differs in one scenario only."""
    return [peer for peer in here if name == "readiness" or not isinstance(peer, ours.NotifyingBootstrapper)]


def _text(name, result):
    return f"### {name}\n\n{figures.scenario(result)}"


def _write(options, name, result):
    """Puts the scenario into the two files, beside what other runs left there."""
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "results.json")
    everything = {"scenarios": {}}
    if os.path.exists(path):
        with open(path) as file:
            everything = json.load(file)
    everything["scenarios"][name] = result
    with open(path + ".new", "w") as file:
        json.dump(everything, file, indent=1, sort_keys=True)
    os.replace(path + ".new", path)
    with open(os.path.join(options.out, "results.md"), "w") as file:
        for other in list(SCENARIOS):
            if other in everything["scenarios"]:
                file.write(_text(other, everything["scenarios"][other]) + "\n")


def main():
    options = _arguments()
    adopt_orphans()
    # So that an interrupted run still ends what it started and removes its folders.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    campaign = Campaign(options, options.programs)
    try:
        here, versions = _peers(options, campaign)
        if options.bin and "wahostbootstrapper" not in [peer.name for peer in here] and not options.peers:
            print(f"run.sh: cannot run '{options.bin}/wahostbootstrapper --version'", file=sys.stderr)
            return 66
        for name in options.scenarios:
            campaign.tell(name)
            campaign.quiet.missed = campaign.quiet.waited_for = 0
            result = SCENARIOS[name](campaign, _for_scenario(name, here))
            result["not_quiet"] = [campaign.quiet.missed, campaign.quiet.waited_for]
            result["machine"] = machine.description()
            result["versions"] = versions
            result["about"] = SCENARIOS[name].__doc__
            _write(options, name, result)
            print(_text(name, result), flush=True)
        for name, version in versions.items():
            print(f"{name}: {version}")
    finally:
        campaign.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
