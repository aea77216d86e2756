#ifndef WAHOST_CAPTURE_CALLS_H
#define WAHOST_CAPTURE_CALLS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What LogCapture needs of the kernel and Swift can not reach (epoll, pipe2, eventfd, FIONREAD), and its two inner loops.
/// Every function returns a value >= 0, or -errno, unless it says otherwise.

/// Makes a pipe: both ends close-on-exec and above 2, the read end non-blocking.
int wak_capture_pipe(int *read_end, int *write_end);

/// Asks for a pipe buffer of that many bytes; returns what the kernel gave. The soft limit per user may refuse it.
int wak_pipe_grow(int descriptor, int bytes);

/// Returns how many bytes wait in a pipe.
int wak_pipe_unread(int descriptor);

/// Makes an event counter, non-blocking and close-on-exec (above 2): wakes one thread from any other.
int wak_event_make(void);

/// Adds one to an event counter.
int wak_event_signal(int descriptor);

/// Sets an event counter back to zero.
int wak_event_clear(int descriptor);

/// Waits, without a limit, until an event counter is not zero, and sets it back.
int wak_event_wait(int descriptor);

/// Makes an epoll instance, close-on-exec.
int wak_epoll_make(void);

/// Watches a descriptor for something to read, level-triggered; `token` comes back from `wak_epoll_wait`.
int wak_epoll_add(int epoll, int descriptor, uint64_t token);

/// Stops watching.
int wak_epoll_remove(int epoll, int descriptor);

/// Waits until something can be read; returns how many tokens were written. `microseconds` < 0: without a limit.
int wak_epoll_wait(int epoll, uint64_t *tokens, int capacity, int64_t microseconds);

/// read(2), repeated when interrupted.
ssize_t wak_read(int descriptor, void *bytes, size_t count);

/// write(2), repeated when interrupted.
ssize_t wak_write(int descriptor, const void *bytes, size_t count);

/// Waits until a write would not block; `milliseconds` < 0: without a limit. Returns 1 when it would not, 0 when late or
/// when nobody reads any more.
int wak_wait_writable(int descriptor, int milliseconds);

/// Returns a private, close-on-exec copy of a descriptor, above 2.
int wak_descriptor_copy(int descriptor);

/// Blocks every signal in the calling thread, so that none interrupts it and a broken pipe is an error code.
void wak_signals_block(void);

/// Makes short waits of the calling thread end on time (timer slack 1 us instead of 50).
void wak_timer_slack_small(void);

/// Returns the number of bytes up to and including the last newline, 0 when there is none.
size_t wak_through_last_newline(const void *bytes, size_t count);

/// Returns how many newlines there are.
size_t wak_newline_count(const void *bytes, size_t count);

/// Copies whole lines, each behind a prefix, until `source` is used up or `target` is full.
///
/// `source` ends in a newline. Returns the bytes written; `used` tells how many bytes of `source` they stand for.
/// A first line for which there is no room at all leaves both at 0.
size_t wak_prefix_lines(void *target, size_t room, const void *prefix, size_t prefix_count,
                        const void *source, size_t count, size_t *used);
#endif
