#ifndef WAHOST_CONTROL_CALLS_H
#define WAHOST_CONTROL_CALLS_H
#include <stdint.h>

/// Who is at the other end of a connection, as the kernel vouches for it.
struct wak_peer {
    int32_t pid;
    uint32_t uid;
};

/// Binds a non-blocking stream socket and listens. Its file has the mode from the first moment, whatever the umask adds.
int wak_listen_unix(const char *path, uint32_t mode, int backlog);
/// Accepts a connection, close-on-exec and non-blocking (accept4 is not visible to Swift); -EAGAIN when there is none.
int wak_accept(int listener, struct wak_peer *peer);
/// Connects to a Unix stream socket and waits for it, at most so long; every later call on it has that limit, too.
int wak_connect_unix_within(const char *path, int milliseconds);
#endif
