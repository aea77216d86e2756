#define _GNU_SOURCE
#include "ControlCalls.h"

#include "UnixAddress.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

/// Closes the descriptor and returns the error that made it useless.
static int give_up(int descriptor) {
    int error = errno;
    close(descriptor);
    return -error;
}

int wak_listen_unix(const char *path, uint32_t mode, int backlog) {
    struct sockaddr_un address;
    int length = wak_unix_address(path, &address);
    if (length < 0) return length;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    // bind gives the file the mode of the socket: umask is the whole process's, and chmod would come too late.
    if (fchmod(descriptor, mode) < 0 || bind(descriptor, (struct sockaddr *)&address, (socklen_t)length) < 0) {
        return give_up(descriptor);
    }
    if (listen(descriptor, backlog) < 0) return give_up(descriptor);
    return descriptor;
}

int wak_accept(int listener, struct wak_peer *peer) {
    int descriptor;
    do descriptor = accept4(listener, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
    while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) return -errno;
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0) return give_up(descriptor);
    peer->pid = credentials.pid;
    peer->uid = credentials.uid;
    return descriptor;
}

int wak_connect_unix_within(const char *path, int milliseconds) {
    struct sockaddr_un address;
    int length = wak_unix_address(path, &address);
    if (length < 0) return length;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    struct timeval limit = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) < 0
        || setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0
        || connect(descriptor, (struct sockaddr *)&address, (socklen_t)length) < 0) {
        return give_up(descriptor);
    }
    return descriptor;
}
