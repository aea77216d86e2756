#!/usr/bin/env python3
"""A role in Python that talks back: it speaks the runtime protocol by itself, with the standard library only.

runtime.py, beside it, is the client; copy it into a role of your own.
"""
import os
import signal
import sys

from runtime import Runtime, RuntimeMissing, differences


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    runtime = Runtime()

    def say(text):
        print(f"{runtime.environment.instance}: {text}", flush=True)

    # OnStart: Busy until the work can begin. The entry point has setReadyOnProcessStart="false".
    runtime.report("Busy")
    environment = runtime.environment
    scratch = environment.resources["Scratch"]["path"]
    os.makedirs(scratch, exist_ok=True)
    gossip = environment.endpoints["Gossip"]
    say(f"starting in deployment {environment.deployment}, gossip at {gossip['address']}:{gossip['port']}")
    runtime.report("Started")
    say(f"ready: {environment.settings['Greeting']}")

    # Run: this role's work is to wait for changes.
    for state in runtime.goal_states():
        if state.expected == "Stopped":
            break
        newer = runtime.read_environment(state)
        changes = differences(runtime.environment, newer)
        # Cancel a change that can not be made while the role runs: it stops in order and comes back with it.
        if ("setting", "Workers") in changes:
            say("cancelled: Workers needs a fresh start")
            runtime.cancel(state)
            continue
        runtime.accept(state, newer)
        if not changes:
            continue
        # Busy while something is being reloaded, at most half a minute, then Ready.
        runtime.report("Busy", seconds=30)
        say(f"accepted: {newer.settings['Greeting']}")
        if newer.settings["Mood"] == "busy":
            say("busy until the mood changes")
            runtime.report("Busy")
        elif newer.settings["Mood"] == "recycle":
            say("recycle requested")
            runtime.report("Recycle")
        else:
            runtime.report("Started")

    # OnStop: end the work, then say that it is done.
    say("stopping")
    say("stopped")
    runtime.report("Stopped")


if __name__ == "__main__":
    try:
        main()
    except RuntimeMissing as reason:
        sys.exit(f"worker.py: {reason}")
