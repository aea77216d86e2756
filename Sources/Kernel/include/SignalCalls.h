#ifndef WAHOST_SIGNAL_CALLS_H
#define WAHOST_SIGNAL_CALLS_H
#include <stdint.h>

/// Who sent a signal last, and how often it came since it was last taken.
struct wak_signal_news {
    uint32_t count;
    int32_t pid;
    uint32_t uid;
};

/// Counts the signal from now on, and adds to the event counter with the first that comes after `wak_take_signal`: whoever
/// reads the counter empties it, then takes the signal, then looks for what it stands for.
///
/// A handler with counters, not signalfd: it works whatever other threads block (and libdispatch's own threads do block
/// most), none is lost when a pipe is full, and the sender stays known. libdispatch's signal source forgets the sender.
int wak_catch_signal(int number, int counter);
/// Takes what has come since the last call.
struct wak_signal_news wak_take_signal(int number);
/// Empties the event counter.
void wak_empty_counter(int counter);
/// Unblocks one signal in the calling thread, which must be one that stays.
int wak_unblock_signal(int number);
/// Unblocks every signal in the calling thread, which must be one that stays.
int wak_unblock_signals(void);
/// Gives SIGPIPE a handler that does nothing: unlike SIG_IGN no child inherits it.
int wak_disarm_sigpipe(void);
#endif
