#define _GNU_SOURCE
#include "EarlySignals.h"

#include <signal.h>

static int were_blocked;

// 101 is the first priority that is not the C library's own.
__attribute__((constructor(101))) static void block_signals(void) {
    static const int passing[] = {SIGCHLD, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
    sigset_t blocked;
    sigfillset(&blocked);
    for (unsigned index = 0; index < sizeof passing / sizeof *passing; index++) sigdelset(&blocked, passing[index]);
    // Whoever executed us may have left others blocked: this replaces what was inherited.
    were_blocked = sigprocmask(SIG_SETMASK, &blocked, 0) == 0;
}

int wak_signals_were_blocked_early(void) { return were_blocked; }
