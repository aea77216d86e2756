#!/usr/bin/python3
"""What the supervised processes of the scenarios do. Every word is a behaviour; it knows no supervisor.

actor.py hear FILE           writes the number of each signal it gets to FILE, one a line; ends with 0 at TERM
actor.py obey SIGNAL FILE    ends with 0 at this signal only; writes each other one to FILE
actor.py stubborn FILE       ignores TERM and INT
actor.py mask FILE           writes the signal lines of its /proc/self/status to FILE, then waits
actor.py die SIGNAL          kills itself
actor.py orphans N HOLD      makes N orphans that end within HOLD seconds, then ends with 42
actor.py group FILE          ignores USR1, has a child that does not; writes the child's end to FILE and ends with 0
actor.py escape FILE         has a child in a session of its own that ignores TERM; writes its pid to FILE, then waits
actor.py notify FILE WAIT    says READY=1 on NOTIFY_SOCKET after WAIT seconds, then writes when to FILE and waits
actor.py ready-fd FILE WAIT  the same by a byte on READY_FD; WAIT of "never" closes it instead
actor.py stamp FILE          writes when it began to FILE, then waits
actor.py lines N             prints N numbered lines
actor.py environment FILE    writes its environment to FILE, entries ended by NUL
actor.py identity FILE       writes uid, gid, groups, folder and no_new_privs to FILE
actor.py trace NAME FILE     appends "begin NAME", at TERM "end NAME" to FILE
"""
import os
import signal
import socket
import sys
import time

CATCHABLE = [number for number in range(1, 32) if number not in (signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD)]


def append(path, text):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.write(file, (text + "\n").encode())
    os.close(file)


def wait_for_signals(path, end):
    signal.pthread_sigmask(signal.SIG_BLOCK, CATCHABLE)
    append(path, "begun")
    while True:
        number = signal.sigwait(CATCHABLE)
        append(path, str(int(number)))
        if number == end:
            sys.exit(0)


def wait():
    while True:
        signal.pause()


def main():
    word, rest = sys.argv[1], sys.argv[2:]
    if word == "hear":
        wait_for_signals(rest[0], signal.SIGTERM)
    elif word == "obey":
        wait_for_signals(rest[1], int(rest[0]))
    elif word == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        append(rest[0], str(os.getpid()))
        wait()
    elif word == "mask":
        with open("/proc/self/status") as file:
            for line in file:
                if line.startswith(("SigBlk", "SigIgn")):
                    append(rest[0], line.strip())
        append(rest[0], "begun")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        wait()
    elif word == "die":
        os.kill(os.getpid(), int(rest[0]))
        wait()
    elif word == "orphans":
        count, hold = int(rest[0]), float(rest[1])
        for index in range(count):
            if os.fork() == 0:
                if hold and os.fork() == 0:
                    time.sleep(hold * index / count)
                os._exit(0)
        os._exit(42)
    elif word == "group":
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGUSR1, signal.SIG_DFL)
            append(rest[0], "begun")
            wait()
        status = os.waitpid(child, 0)[1]
        append(rest[0], f"child ended by {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 'itself'}")
        sys.exit(0)
    elif word == "escape":
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                append(rest[0], str(os.getpid()))
                wait()
            os._exit(0)
        wait()
    elif word in ("notify", "ready-fd"):
        path, delay = rest
        if delay == "never":
            if word == "ready-fd":
                os.close(int(os.environ["READY_FD"]))
            wait()
        time.sleep(float(delay))
        append(path, str(time.monotonic()))
        if word == "notify":
            address = os.environ["NOTIFY_SOCKET"]
            sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            sender.sendto(b"READY=1", "\0" + address[1:] if address[0] == "@" else address)
        else:
            os.write(int(os.environ["READY_FD"]), b"\n")
        wait()
    elif word == "stamp":
        append(rest[0], str(time.monotonic()))
        wait()
    elif word == "lines":
        out = "".join(f"{index} {'x' * 80}\n" for index in range(int(rest[0]))).encode()
        while out:
            out = out[os.write(1, out):]
    elif word == "environment":
        with open("/proc/self/environ", "rb") as file, open(rest[0], "wb") as copy:
            copy.write(file.read())
    elif word == "identity":
        with open("/proc/self/status") as file:
            privileges = next(line.split()[1] for line in file if line.startswith("NoNewPrivs"))
        append(rest[0], f"{os.getuid()} {os.getgid()} {sorted(os.getgroups())} {os.getcwd()} {privileges}")
    elif word == "trace":
        append(rest[1], f"begin {rest[0]}")
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        signal.sigwait([signal.SIGTERM])
        append(rest[1], f"end {rest[0]}")
    else:
        sys.exit(64)


main()
