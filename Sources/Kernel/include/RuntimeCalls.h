#ifndef WAHOST_RUNTIME_CALLS_H
#define WAHOST_RUNTIME_CALLS_H
#include <stdint.h>

/// One descriptor of a ready set that has news.
struct wak_ready {
    /// What the descriptor was added with.
    uint64_t id;
    /// Whether the other side has gone: an error, or hung up in both directions.
    int32_t is_gone;
};

/// Makes a set of descriptors that is itself a descriptor (epoll is not visible to Swift). It can be read while one of
/// them has news, and never hangs up: safe for libdispatch, for the same reason as `wak_watch`.
int wak_ready_set(void);
/// Adds a descriptor that has news while it can be read.
int wak_ready_add(int set, int descriptor, uint64_t id);
/// Adds a descriptor that has news each time something changes: can be read, has been read by the other side, is gone.
/// It has news at once.
int wak_ready_add_changes(int set, int descriptor, uint64_t id);
/// Removes a descriptor; do it before you close it.
int wak_ready_remove(int set, int descriptor);
/// Takes news without waiting; returns how many.
int wak_ready_take(int set, struct wak_ready *news, int capacity);

/// Returns 0 when the other side of a Unix stream socket has read everything that was sent.
int wak_unread_in_socket(int socket);
/// Returns how many bytes are in a pipe.
int wak_unread_in_pipe(int pipe);
/// Makes a pipe hold one page: then it can be written exactly when it is empty, and whoever empties it wakes us.
int wak_shrink_pipe(int pipe);
/// Writes to a non-blocking pipe; -EPIPE without the signal, whatever the process does about that. Returns how many.
int wak_write_pipe(int pipe, const void *bytes, long size);
#endif
