// What the floors share: the least that any supervisor must do.
#ifndef FLOOR_H
#define FLOOR_H

#define _GNU_SOURCE
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Returns the process, started with an empty signal mask; ends the floor when there is none to be had.
static inline pid_t spawn(char **arguments) {
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t child;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    int failure = posix_spawn(&child, arguments[0], NULL, &attributes, arguments, environ);
    if (failure) {
        fprintf(stderr, "cannot start '%s': %s\n", arguments[0], strerror(failure));
        exit(127);
    }
    posix_spawnattr_destroy(&attributes);
    return child;
}

// Returns the exit code of a process once it has ended, 128 + n for signal n.
static inline int await(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) != child) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

#endif
