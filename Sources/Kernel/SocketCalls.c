#define _GNU_SOURCE
#include "SocketCalls.h"

#include "UnixAddress.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most_descriptors = 253 };  // The kernel's own limit for one message.

int wak_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0 ? -errno : 0;
}

int wak_send(int socket, const void *bytes, long size, const int *descriptors, int descriptor_count) {
    if (descriptor_count < 0 || descriptor_count > most_descriptors) return -EINVAL;
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int) * most_descriptors)];
    } control;
    struct iovec vector = {(void *)bytes, (size_t)size};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    if (descriptor_count > 0) {
        size_t length = sizeof(int) * (size_t)descriptor_count;
        memset(&control, 0, sizeof control);
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE(length);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(length);
        memcpy(CMSG_DATA(header), descriptors, length);
    }
    ssize_t count;
    do count = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : (int)count;
}

int wak_unix_address(const char *path, struct sockaddr_un *address) {
    size_t length = strlen(path);
    if (length == 0) return -ENOENT;
    if (length >= sizeof address->sun_path) return -ENAMETOOLONG;
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length);
    size_t base = offsetof(struct sockaddr_un, sun_path);
    if (path[0] != '@') return (int)(base + length + 1);
    address->sun_path[0] = 0;
    return (int)(base + length);
}

int wak_bind_datagrams(const char *path) {
    struct sockaddr_un address;
    int length = wak_unix_address(path, &address);
    if (length < 0) return length;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    int on = 1;
    if (setsockopt(descriptor, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0
        || bind(descriptor, (struct sockaddr *)&address, (socklen_t)length) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int wak_receive_datagram(int socket, void *buffer, int capacity, struct wak_datagram *datagram) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(sizeof datagram->descriptors)];
    } control;
    struct iovec vector = {buffer, (size_t)capacity};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    memset(datagram, 0, sizeof *datagram);
    ssize_t count;
    do count = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    datagram->truncated = (message.msg_flags & MSG_TRUNC) != 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET) continue;
        if (part->cmsg_type == SCM_CREDENTIALS) {
            struct ucred sender;
            memcpy(&sender, CMSG_DATA(part), sizeof sender);
            datagram->pid = sender.pid;
            datagram->uid = sender.uid;
        } else if (part->cmsg_type == SCM_RIGHTS) {
            size_t length = part->cmsg_len - CMSG_LEN(0);
            if (length > sizeof datagram->descriptors) length = sizeof datagram->descriptors;
            memcpy(datagram->descriptors, CMSG_DATA(part), length);
            datagram->descriptor_count = (int)(length / sizeof(int));
        }
    }
    return (int)count;
}

void wak_close_all(struct wak_datagram *datagram) {
    for (int index = 0; index < datagram->descriptor_count; index++) close(datagram->descriptors[index]);
    datagram->descriptor_count = 0;
}

/// Begins to connect; closes the socket when that fails at once.
static int begin(int descriptor, const struct sockaddr *address, socklen_t length) {
    if (descriptor < 0) return -errno;
    if (connect(descriptor, address, length) == 0 || errno == EINPROGRESS) return descriptor;
    int error = errno;
    close(descriptor);
    return -error;
}

int wak_connect_tcp(const char *address, uint16_t port) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
        return begin(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), (void *)&v4, sizeof v4);
    }
    if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1) {
        return begin(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), (void *)&v6, sizeof v6);
    }
    return -EADDRNOTAVAIL;
}

int wak_connect_unix(const char *path) {
    struct sockaddr_un address;
    int length = wak_unix_address(path, &address);
    if (length < 0) return length;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return begin(descriptor, (void *)&address, (socklen_t)length);
}

/// Whether a socket has met itself: that happens when nobody listens on a port the kernel hands out to clients.
static int is_own_peer(int socket) {
    struct sockaddr_storage self, peer;
    socklen_t self_size = sizeof self, peer_size = sizeof peer;
    memset(&self, 0, sizeof self);
    memset(&peer, 0, sizeof peer);
    if (getsockname(socket, (struct sockaddr *)&self, &self_size) < 0) return 0;
    if (getpeername(socket, (struct sockaddr *)&peer, &peer_size) < 0) return 0;
    return self.ss_family != AF_UNIX && self_size == peer_size && memcmp(&self, &peer, self_size) == 0;
}

int wak_socket_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return -errno;
    if (error == 0 && is_own_peer(socket)) return -ECONNREFUSED;
    return -error;
}
