// The floor for many children: N of them, each started again when it ends, whatever else is reaped too; SIGTERM ends all.
// `floor-n N PROGRAM [ARGUMENT …]`. With --subreaper before N it adopts orphans where it is not PID 1.
#include "floor.h"

static pid_t *children;
static int total;

static void reap(char **program, int stopping, int *alive) {
    pid_t ended;
    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
        for (int index = 0; index < total; index++) {
            if (children[index] != ended) continue;
            if (stopping) {
                children[index] = 0;
                *alive -= 1;
            } else {
                children[index] = spawn(program);
            }
            break;
        }
    }
}

int main(int count, char **arguments) {
    if (count > 1 && strcmp(arguments[1], "--subreaper") == 0) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        arguments++, count--;
    }
    if (count < 3) return 64;
    total = atoi(arguments[1]);
    children = calloc((size_t)total + 1, sizeof *children);
    if (!children) return 71;
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGTERM);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    for (int index = 0; index < total; index++) children[index] = spawn(arguments + 2);
    int alive = total, stopping = 0;
    while (alive > 0) {
        if (sigwaitinfo(&watched, NULL) == SIGTERM && !stopping) {
            stopping = 1;
            for (int index = 0; index < total; index++) kill(children[index], SIGTERM);
        }
        reap(arguments + 2, stopping, &alive);
    }
    return 0;
}
