#!/usr/bin/env python3
"""Busy reaches everybody who wants to know: how long after the role has said it?

usage: answer.py DIST [ROUNDS]      DIST: the folder with the release programs (.ci/build-release)

A role says Busy and Ready in turn, in five ways, and notes the moment before it does so. Processes of the benchmark note when
they hear it: by the stream of the control socket (`status --watch`), the server-sent events of the readiness listener, the
datagram to the NOTIFY_SOCKET that the bootstrapper was given, all three pushed; and by asking again and again, a millisecond
after each answer: `status` on the control socket, GET /ready, HAProxy's agent-check. Aim: 5 ms at most.
"""
import json, os, select, signal, socket, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
AIM = 5.0
INTERVAL = 0.15
PUSHED = ("status, followed", "server-sent events", "sd_notify")
ASKED = ("status, asked", "GET /ready", "agent-check")
MODEL = """<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
 xmlns:linux="urn:wahostbootstrapper:linux:1" name="A" version="2.9.8699.20"><Runtime protocolVersion="2011-03-08">
 <Environment><Variable name="ANSWERS" value="{place}/answers" /></Environment>
 <EntryPoint>{entry}</EntryPoint></Runtime></RoleModel>"""
PROGRAM = '<ProgramEntryPoint commandLine="answer-program {how} {interval}" setReadyOnProcessStart="{ready}" {more}/>'
WAYS = {
    "StatusCheck of a role library": '<NetFxEntryPoint assemblyName="Answer.dll" targetFrameworkVersion="v4.0" />',
    "lease over a socket": PROGRAM.format(how="lease", interval=INTERVAL, ready="true", more=""),
    "lease over a FIFO": PROGRAM.format(how="lease", interval=INTERVAL, ready="true", more='linux:runtimeEndpoint="fifo" '),
    "sd_notify RELOADING=1": PROGRAM.format(how="notify", interval=INTERVAL, ready="false", more='linux:readiness="notify" '),
    "`role set-status`, from its fork": PROGRAM.format(how="command", interval=INTERVAL, ready="true", more=""),
}


def connected(family, address, word=b""):
    connection = socket.socket(family)
    connection.connect(address)
    connection.sendall(word)
    return connection


class Watch:
    """One way to hear it: notes each change, in the process that hears."""

    def __init__(self):
        self.heard = {}
        self.last = {}

    def note(self, name, moment, state):
        if self.last.get(name) != state:
            self.last[name] = state
            self.heard.setdefault(name, []).append((moment, state))


def follow(place, port, watch, is_over):
    status = connected(socket.AF_UNIX, f"{place}/local.A_IN_0.sock", b'{"version":1,"command":"status","follow":true}\n')
    events = connected(socket.AF_INET, ("127.0.0.1", port), b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    notify = socket.socket(fileno=os.dup(NOTIFY.fileno()))
    names = {status.fileno(): "status, followed", events.fileno(): "server-sent events", notify.fileno(): "sd_notify"}
    texts = {descriptor: b"" for descriptor in names}
    poll = select.poll()
    for descriptor in names:
        poll.register(descriptor, select.POLLIN)
    while not is_over():
        for descriptor, _ in poll.poll(100):
            piece = os.read(descriptor, 1 << 20)
            moment = time.monotonic_ns()
            if descriptor == notify.fileno():
                for line in piece.decode().splitlines():
                    if line.startswith("STATUS="):
                        watch.note("sd_notify", moment, "ready" if line == "STATUS=Ready" else "busy")
                continue
            if not piece:
                return
            *lines, texts[descriptor] = (texts[descriptor] + piece).split(b"\n")
            for line in lines:
                line = line.removeprefix(b"data: ")
                if line.startswith(b"{") and b'"phase"' in line:
                    watch.note(names[descriptor], moment, json.loads(line)["status"])


def ask(place, port, watch, is_over):
    status = connected(socket.AF_UNIX, f"{place}/local.A_IN_0.sock").makefile("rwb", buffering=0)
    ready = connected(socket.AF_INET, ("127.0.0.1", port))
    while not is_over():
        time.sleep(0.001)
        status.write(b'{"version":1,"command":"check"}\n')
        answer = json.loads(status.readline())
        watch.note("status, asked", time.monotonic_ns(), answer["status"])
        ready.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = ready.recv(65536)
        watch.note("GET /ready", time.monotonic_ns(), "ready" if answer.startswith(b"HTTP/1.1 200") else "busy")
        agent = connected(socket.AF_INET, ("127.0.0.1", port + 1))
        answer = agent.recv(256)
        agent.close()
        watch.note("agent-check", time.monotonic_ns(), "ready" if answer.startswith(b"ready") else "busy")


def watcher(work, place, port):
    """Starts a process that hears; returns what ends it and gives what it has heard."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        ended = []
        signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
        watch = Watch()
        try:
            work(place, port, watch, lambda: bool(ended))
        finally:
            with os.fdopen(theirs, "w") as file:
                json.dump(watch.heard, file)
            os._exit(0)
    os.close(theirs)

    def end():
        os.kill(pid, signal.SIGTERM)
        with os.fdopen(ours) as file:
            heard = json.load(file)
        os.waitpid(pid, 0)
        return heard

    return end


def free_port():
    while True:
        with socket.socket() as probe, socket.socket() as next_one:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            try:
                next_one.bind(("127.0.0.1", port + 1))
                return port
            except OSError:
                continue


def measure(dist, way, entry, work, rounds):
    """One role, heard in some ways; returns, by the way to hear, how late each answer came and how many never did."""
    global NOTIFY
    with tempfile.TemporaryDirectory(prefix="waa", dir="/tmp", ignore_cleanup_errors=True) as place:
        os.mkdir(f"{place}/approot")
        include = f"{HERE}/../../../Sources/CRoleEntryPoint/include"
        build = ["cc", "-O2", "-Wall", "-I", include]
        subprocess.run(build + ["-o", f"{place}/approot/answer-program", f"{HERE}/program.c"], check=True)
        subprocess.run(build + ["-shared", "-fPIC", "-o", f"{place}/approot/libAnswer.so", f"{HERE}/library.c"], check=True)
        with open(f"{place}/RoleModel.xml", "w") as file:
            file.write(MODEL.format(place=place, entry=entry))
        answers = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        answers.bind(f"{place}/answers")
        NOTIFY = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        NOTIFY.bind(f"{place}/notify")
        environment = dict(os.environ, WAHOST_RUNTIME_DIRECTORY=place, WAHOST_RESOURCES=f"{place}/resources",
                           NOTIFY_SOCKET=f"{place}/notify", PATH=f"{dist}:{os.environ['PATH']}")
        environment.pop("WAHOST_CONTROL_SOCKET", None)
        port = free_port()
        role = subprocess.Popen(
            [f"{dist}/wahostbootstrapper", "run", "--status-check-interval", str(INTERVAL), "--readiness-listener", str(port),
             "--agent-check", str(port + 1), place],
            env=environment, stdout=subprocess.DEVNULL, stderr=open(f"{place}/errors", "w"))
        try:
            asked = subprocess.run([f"{dist}/wahostbootstrapper", "status", "--wait-ready", "20"],
                                   env=environment, stdout=subprocess.DEVNULL)
            if asked.returncode != 0:
                sys.exit(open(f"{place}/errors").read())
            end = watcher(work, place, port)
            time.sleep(0.5)
            answers.setblocking(False)
            while select.select([answers], [], [], 0)[0]:
                answers.recv(64)
            answers.settimeout(10)
            said = []
            while len(said) < rounds + 1:
                moment, state = answers.recv(64).decode().split()
                said.append((int(moment), state))
            time.sleep(0.1)
            heard = end()
        finally:
            role.terminate()
            role.wait(30)
    return {name: lateness(said, moments) for name, moments in heard.items()}


def lateness(said, heard):
    late, missing = [], 0
    for (moment, state), (following, _) in zip(said, said[1:]):
        first = next((at for at, what in heard if what == state and moment <= at < following), None)
        if first is None:
            missing += 1
        else:
            late.append((first - moment) / 1e6)
    return sorted(late), missing


def main():
    dist = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    worst = 0.0
    print("| said by | heard by | n | median, ms | p99 | most | never |\n|---|---|---|---|---|---|---|")
    for way, entry in WAYS.items():
        figures = {}
        for work in (follow, ask):
            figures.update(measure(dist, way, entry, work, rounds))
        for name in PUSHED + ASKED:
            late, missing = figures.get(name, ([], rounds))
            if not late:
                print(f"| {way} | {name} | 0 | | | | {missing} |", flush=True)
                worst = float("inf")
                continue
            p99 = late[min(len(late) - 1, len(late) * 99 // 100)]
            print(f"| {way} | {name} | {len(late)} | {late[len(late) // 2]:.2f} | {p99:.2f} | {late[-1]:.2f} | {missing} |",
                  flush=True)
            if "set-status" not in way:
                worst = max(worst, p99 if not missing else float("inf"))
    print(f"the worst p99, `role set-status` left out (that is a program of its own): {worst:.2f} ms; aim {AIM} ms")
    return 0 if worst <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
