/// The floor: posix_spawn in a loop, two pipes for each child; prints the microseconds until all have been executed.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
    if (argc != 3) return 64;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    int count = atoi(argv[2]);
    pid_t *pids = calloc((size_t)count, sizeof *pids);
    double start = now();
    for (int index = 0; index < count; index++) {
        int output[2], error[2];
        if (pipe2(output, O_CLOEXEC) || pipe2(error, O_CLOEXEC)) return 1;
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, output[1], 1);
        posix_spawn_file_actions_adddup2(&actions, error[1], 2);
        char *arguments[] = {"child", "wait", 0};
        if (posix_spawn(&pids[index], argv[1], &actions, 0, arguments, environ)) return 1;
        posix_spawn_file_actions_destroy(&actions);
        close(output[1]);
        close(error[1]);
    }
    printf("%.0f\n", now() - start);
    for (int index = 0; index < count; index++) kill(pids[index], SIGKILL);
    for (int index = 0; index < count; index++) waitpid(pids[index], 0, 0);
    return 0;
}
