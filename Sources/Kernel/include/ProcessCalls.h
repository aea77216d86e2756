#ifndef WAHOST_PROCESS_CALLS_H
#define WAHOST_PROCESS_CALLS_H
#include <stdint.h>

/// A thread's number: not visible to Swift.
int wak_gettid(void);

/// How a child ended, and what it used.
struct wak_child_end {
    int32_t pid;
    /// Whether a signal ended it; `status` is the exit code otherwise.
    int32_t signaled;
    int32_t status;
    int64_t user_microseconds;
    int64_t system_microseconds;
    int64_t peak_resident_kilobytes;
};

/// Makes orphans of our descendants ours (prctl is not visible to Swift); a no-op as PID 1, whose they are anyway.
int wak_become_subreaper(void);
/// Looks at some dead child without reaping it; returns its pid, 0 if none is dead.
int wak_peek_child(void);
/// Reaps this very child if it is dead; returns 1, 0 if it lives. Uses the raw call, for the resource usage.
int wak_reap_child(int pid, struct wak_child_end *end);
/// Raises the soft limit of open descriptors to the hard one; stores what it was.
int wak_raise_descriptor_limit(uint64_t *before);
/// Makes a pipe, close-on-exec (pipe2 is not visible to Swift).
int wak_pipe(int ends[2]);
/// Makes an event counter, close-on-exec and non-blocking (eventfd is not visible to Swift).
int wak_event_counter(void);

/* Makes a descriptor that can be read while the other one can be read (or written), has been shut or has an error,
   and that is itself never shut. Why: libdispatch (6.3) goes on using a source's memory after EPOLLHUP has made it
   free that memory; it must never see a descriptor hang up. Returns it, or -errno. */
int wak_watch(int descriptor, int writes);
/// Sets O_NONBLOCK (fcntl is variadic).
int wak_set_nonblocking(int descriptor);
/// Returns a new descriptor of the same file, close-on-exec (fcntl is variadic).
int wak_duplicate(int descriptor);
/// Fills the buffer with random bytes; returns how many.
int wak_random(void *buffer, int size);
/// Reads a file of /proc from its beginning; returns the number of bytes, at most `capacity`.
int wak_read_file(const char *path, char *buffer, int capacity);
#endif
