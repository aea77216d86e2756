// Sends SIGTERM a given time after a program was executed: `early FIRST MICROSECONDS TIMEOUT PROGRAM [ARGUMENT …]`.
// FIRST: 1 makes it PID 1 of a namespace. TIMEOUT in milliseconds. Prints one line: `exited CODE`, `signaled NUMBER` or
// `lost` (it was still there when the time was out), and how many of its children it left behind.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// Returns the process, of which `handle` becomes a descriptor; -1 with errno when it can not be made.
static pid_t start(int first, int *handle, char **program) {
    int told[2];
    if (pipe2(told, O_CLOEXEC)) return -1;
    struct clone_args how = {
        .flags = CLONE_PIDFD | (first ? CLONE_NEWPID | CLONE_NEWNS : 0), .pidfd = (unsigned long)handle, .exit_signal = SIGCHLD
    };
    pid_t child = (pid_t)syscall(SYS_clone3, &how, sizeof how);
    if (child == 0) {
        if (first && (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) || mount("proc", "/proc", "proc", 0, NULL))) _exit(126);
        dup2(2, 1);  // The line of ours stays alone on standard output.
        execv(program[0], program);
        _exit(127);
    }
    close(told[1]);
    char nothing;
    if (child > 0) while (read(told[0], &nothing, 1) < 0 && errno == EINTR) {}  // Its end: the exec has happened.
    close(told[0]);
    return child;
}

static int sweep(void) {
    int left = 0;
    for (;;) {
        siginfo_t ended = {0};
        if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG) < 0) return left;
        if (ended.si_pid) continue;
        // Somebody is alive: no child of a program that ended in order.
        char path[64], line[4096];
        snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
        FILE *children = fopen(path, "r");
        if (!children) return left;
        size_t length = fread(line, 1, sizeof line - 1, children);
        fclose(children);
        line[length] = 0;
        for (char *word = line, *end; ; word = end) {
            pid_t child = (pid_t)strtol(word, &end, 10);
            if (end == word) break;
            left++;
            kill(child, SIGKILL);
            waitpid(child, NULL, 0);
        }
    }
}

int main(int count, char **arguments) {
    if (count < 5) return 64;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int handle = -1;
    pid_t child = start(atoi(arguments[1]), &handle, arguments + 4);
    if (child < 0) return perror("clone3"), 71;
    long long moment = now() + atoll(arguments[2]) * 1000;
    while (now() < moment) {}
    kill(child, SIGTERM);
    struct pollfd end = {.fd = handle, .events = POLLIN};
    int ended = poll(&end, 1, atoi(arguments[3]));
    if (ended <= 0) kill(child, SIGKILL);
    siginfo_t how = {0};
    waitid(P_PID, (id_t)child, &how, WEXITED);
    int left = sweep();
    if (ended <= 0) printf("lost 0 %d\n", left);
    else printf("%s %d %d\n", how.si_code == CLD_EXITED ? "exited" : "signaled", how.si_status, left);
    return 0;
}
