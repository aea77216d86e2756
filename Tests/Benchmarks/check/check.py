#!/usr/bin/env python3
"""`status --check`, from exec to exit, side by side with tini's whole run and the smallest C program.

usage: check.py DIST [ROUNDS]      DIST: the folder with the release programs (.ci/build-release)

Each round takes one sample of each, in turn, so that a busy machine is unfair to nobody. A sample is from the moment before
posix_spawn to the moment the end has been reaped. Aim: at most 2 x tini.
"""
import os, statistics, subprocess, sys, tempfile, time


def sample(words, environment):
    begin = time.perf_counter_ns()
    pid = os.posix_spawn(words[0], words, environment, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status = os.waitpid(pid, 0)
    taken = (time.perf_counter_ns() - begin) / 1e6
    if status != 0:
        sys.exit(f"{words}: status {status}")
    return taken


def main():
    dist = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory(prefix="wac", dir="/tmp") as place:
        with open(f"{place}/RoleModel.xml", "w") as file:
            file.write(
                '<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition" name="C"'
                ' version="2.9.8699.20"><Runtime><EntryPoint><ProgramEntryPoint commandLine="/bin/sleep 600"'
                ' setReadyOnProcessStart="true" /></EntryPoint></Runtime></RoleModel>')
        with open(f"{place}/floor.c", "w") as file:
            file.write("int main(void) { return 0; }")
        subprocess.run(["cc", "-O2", "-static", "-o", f"{place}/floor", f"{place}/floor.c"], check=True)
        environment = dict(os.environ, WAHOST_RUNTIME_DIRECTORY=place, WAHOST_RESOURCES=f"{place}/resources")
        environment.pop("WAHOST_CONTROL_SOCKET", None)
        program = f"{dist}/wahostbootstrapper"
        role = subprocess.Popen([program, "run", place], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            subprocess.run([program, "status", "--wait-ready", "20"], env=environment, check=True, stdout=subprocess.DEVNULL)
            contestants = {
                "C floor": [f"{place}/floor"],
                "tini -s -- floor": ["/usr/bin/tini", "-s", "--", f"{place}/floor"],
                "status --check": [program, "status", "--check"],
                "sh -c :": ["/bin/sh", "-c", ":"],
            }
            taken = {name: [] for name in contestants}
            for _ in range(rounds):
                for name, words in contestants.items():
                    taken[name].append(sample(words, environment))
        finally:
            role.terminate()
            role.wait(20)
    tini = statistics.median(taken["tini -s -- floor"])
    print(f"| {'':18} | median, ms |    p10 |    p99 | x tini |\n|---|---|---|---|---|")
    for name, times in taken.items():
        times.sort()
        median = statistics.median(times)
        print(f"| {name:18} | {median:10.3f} | {times[len(times) // 10]:6.3f} | {times[len(times) * 99 // 100]:6.3f} | {median / tini:6.2f} |")
    return 0 if statistics.median(taken["status --check"]) <= 2 * tini else 1


if __name__ == "__main__":
    sys.exit(main())
