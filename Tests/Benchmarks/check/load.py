#!/usr/bin/env python3
"""1,000 `status` questions a second while 100 children write logs: is a StatusCheck late?

usage: load.py DIST [SECONDS]      DIST: the folder with the release programs (.ci/build-release)

100 background tasks write a line every 10 ms each; four clients ask for the whole status 1,000 times a second together. The
host's StatusCheck is an exec probe every 0.1 s which writes the moment at which it ran: how much later than 0.1 s after the
one before it ran is what is measured, without and with the questions. Beside it a floor that does nothing but start the same
probe every 0.1 s, which shows what of that is the machine's own. Aim: none later by more than 5 ms, but for the floor's. In
the end the lines in the log files are counted: none may be missing.

On a machine that others use: chrt -r 20 Tests/Benchmarks/check/load.py DIST
"""
import os, socket, subprocess, sys, tempfile, time

TASKS = 100
AIM = 5.0
WRITER = """#include <stdio.h>
#include <time.h>
int main(void) {
    setvbuf(stdout, 0, _IOLBF, 0);
    for (long n = 1; ; n++) {
        printf("%ld %080d\\n", n, 0);
        nanosleep(&(struct timespec){0, 10000000}, 0);
    }
}
"""
PROBE = """#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
int main(int count, char **words) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    char b[64];
    int n = snprintf(b, 64, "%ld.%06ld\\n", (long)t.tv_sec, t.tv_nsec / 1000);
    return write(open(count > 1 ? words[1] : "PLACE/probes", O_WRONLY | O_CREAT | O_APPEND, 0600), b, n) < 0;
}
"""
FLOOR = """#include <spawn.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    char *words[] = {"PLACE/approot/probe", "PLACE/floor-probes", 0};
    struct itimerspec every = {{0, 100000000}, {0, 100000000}};
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(timer, 0, &every, 0);
    for (;;) {
        long long ticks;
        pid_t pid;
        if (read(timer, &ticks, sizeof ticks) < 0 || posix_spawn(&pid, words[0], 0, 0, words, 0) != 0) return 1;
        waitpid(pid, 0, 0);
    }
}
"""


def compiled(place, name, source):
    with open(f"{place}/{name}.c", "w") as file:
        file.write(source.replace("PLACE", place))
    subprocess.run(["cc", "-O2", "-static", "-o", f"{place}/approot/{name}", f"{place}/{name}.c"], check=True)


def asking(path, seconds, rate):
    """Starts a client in a process of its own; returns where it will write how often it asked, and its slowest answer."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        with os.fdopen(theirs, "w") as file:
            print(*ask(path, seconds, rate), file=file)
        os._exit(0)
    os.close(theirs)
    return ours


def ask(path, seconds, rate):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    file = connection.makefile("rb")
    begin = time.monotonic()
    count, worst = 0, 0.0
    while time.monotonic() - begin < seconds:
        due = begin + count / rate
        pause = due - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        asked = time.monotonic()
        connection.sendall(b'{"version":1,"command":"status"}\n')
        if not file.readline().endswith(b"}\n"):
            sys.exit("no answer")
        worst = max(worst, time.monotonic() - asked)
        count += 1
    return count, worst


def lateness(path, begin, end):
    with open(path) as file:
        moments = [float(line) for line in file if line.strip()]
    moments = [moment for moment in moments if begin <= moment <= end]
    gaps = sorted((b - a - 0.1) * 1e3 for a, b in zip(moments, moments[1:]))
    if not gaps:
        sys.exit("no StatusCheck was made")
    return len(gaps), gaps[len(gaps) // 2], gaps[len(gaps) * 99 // 100], gaps[-1], sum(gap > AIM for gap in gaps)


def main():
    dist = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
    place = tempfile.mkdtemp(prefix="wal", dir="/tmp")
    os.mkdir(f"{place}/approot")
    compiled(place, "write", WRITER)
    compiled(place, "probe", PROBE)
    compiled(place, "floor", FLOOR)
    tasks = '<Task commandLine="write" relativePath="approot" taskType="background" />' * TASKS
    with open(f"{place}/RoleModel.xml", "w") as file:
        file.write(
            '<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"'
            ' xmlns:linux="urn:wahostbootstrapper:linux:1" name="L" version="2.9.8699.20"><Startup>' + tasks + '</Startup><Runtime>'
            '<EntryPoint><ProgramEntryPoint commandLine="/bin/sleep 600" setReadyOnProcessStart="true"'
            ' linux:statusCheck="exec:approot/probe" /></EntryPoint></Runtime></RoleModel>')
    environment = dict(os.environ, WAHOST_RUNTIME_DIRECTORY=place, WAHOST_RESOURCES=f"{place}/resources")
    program = f"{dist}/wahostbootstrapper"
    role = subprocess.Popen([program, "run", "--status-check-interval", "0.1", place], env=environment,
                            stdout=subprocess.DEVNULL, stderr=open(f"{place}/errors", "w"))
    floor = subprocess.Popen([f"{place}/approot/floor"])
    try:
        subprocess.run([program, "status", "--wait-ready", "30"], env=environment, check=True, stdout=subprocess.DEVNULL)
        time.sleep(2)
        path = f"{place}/local.L_IN_0.sock"
        quiet = time.time()
        time.sleep(seconds)
        loud = time.time()
        results = []
        for client in [asking(path, seconds, 250) for _ in range(4)]:
            with os.fdopen(client) as file:
                count, worst = file.read().split()
                results.append((int(count), float(worst)))
        end = time.time()
        asked = sum(count for count, _ in results)
        print(f"{asked} questions in {end - loud:.1f} s, the slowest answer {max(worst for _, worst in results) * 1e3:.1f} ms")
        print("| StatusCheck later by, ms    | checks | median |    p99 |  worst | > 5 ms |\n|---|---|---|---|---|---|")
        for when, times in (("without questions", (quiet, loud)), ("with 1,000 a second", (loud, end))):
            for who, file in (("ours", "probes"), ("floor", "floor-probes")):
                row = lateness(f"{place}/{file}", *times)
                print(f"| {when + ', ' + who:27} | {row[0]:6} | {row[1]:6.2f} | {row[2]:6.2f} | {row[3]:6.2f} | {row[4]:6} |")
    finally:
        floor.terminate()
        floor.wait()
        role.terminate()
        role.wait(60)
    missing = 0
    folder = f"{place}/resources/Directory/local.L.DiagnosticStore/TaskOutput"
    names = [name for name in os.listdir(folder) if name.endswith(".log") and "write" in name]
    if len(names) != TASKS:
        sys.exit(f"{len(names)} log files instead of {TASKS}")
    for name in names:
        with open(f"{folder}/{name}") as file:
            numbers = [int(line.split(" ")[2]) for line in file if " O " in line]
        missing += numbers[-1] - len(numbers)
    print(f"lines missing in {TASKS} files: {missing}")
    subprocess.run(["rm", "-rf", place])
    return 0 if missing == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
