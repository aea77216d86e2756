"""The scenarios: a set-up, what must be observed, and what a supervisor must offer for it to have a meaning.

Numbers are those of the catalogue in docs/reference/conformance.md. Each is told by what can be seen from outside:
exit codes, files that the actors write, the process table, what is printed.
"""
import os
import signal
import socket
import subprocess
import time

from adapters import Setup, Step, Task
from running import Failure, actor, check, lines_of, parent_of, until

SCENARIOS = []


def scenario(number, title, *needs, pid1=None, limit=30):
    """Adds a scenario. `pid1`: None is not as PID 1, True as PID 1."""
    def add(function):
        SCENARIOS.append((number, title, set(needs), bool(pid1), limit, function))
        return function
    return add


# ---- exit codes and spawn failures ----------------------------------------------------------------------------------

@scenario(1, "each exit code of the main process comes out", "main", "exits with main", limit=120)
def exit_codes(run):
    for code in range(256):
        with run(Setup(["sh", "-c", f"exit {code}"])) as it:
            check(it.wait() == code, f"exit code {it.code} for {code}")


@scenario(2, "an exit code that counts as success becomes 0, any other stays", "main", "remap")
def exit_remap(run):
    for code, wanted in ((143, 0), (0, 0), (7, 7)):
        with run(Setup(["sh", "-c", f"exit {code}"], success_codes=[0, 143])) as it:
            check(it.wait() == wanted, f"exit code {it.code} for {code}")


@scenario(3, "a main process that a signal ends gives 128 and its number", "main", "exits with main")
def killed_by_signal(run):
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL, signal.SIGSEGV):
        with run(Setup(actor("die", int(number)))) as it:
            check(it.wait() == 128 + number, f"exit code {it.code} for signal {number}")


@scenario(4, "a command that is not there fails at once and is named", "main")
def missing_command(run):
    with run(Setup(["/no/such/program"])) as it:
        code = it.wait(5)
        check(code != 0, "exit code 0")
        check("/no/such/program" in it.output(), f"it is not named: {it.output()[-200:]}")


@scenario(5, "a folder and a file that is no program fail at once", "main")
def not_executable(run):
    for path in ("/etc", "/etc/hostname"):
        with run(Setup([path])) as it:
            check(it.wait(5) != 0, f"exit code 0 for {path}")
            check(path in it.output(), f"'{path}' is not named: {it.output()[-200:]}")


@scenario(6, "25 tasks that fail at once are each told as ended, not as unable to start", "tasks")
def fails_fast(run):
    with run(Setup(actor("hear", run.file("main")), before=[Task(["false"]) for _ in range(25)])) as it:
        until(lambda: lines_of(run.file("main")), "the main process")
        until(lambda: sum("exit" in line and "1" in line for line in it.output().splitlines()) >= 25, "25 ends told")
        check("cannot start" not in it.output(), "told as unable to start")


@scenario(7, "an empty command is refused before anything runs", "steps", "checks its file")
def no_command(run):
    with run(Setup(actor("hear", run.file("main")), before=[Step([])])) as it:
        check(it.wait(5) != 0, "exit code 0")
        check(not os.path.exists(run.file("main")), "the main process ran")


@scenario(8, "an option that does not exist is told, and nothing runs", "main")
def bad_flags(run):
    words = [run.adapter.path(), "--no-such-option"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=10, stdin=subprocess.DEVNULL)
    check(done.returncode not in (0, -9), f"exit code {done.returncode}")
    check("no-such-option" in done.stderr + done.stdout or "sage" in done.stderr + done.stdout, "nothing is said")


# ---- signals --------------------------------------------------------------------------------------------------------

@scenario(9, "USR1, USR2, WINCH and CONT reach the main process, in order", "main", "forwards")
def forward(run):
    path = run.file("heard")
    with run(Setup(actor("hear", path))) as it:
        until(lambda: lines_of(path), "the main process")
        for index, number in enumerate((signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH, signal.SIGCONT)):
            it.signal(number)
            until(lambda: len(lines_of(path)) == index + 2, f"signal {number}", 3)
            check(lines_of(path)[-1] == str(int(number)), f"it heard {lines_of(path)}")


@scenario(10, "TERM to a main process that does not care ends it, and then the supervisor", "main")
def default_action(run):
    with run(Setup(["sleep", "60"])) as it:
        until(lambda: it.descendants(), "the main process")
        it.signal(signal.SIGTERM)
        check(it.wait(5) in (0, 143), f"exit code {it.code}")


@scenario(13, "the main process starts with an empty signal mask and default dispositions", "main")
def clean_mask(run):
    path = run.file("mask")
    with run(Setup(actor("mask", path)), blocked=[signal.SIGUSR1, signal.SIGTTIN], ignored=[signal.SIGTTOU]) as it:
        until(lambda: "begun" in lines_of(path), "the main process")
        values = {line.split(":")[0]: int(line.split()[1], 16) for line in lines_of(path) if ":" in line}
        check(values["SigBlk"] == 0, f"blocked: {values['SigBlk']:x}")
        # Python itself ignores PIPE and XFSZ.
        check(values["SigIgn"] & ~(1 << 12 | 1 << 24) == 0, f"ignored: {values['SigIgn']:x}")


@scenario(15, "TERM leaves nobody of a group of six behind", "main")
def pipeline(run):
    with run(Setup(["sh", "-c", "cat /dev/zero | cat > /dev/null & cat /dev/zero | cat > /dev/null & wait"])) as it:
        until(lambda: len([pid for pid in it.descendants() if comm(pid) == "cat"]) == 4, "four processes")
        family = it.descendants()
        it.signal(signal.SIGTERM)
        it.wait(15)
        until(lambda: not [pid for pid in family if alive(pid)], "their end", 2)


@scenario(16, "what is left when the main process ends is ended, too", "main", "exits with main", "group")
def leftovers(run):
    path = run.file("left")
    with run(Setup(["sh", "-c", f"{' '.join(actor('hear', path))} & while [ ! -s {path} ]; do :; done; exit 3"])) as it:
        check(it.wait(15) == 3, f"exit code {it.code}")
        check(str(int(signal.SIGTERM)) in lines_of(path), "it got no TERM")


@scenario(19, "nothing runs on when the supervisor is killed", "parent death")
def parent_death(run):
    with run(Setup(["sleep", "60"], before=[Task(["sleep", "61"])])) as it:
        until(lambda: len([pid for pid in it.descendants() if comm(pid) == "sleep"]) == 2, "two processes")
        family = it.descendants()
        it.signal(signal.SIGKILL)
        it.wait(5)
        until(lambda: not [pid for pid in family if alive(pid)], "their end", 3)


@scenario(20, "TERM in the first 20 ms is never lost (200 tries, not as PID 1)", "main", limit=200)
def early_term(run):
    lost = 0
    for index in range(200):
        with run(Setup(["sleep", "60"])) as it:
            time.sleep(index / 10_000)
            it.signal(signal.SIGTERM)
            try:
                it.wait(2)
            except Failure:
                lost += 1
        if lost == 5:  # Enough to judge by; each costs its two seconds.
            break
    check(lost == 0, f"{lost} of the first {index + 1} lost")


@scenario(21, "a second TERM kills at once", "main", "orderly stop", "exits with main")
def double_term(run):
    path = run.file("stubborn")
    with run(Setup(actor("stubborn", path), stop_timeout=30)) as it:
        until(lambda: lines_of(path), "the main process")
        it.signal(signal.SIGTERM)
        time.sleep(0.3)
        begun = time.monotonic()
        it.signal(signal.SIGTERM)
        it.wait(10)
        check(time.monotonic() - begun < 2, "it took longer than 2 s")


@scenario(22, "any signal can be the one that asks the main process to end", "stop signal", limit=90)
def custom_stop_signal(run):
    for name in ("HUP", "INT", "QUIT", "USR1", "USR2", "TERM"):
        path = run.file(f"heard-{name}")
        with run(Setup(actor("obey", int(getattr(signal, f"SIG{name}")), path), stop_signal=name, stop_timeout=20)) as it:
            until(lambda: lines_of(path), "the main process")
            it.signal(signal.SIGTERM)
            begun = time.monotonic()
            it.wait(10)
            check(time.monotonic() - begun < 5, f"{name} did not end it")


@scenario(23, "USR1 while a step runs does not kill the step", "steps", "forwards")
def signal_during_step(run):
    begun, path = run.file("begun"), run.file("main")
    step = Step(["sh", "-c", f"echo > {begun}; sleep 0.5"])
    with run(Setup(actor("hear", path), before=[step])) as it:
        until(lambda: os.path.exists(begun), "the step")
        it.signal(signal.SIGUSR1)
        until(lambda: lines_of(path), "the main process")


@scenario(24, "TERM amid a storm of other signals still ends it in order", "main")
def signal_storm(run):
    path = run.file("heard")
    with run(Setup(actor("hear", path))) as it:
        until(lambda: lines_of(path), "the main process")
        for index in range(5_000):
            it.signal((signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH)[index % 3])
        it.signal(signal.SIGTERM)
        it.wait(10)
        check(lines_of(path)[-1] == str(int(signal.SIGTERM)), f"last heard: {lines_of(path)[-1]}")


# ---- reaping --------------------------------------------------------------------------------------------------------

def reap(run, count, hold):
    path = run.file("main")
    with run(Setup(actor("hear", path))) as it:
        until(lambda: lines_of(path), "the main process")
        it.inside(actor("orphans", count, hold))
        until(lambda: it.zombies() == 0 and not it.named("actor-orphan"), "the last burial", 20)
        check(it.running(), "the supervisor is gone")


@scenario(25, "100 orphans that end over a second leave no zombie, as PID 1", "pid 1", pid1=True)
def reap_100(run):
    reap(run, 100, 1)


@scenario(26, "10,000 orphans at once leave no zombie, as PID 1", "pid 1", pid1=True, limit=90)
def reap_10k(run):
    reap(run, 10_000, 0)


@scenario(27, "orphans are adopted and buried when it is not PID 1", "subreaper")
def subreaper(run):
    path = run.file("orphan")
    line = f"(sh -c 'echo $$ > {path}; exec sleep 0.5' &) ; while [ ! -s {path} ]; do :; done; sleep 60"
    with run(Setup(["sh", "-c", line])) as it:
        until(lambda: lines_of(path), "the orphan")
        orphan = int(lines_of(path)[0])
        check(parent_of(orphan) == it.pid, "the orphan went elsewhere")
        until(lambda: not os.path.exists(f"/proc/{orphan}"), "its burial")


@scenario(29, "a stranger that ends with 1 changes nothing", "pid 1", pid1=True)
def stranger(run):
    path = run.file("main")
    with run(Setup(actor("hear", path))) as it:
        until(lambda: lines_of(path), "the main process")
        it.inside(["sh", "-c", "(exit 1) & exit 1"])
        until(lambda: it.zombies() == 0, "its burial")
        check(it.running(), "the supervisor is gone")
        it.signal(signal.SIGTERM)
        it.wait(10)


@scenario(31, "children that its process had before it was executed are no tasks of it", "main", "exits with main")
def inherited_children(run):
    with run(Setup(["sh", "-c", "sleep 0.3; exit 9"]), through=["sh", "-c", 'sleep 0.1 & exec "$@"', "sh"]) as it:
        check(it.wait(10) == 9, f"exit code {it.code}")


# ---- startup --------------------------------------------------------------------------------------------------------

@scenario(32, "ten steps run one after another, then the main process", "steps")
def order(run):
    path = run.file("order")
    steps = [Step(["sh", "-c", f"sleep 0.0{9 - index}; echo {index} >> {path}"]) for index in range(10)]
    with run(Setup(["sh", "-c", f"echo main >> {path}; sleep 60"], before=steps)):
        until(lambda: "main" in lines_of(path), "the main process")
        check(lines_of(path) == [*map(str, range(10)), "main"], f"{lines_of(path)}")


@scenario(33, "a step that fails stops everything, and is named with its code", "steps")
def nonzero_stops(run):
    path, beside = run.file("order"), run.file("beside")
    before = [Task(actor("hear", beside)), Step(["sh", "-c", f"while [ ! -s {beside} ]; do :; done"]), Step(["sh", "-c", "exit 42"]),
              Step(["sh", "-c", f"echo late >> {path}"])]
    with run(Setup(["sh", "-c", f"echo main >> {path}"], before=before)) as it:
        check(it.wait(15) != 0, "exit code 0")
        check(not lines_of(path), f"it went on: {lines_of(path)}")
        check("42" in it.output(), "the code is not told")
        check(lines_of(beside)[-1] == str(int(signal.SIGTERM)), "the task beside it was not stopped")


@scenario(34, "a step that a signal kills stops everything, and the signal is told", "steps")
def killed_step(run):
    with run(Setup(["sh", "-c", f"echo > {run.file('main')}"], before=[Step(actor("die", 9))])) as it:
        check(it.wait(10) != 0, "exit code 0")
        check(not os.path.exists(run.file("main")), "it went on")
        check("KILL" in it.output() or "signal 9" in it.output(), "the signal is not told")


@scenario(35, "a gate whose task fails at once fails at once (100 tries)", "readiness", limit=90)
def fast_failing_gate(run):
    for _ in range(100):
        with run(Setup(["sh", "-c", f"echo > {run.file('main')}"], before=[Task(["false"], readiness="notify")])) as it:
            check(it.wait(3) != 0, "exit code 0")
    check(not os.path.exists(run.file("main")), "the main process ran")


@scenario(36, "what waits for readiness starts at once when it is told, by each kind", "readiness")
def readiness(run):
    flag = run.file("flag")
    for kind, words in (("notify", actor("notify", run.file("notify"), 0.3)),
                        ("fd", actor("ready-fd", run.file("fd"), 0.3)),
                        (f"file:{flag}", ["sh", "-c", f"sleep 0.3; touch {flag}; exec sleep 60"])):
        main = run.file("main-" + kind[:4])
        with run(Setup(actor("stamp", main), before=[Task(words, readiness=kind)])):
            until(lambda: lines_of(main), f"the main process ({kind})")
            if kind in ("notify", "fd"):
                delay = float(lines_of(main)[0]) - float(lines_of(run.file(kind))[0])
                check(0 < delay < 0.5, f"{delay:.3f} s")


@scenario(37, "a readiness channel that is shut fails at once, not at the limit", "readiness")
def readiness_never(run):
    task = Task(actor("ready-fd", "-", "never"), readiness="fd", readiness_timeout=60)
    with run(Setup(["true"], before=[task])) as it:
        check(it.wait(5) != 0, "exit code 0")


@scenario(38, "readiness that does not come fails at its limit, and the task is stopped", "readiness")
def readiness_timeout(run):
    task = Task(["sleep", "60"], readiness="notify", readiness_timeout=0.7)
    begun = time.monotonic()
    with run(Setup(["true"], before=[task])) as it:
        check(it.wait(10) != 0, "exit code 0")
        check(0.6 < time.monotonic() - begun < 3, f"after {time.monotonic() - begun:.1f} s")


@scenario(40, "readiness told by a stranger does not count", "readiness")
def notify_access(run):
    path = run.file("socket")
    task = Task(["sh", "-c", f"echo $NOTIFY_SOCKET > {path}; exec sleep 60"], readiness="notify")
    with run(Setup(["sh", "-c", f"echo > {run.file('main')}"], before=[task])):
        until(lambda: lines_of(path), "the task")
        address = lines_of(path)[0]
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            try:
                sender.sendto(b"READY=1", "\0" + address[1:] if address[0] == "@" else address)
            except OSError:
                return
        time.sleep(0.3)
        check(not os.path.exists(run.file("main")), "it was believed")


@scenario(41, "a step beyond its limit is ended, with what it started", "steps")
def step_timeout(run):
    path = run.file("child")
    step = Step(["sh", "-c", f"sh -c 'echo $$ > {path}; exec sleep 60' & wait"], timeout=0.5)
    with run(Setup(["true"], before=[step])) as it:
        check(it.wait(10) != 0, "exit code 0")
        check("timed out" in it.output() or "longer than" in it.output() or "in time" in it.output(), it.output()[-300:])
        until(lambda: not alive(int(lines_of(path)[0])), "its child's end", 2)


@scenario(42, "a step is over when it exits, although its grandchild holds its output", "steps")
def held_stdout(run):
    path = run.file("main")
    begun = time.monotonic()
    with run(Setup(actor("stamp", path), before=[Step(["sh", "-c", "sleep 20 & exit 0"])])):
        until(lambda: lines_of(path), "the main process", 5)
        check(time.monotonic() - begun < 4, "it waited")


@scenario(43, "a step that leaves a daemon goes on, and the daemon ends with the role", "steps", "whole tree")
def step_daemon(run):
    path, main = run.file("daemon"), run.file("main")
    step = Step(["sh", "-c", f"setsid sh -c 'echo $$ > {path}; exec sleep 60' & while [ ! -s {path} ]; do :; done"])
    with run(Setup(actor("hear", main), before=[step])) as it:
        until(lambda: lines_of(main), "the main process")
        it.signal(signal.SIGTERM)
        it.wait(15)
        until(lambda: not alive(int(lines_of(path)[0])), "the daemon's end", 2)


@scenario(44, "TERM during a step ends it, and nothing later starts", "steps")
def term_during_step(run):
    path = run.file("order")
    before = [Step(["sh", "-c", f"echo 1 >> {path}"]), Step(["sh", "-c", f"echo 2 >> {path}; exec sleep 60"]),
              Step(["sh", "-c", f"echo 3 >> {path}"])]
    with run(Setup(["sh", "-c", f"echo main >> {path}"], before=before)) as it:
        until(lambda: "2" in lines_of(path), "the second step")
        it.signal(signal.SIGTERM)
        it.wait(5)
        check(lines_of(path) == ["1", "2"], f"{lines_of(path)}")


@scenario(45, "TERM at any moment between steps stops it there (100 tries)", "steps", limit=120)
def term_between_steps(run):
    for index in range(100):
        path = run.file(f"order-{index}")
        with run(Setup(["sh", "-c", f"echo main >> {path}"], before=[Step(["sh", "-c", f"echo {n} >> {path}"]) for n in range(20)])) as it:
            time.sleep(0.005 + index / 4_000)
            seen = it.signal(signal.SIGTERM, counting=lambda: len(lines_of(path)))
            it.wait(5)
            # One may have been on its way when the signal came.
            check(len(lines_of(path)) <= seen + 2 or "main" in lines_of(path), f"{seen} then {len(lines_of(path))}")


@scenario(46, "the same role runs again as before", "steps")
def idempotence(run):
    path = run.file("order")
    setup = Setup(["sh", "-c", f"echo main >> {path}; exit 5"], before=[Step(["sh", "-c", f"echo step >> {path}"])])
    for count in (1, 2):
        with run(setup) as it:
            check(it.wait() == 5, f"exit code {it.code}")
            check(lines_of(path) == ["step", "main"] * count, f"{lines_of(path)}")


# ---- supervision ----------------------------------------------------------------------------------------------------

@scenario(48, "a task that is killed is started again", "restarts")
def restart(run):
    path, main = run.file("task"), run.file("main")
    task = Task(["sh", "-c", f"echo $$ >> {path}; exec sleep 60"], restart="always")
    with run(Setup(actor("hear", main), before=[task])):
        for count in range(1, 4):
            until(lambda: len(lines_of(path)) == count, f"start {count}", 10)
            os.kill(int(lines_of(path)[-1]), signal.SIGKILL)
        until(lambda: len(lines_of(path)) == 4, "the last start", 10)


@scenario(51, "TERM while a restart is being waited for ends it at once", "restarts", "orderly stop")
def stop_during_backoff(run):
    path, main = run.file("task"), run.file("main")
    task = Task(["sh", "-c", f"echo >> {path}; exit 1"], restart="always")
    with run(Setup(actor("hear", main), before=[task])) as it:
        until(lambda: lines_of(main) and len(lines_of(path)) >= 3, "three starts", 10)
        it.signal(signal.SIGTERM)
        it.wait(5)
        seen = len(lines_of(path))
        time.sleep(0.3)
        check(len(lines_of(path)) == seen, "it was started again")


@scenario(52, "a task that ended well is not started again unless it is always to be", "restarts")
def clean_exit_policy(run):
    once, failing, main = run.file("once"), run.file("failing"), run.file("main")
    tasks = [Task(["sh", "-c", f"echo >> {once}; exit 0"], restart="on-failure"),
             Task(["sh", "-c", f"echo >> {failing}; exit 1"], restart="on-failure")]
    with run(Setup(actor("hear", main), before=tasks)):
        until(lambda: len(lines_of(failing)) >= 2, "the second start", 10)
        check(len(lines_of(once)) == 1, f"{len(lines_of(once))} starts")


@scenario(54, "a main process that does not answer its check is ended and told as such", "status check", limit=60)
def status_check(run):
    flag = run.file("healthy")
    setup = Setup(actor("hear", run.file("main")), status_check=f"exec:sh -c 'test -e {flag} || sleep 60'",
                  options=["--status-check-interval", "0.2"])
    open(flag, "w").close()
    with run(setup) as it:
        until(lambda: lines_of(run.file("main")), "the main process")
        os.unlink(flag)
        check(it.wait(50) not in (0, None), "exit code 0")


@scenario(57, "a second supervisor of the same role is refused while the first runs", "steps")
def duplicate(run):
    main = run.file("main")
    setup = Setup(actor("hear", main))
    with run(setup) as it:
        until(lambda: lines_of(main), "the main process")
        second = subprocess.run(it.words, capture_output=True, text=True, timeout=10, stdin=subprocess.DEVNULL)
        check(second.returncode not in (0, -15), f"exit code {second.returncode}")
        check(str(it.pid) in second.stderr + second.stdout, "the first one is not named")
        check(lines_of(main) == ["begun"], "the main process was touched")


# ---- stopping -------------------------------------------------------------------------------------------------------

@scenario(58, "TERM ends the main process by TERM and then, at once, the supervisor", "main")
def graceful(run):
    path = run.file("heard")
    with run(Setup(actor("hear", path))) as it:
        until(lambda: lines_of(path), "the main process")
        it.signal(signal.SIGTERM)
        begun = time.monotonic()
        check(it.wait(5) == 0, f"exit code {it.code}")
        check(lines_of(path)[-1] == str(int(signal.SIGTERM)), f"it heard {lines_of(path)}")
        check(time.monotonic() - begun < 1, f"{time.monotonic() - begun:.1f} s")


@scenario(59, "a main process that ignores TERM is killed at its limit, not before", "stop timeout")
def ignore_term(run):
    path = run.file("stubborn")
    with run(Setup(actor("stubborn", path), stop_timeout=1)) as it:
        until(lambda: lines_of(path), "the main process")
        it.signal(signal.SIGTERM)
        begun = time.monotonic()
        it.wait(10)
        check(0.9 < time.monotonic() - begun < 3, f"{time.monotonic() - begun:.1f} s")
        check(not alive(int(lines_of(path)[0])), "it lives")


@scenario(60, "the main process ends before the tasks beside it", "tasks", "orderly stop")
def reverse_order(run):
    path = run.file("trace")
    with run(Setup(actor("trace", "main", path), before=[Task(actor("trace", "task", path))])) as it:
        until(lambda: len(lines_of(path)) == 2, "both")
        it.signal(signal.SIGTERM)
        it.wait(15)
        check(lines_of(path)[2:] == ["end main", "end task"], f"{lines_of(path)}")


@scenario(61, "a long limit is a ceiling: who ends at once is not waited for", "stop timeout")
def ceiling(run):
    path = run.file("heard")
    with run(Setup(actor("hear", path), stop_timeout=60)) as it:
        until(lambda: lines_of(path), "the main process")
        it.signal(signal.SIGTERM)
        begun = time.monotonic()
        it.wait(10)
        check(time.monotonic() - begun < 1.5, f"{time.monotonic() - begun:.1f} s")


@scenario(63, "a hundred tasks are gone after a stop", "tasks", limit=60)
def stop_hundred(run):
    path = run.file("main")
    with run(Setup(actor("hear", path), before=[Task(["sleep", "600"]) for _ in range(100)])) as it:
        until(lambda: len([pid for pid in it.descendants() if comm(pid) == "sleep"]) == 100, "all of them", 20)
        family = it.descendants()
        it.signal(signal.SIGTERM)
        it.wait(20)
        left = [pid for pid in family if alive(pid)]
        check(not left, f"{len(left)} left")


@scenario(73, "a process that left its group and session and ignores TERM does not outlive a stop", "main")
def escaped(run):
    path = run.file("escaped")
    with run(Setup(actor("escape", path), stop_timeout=1)) as it:
        until(lambda: lines_of(path), "the escaped one")
        it.signal(signal.SIGTERM)
        it.wait(25)
        pid = int(lines_of(path)[0])
        try:
            until(lambda: not alive(pid), "its end", 2)
        finally:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


# ---- output ---------------------------------------------------------------------------------------------------------

@scenario(64, "100,000 lines come through, each once and in order", "logs", limit=60)
def no_loss(run):
    with run(Setup(["sh", "-c", " ".join(actor("lines", 100_000)) + f"; echo > {run.file('done')}; exec sleep 60"])) as it:
        until(lambda: os.path.exists(run.file("done")), "the last line written", 40)
        until(lambda: "\n" in it.output() and "99999 x" in it.output()[-400:], "the last line read", 20)
        numbers = [line.rsplit(" ", 2)[-2].split("|")[-1].strip() for line in it.output().splitlines() if line.endswith("x" * 80)]
        check(numbers == [str(index) for index in range(100_000)], f"{len(numbers)} lines")


@scenario(66, "a reader that stalls does not keep TERM from working", "logs", limit=60)
def slow_reader(run):
    with run(Setup(["sh", "-c", "cat /dev/zero | tr '\\0' 'x' | fold"], stop_timeout=1), stalls=True) as it:
        time.sleep(1)
        it.signal(signal.SIGTERM)
        begun = time.monotonic()
        it.wait(15)
        check(time.monotonic() - begun < 5, f"{time.monotonic() - begun:.1f} s")


@scenario(67, "a reader that goes away does not end it", "logs")
def closed_stdout(run):
    path = run.file("lines")
    with run(Setup(["sh", "-c", f"while :; do echo line; echo >> {path}; sleep 0.02; done"]), stalls=True) as it:
        until(lambda: len(lines_of(path)) > 3, "lines")
        it.close_output()
        seen = len(lines_of(path))
        until(lambda: len(lines_of(path)) > seen + 20, "lines after that")
        check(it.running(), "it is gone")


@scenario(69, "what a process printed before it was killed is shown before its end is told", "logs")
def last_words(run):
    with run(Setup(["sh", "-c", " ".join(actor("lines", 100)) + "; kill -9 $$"])) as it:
        until(lambda: "99 x" in it.output(), "the last line")
        check(sum(line.endswith("x" * 80) for line in it.output().splitlines()) == 100, "lines are missing")


# ---- environment, users, files --------------------------------------------------------------------------------------

@scenario(70, "values of the environment come through byte for byte", "main")
def environment(run):
    path = run.file("environment")
    values = {"PERCENT": "%s_50%%_%", "UTF8": "grüße", "EMPTY": "", "SPACES": "  a  b ", "QUOTES": "'\"$HOME`\\"}
    with run(Setup(["sh", "-c", " ".join(actor("environment", path)) + f"; echo > {run.file('done')}; sleep 60"], environment=values)):
        until(lambda: os.path.exists(run.file("done")), "the main process")
        with open(path, "rb") as file:
            seen = dict(entry.split(b"=", 1) for entry in file.read().split(b"\0") if b"=" in entry)
        for name, value in values.items():
            check(seen.get(name.encode()) == value.encode(), f"{name}={seen.get(name.encode())!r}")


@scenario(71, "another user comes with that user's groups", "user")
def user(run):
    path = run.file("identity")
    open(path, "w").close()
    os.chmod(path, 0o666)
    with run(Setup(["sh", "-c", " ".join(actor("identity", path)) + "; sleep 60"], user="www-data")):
        until(lambda: lines_of(path), "the main process")
        uid, gid, rest = lines_of(path)[0].split(" ", 2)
        check((uid, gid) == ("33", "33"), f"{uid} {gid}")
        check(rest.startswith("[33]"), f"groups {rest}")


@scenario(72, "a file with a fault is refused with its place, and nothing runs", "checks its file")
def faulty_file(run):
    main = run.file("main")
    with run(Setup(actor("hear", main)), spoil=True) as it:
        check(it.wait(5) != 0, "exit code 0")
        check(not os.path.exists(main), "the main process ran")
        check(any(word in it.output() for word in (":3:", "line 3", "line: 3", "lineno")), f"no place: {it.output()[-200:]}")


def comm(pid):
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()
    except OSError:
        return ""


def alive(pid):
    """Whether a process is there and no zombie."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False
