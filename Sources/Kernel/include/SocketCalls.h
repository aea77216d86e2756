#ifndef WAHOST_SOCKET_CALLS_H
#define WAHOST_SOCKET_CALLS_H
#include <stdint.h>

/// Makes a pair of connected stream sockets, close-on-exec.
int wak_socket_pair(int ends[2]);
/// Sends bytes, with descriptors that go along with the first; never blocks, never raises SIGPIPE. Returns how many.
int wak_send(int socket, const void *bytes, long size, const int *descriptors, int descriptor_count);

/// Who sent a datagram, as the kernel vouches for it.
struct wak_datagram {
    int32_t pid;
    uint32_t uid;
    /// Whether it was longer than the buffer.
    int32_t truncated;
    /// Descriptors that came along (a barrier); closed by `wak_close_all`.
    int32_t descriptor_count;
    int32_t descriptors[16];
};

/// Binds a non-blocking datagram socket that is told its senders' credentials. A leading '@' means an abstract name.
int wak_bind_datagrams(const char *path);
/// Receives a datagram; returns its size; -EAGAIN when there is none.
int wak_receive_datagram(int socket, void *buffer, int capacity, struct wak_datagram *datagram);
/// Closes the descriptors that came with a datagram, which tells a waiting sender that it has been read.
void wak_close_all(struct wak_datagram *datagram);

/// Begins to connect to a numeric address, without blocking; returns the socket. It is connected when it is writable
/// and `wak_socket_error` is 0.
int wak_connect_tcp(const char *address, uint16_t port);
/// Begins to connect to a Unix stream socket, likewise.
int wak_connect_unix(const char *path);
/// Returns the socket's pending error, as -errno, and clears it; 0 if there is none.
int wak_socket_error(int socket);
#endif
