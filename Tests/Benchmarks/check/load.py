#!/usr/bin/env python3
"""1,000 `status` questions a second while 100 children write logs: is a StatusCheck late?

usage: load.py DIST [SECONDS]      DIST: the folder with the release programs (.ci/build-release)

100 background tasks write a line every 10 ms each; four clients ask for the whole status 1,000 times a second together. The
host's StatusCheck is an exec probe every 0.1 s which writes the moment at which it ran: how much later than 0.1 s after the
one before it ran is what is measured, without and with the questions. Aim: none later by more than 5 ms because of them. In
the end the lines in the log files are counted: none may be missing.
"""
import os, socket, subprocess, sys, tempfile, threading, time

WRITER = "#!/usr/bin/python3\nimport time,sys\nn=0\nwhile True:\n n+=1\n sys.stdout.write('%d %s\\n'%(n,'x'*80)); sys.stdout.flush(); time.sleep(0.01)\n"
TASKS = 100


def ask(path, seconds, rate, result):
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
    result.append((count, worst))


def lateness(place, begin, end):
    with open(f"{place}/probes") as file:
        moments = [float(line) for line in file if line.strip()]
    moments = [moment for moment in moments if begin <= moment <= end]
    gaps = sorted((b - a - 0.1) * 1e3 for a, b in zip(moments, moments[1:]))
    if not gaps:
        sys.exit("no StatusCheck was made")
    return len(gaps), gaps[len(gaps) // 2], gaps[len(gaps) * 99 // 100], gaps[-1]


def main():
    dist = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
    place = tempfile.mkdtemp(prefix="wal", dir="/tmp")
    os.mkdir(f"{place}/approot")
    with open(f"{place}/approot/write.py", "w") as file:
        file.write(WRITER)
    with open(f"{place}/probe.c", "w") as file:
        file.write('#include <fcntl.h>\n#include <stdio.h>\n#include <time.h>\n#include <unistd.h>\nint main(void){struct timespec t;'
                   'clock_gettime(CLOCK_REALTIME,&t);char b[64];int n=snprintf(b,64,"%ld.%06ld\\n",(long)t.tv_sec,t.tv_nsec/1000);'
                   f'return write(open("{place}/probes",O_WRONLY|O_CREAT|O_APPEND,0600),b,n)<0;}}')
    subprocess.run(["cc", "-O2", "-static", "-o", f"{place}/approot/probe", f"{place}/probe.c"], check=True)
    os.chmod(f"{place}/approot/write.py", 0o755)
    tasks = '<Task commandLine="write.py" relativePath="approot" taskType="background" />' * TASKS
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
    try:
        subprocess.run([program, "status", "--wait-ready", "30"], env=environment, check=True, stdout=subprocess.DEVNULL)
        time.sleep(2)
        path = f"{place}/local.L_IN_0.sock"
        quiet = time.time()
        time.sleep(seconds)
        loud = time.time()
        results = []
        clients = [threading.Thread(target=ask, args=(path, seconds, 250, results)) for _ in range(4)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        end = time.time()
        before, during = lateness(place, quiet, loud), lateness(place, loud, end)
        asked = sum(count for count, _ in results)
        print(f"{asked} questions in {end - loud:.1f} s, the slowest answer {max(worst for _, worst in results) * 1e3:.1f} ms")
        print("| StatusCheck later by, ms | checks | median |    p99 |  worst |\n|---|---|---|---|---|")
        for name, row in (("without questions", before), ("with 1,000 a second", during)):
            print(f"| {name:24} | {row[0]:6} | {row[1]:6.2f} | {row[2]:6.2f} | {row[3]:6.2f} |")
    finally:
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
