#ifndef WAHOST_EARLY_SIGNALS_H
#define WAHOST_EARLY_SIGNALS_H
/// A program that links this target blocks signals before the Swift runtime starts, so that one sent in its first
/// milliseconds waits instead of ending it (or, as PID 1, instead of being lost). `SignalSources` lets them through.
///
/// Not blocked: SIGCHLD, and those that tell of a fault of the program's own.
///
/// Returns whether it has been done; calling it makes sure that the linker keeps it.
int wak_signals_were_blocked_early(void);
#endif
