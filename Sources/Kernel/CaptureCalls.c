#define _GNU_SOURCE
#include "CaptureCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// A supervisor may have been started with 0, 1 or 2 closed; nothing of ours may then take that number.
static int lifted(int descriptor) {
    if (descriptor < 0) return -errno;
    if (descriptor > 2) return descriptor;
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    int problem = errno;
    close(descriptor);
    return copy < 0 ? -problem : copy;
}

int wak_capture_pipe(int *read_end, int *write_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
    int reading = lifted(ends[0]);
    int writing = lifted(ends[1]);
    int problem = reading < 0 ? reading : writing < 0 ? writing : 0;
    // The two ends have open file descriptions of their own: the child's end stays blocking.
    if (problem == 0 && fcntl(reading, F_SETFL, O_NONBLOCK) < 0) problem = -errno;
    if (problem < 0) {
        if (reading >= 0) close(reading);
        if (writing >= 0) close(writing);
        return problem;
    }
    *read_end = reading;
    *write_end = writing;
    return 0;
}

int wak_pipe_grow(int descriptor, int bytes) {
    int given = fcntl(descriptor, F_SETPIPE_SZ, bytes);
    return given < 0 ? -errno : given;
}

int wak_pipe_unread(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) < 0 ? -errno : count;
}

int wak_event_make(void) { return lifted(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

int wak_event_signal(int descriptor) {
    uint64_t one = 1;
    ssize_t result = wak_write(descriptor, &one, sizeof one);
    return result < 0 ? (int)result : 0;
}

int wak_event_clear(int descriptor) {
    uint64_t count;
    ssize_t result = wak_read(descriptor, &count, sizeof count);
    return result < 0 ? (int)result : 0;
}

int wak_event_wait(int descriptor) {
    struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
    while (poll(&wanted, 1, -1) < 0)
        if (errno != EINTR) return -errno;
    return wak_event_clear(descriptor);
}

int wak_epoll_make(void) { return lifted(epoll_create1(EPOLL_CLOEXEC)); }

int wak_epoll_add(int epoll, int descriptor, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = token};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) < 0 ? -errno : 0;
}

int wak_epoll_remove(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL) < 0 ? -errno : 0;
}

static int wait_finely(int epoll, struct epoll_event *events, int capacity, int64_t microseconds) {
#ifdef SYS_epoll_pwait2
    struct timespec limit = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};
    int result = (int)syscall(SYS_epoll_pwait2, epoll, events, capacity, &limit, NULL, 0);
    if (result >= 0 || errno != ENOSYS) return result;
#endif
    // Kernels before 5.11, and some sandboxes: whole milliseconds.
    return epoll_wait(epoll, events, capacity, (int)((microseconds + 999) / 1000));
}

int wak_epoll_wait(int epoll, uint64_t *tokens, int capacity, int64_t microseconds) {
    struct epoll_event events[64];
    if (capacity > 64) capacity = 64;
    int count = microseconds < 0 ? epoll_wait(epoll, events, capacity, -1)
                                 : wait_finely(epoll, events, capacity, microseconds);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int index = 0; index < count; index++) tokens[index] = events[index].data.u64;
    return count;
}

ssize_t wak_read(int descriptor, void *bytes, size_t count) {
    ssize_t result;
    do result = read(descriptor, bytes, count);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

ssize_t wak_write(int descriptor, const void *bytes, size_t count) {
    ssize_t result;
    do result = write(descriptor, bytes, count);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

int wak_wait_writable(int descriptor, int milliseconds) {
    struct pollfd wanted = {.fd = descriptor, .events = POLLOUT};
    int result = poll(&wanted, 1, milliseconds);
    if (result < 0) return errno == EINTR ? 0 : -errno;
    // A pipe without a reader is "writable", and a write to it a signal.
    return result > 0 && (wanted.revents & (POLLOUT | POLLERR)) == POLLOUT;
}

int wak_descriptor_copy(int descriptor) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? -errno : copy;
}

void wak_signals_block(void) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
}

void wak_timer_slack_small(void) { prctl(PR_SET_TIMERSLACK, 1000); }

size_t wak_through_last_newline(const void *bytes, size_t count) {
    const char *newline = count == 0 ? NULL : memrchr(bytes, '\n', count);
    return newline == NULL ? 0 : (size_t)(newline - (const char *)bytes) + 1;
}

size_t wak_newline_count(const void *bytes, size_t count) {
    const char *next = bytes;
    size_t found = 0;
    while (count > 0) {
        /* Few enough for one byte to count them: the compiler makes vector instructions of this. */
        size_t block = count < 240 ? count : 240;
        unsigned char lines = 0;
        for (size_t place = 0; place < block; place++) lines += next[place] == '\n';
        found += lines;
        next += block;
        count -= block;
    }
    return found;
}

size_t wak_prefix_lines(void *target, size_t room, const void *prefix, size_t prefix_count,
                        const void *source, size_t count, size_t *used) {
    const char *next = source;
    const char *end = next + count;
    char *out = target;
    while (next < end) {
        const char *newline = memchr(next, '\n', (size_t)(end - next));
        size_t length = newline == NULL ? (size_t)(end - next) : (size_t)(newline - next) + 1;
        if (prefix_count + length > room) break;
        memcpy(out, prefix, prefix_count);
        memcpy(out + prefix_count, next, length);
        out += prefix_count + length;
        room -= prefix_count + length;
        next += length;
    }
    *used = (size_t)(next - (const char *)source);
    return (size_t)(out - (char *)target);
}
