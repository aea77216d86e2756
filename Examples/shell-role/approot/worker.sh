#!/bin/sh
# A role in shell that talks back. The folder of wahostbootstrapper is on PATH.
role() { wahostbootstrapper role "$@"; }
say() { echo "$(role get instance): $*"; }

# The bootstrapper says `stopping` first and sends SIGTERM later; by hand there is only the signal.
trap 'exit 0' TERM INT

# OnStart: Busy until the work can begin. The entry point has setReadyOnProcessStart="false".
role set-status busy
seen=$(role get incarnation)
scratch=$(role get resource Scratch --path)
mkdir -p "$scratch" && date >"$scratch/started"
say "starting in deployment $(role get deployment), gossip at $(role get endpoint Gossip)"
greeting=$(role get setting Greeting)
workers=$(role get setting Workers)
role set-status ready
say "ready: $greeting"

# Run: this role's work is to wait for changes. What has changed would be printed, but this script compares for itself.
while :; do
    role wait changed --since "$seen" >/dev/null
    case $? in
    0) ;;
    3) break ;;      # The role is to stop.
    *) exit 1 ;;     # The bootstrapper has gone; the message is on standard error.
    esac
    seen=$(role get incarnation)

    # Cancel a change that can not be made while the role runs: it stops in order and comes back with it.
    # Compared with what this script goes by: `wait` can not tell what changed while the script was busy.
    if [ "$(role get setting Workers)" != "$workers" ]; then
        say "cancelled: Workers needs a fresh start"
        role request-recycle
        continue
    fi

    # Accept the others: Busy while something is being reloaded, at most half a minute, then Ready.
    role set-status busy --for 30s
    greeting=$(role get setting Greeting)
    say "accepted: $greeting"
    case $(role get setting Mood) in
    busy) say "busy until the mood changes" && role set-status busy ;;
    recycle) say "recycle requested" && role request-recycle ;;
    *) role set-status ready ;;
    esac
done

# OnStop: end the work, then say that it is done.
say "stopping"
rm -f "$scratch/started"
say "stopped"
role set-status stopped
