#define _GNU_SOURCE
#include "RuntimeCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { most_at_once = 64 };

int wak_ready_set(void) {
    int set = epoll_create1(EPOLL_CLOEXEC);
    return set < 0 ? -errno : set;
}

static int add(int set, int descriptor, uint64_t id, uint32_t events) {
    struct epoll_event interest = {.events = events, .data.u64 = id};
    return epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &interest) < 0 ? -errno : 0;
}

int wak_ready_add(int set, int descriptor, uint64_t id) { return add(set, descriptor, id, EPOLLIN); }

int wak_ready_add_changes(int set, int descriptor, uint64_t id) {
    return add(set, descriptor, id, EPOLLIN | EPOLLOUT | EPOLLET);
}

int wak_ready_remove(int set, int descriptor) {
    struct epoll_event unused = {0};
    return epoll_ctl(set, EPOLL_CTL_DEL, descriptor, &unused) < 0 ? -errno : 0;
}

int wak_ready_take(int set, struct wak_ready *news, int capacity) {
    struct epoll_event events[most_at_once];
    int most = capacity < most_at_once ? capacity : most_at_once;
    int count;
    do count = epoll_wait(set, events, most, 0);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) {
        news[i].id = events[i].data.u64;
        news[i].is_gone = (events[i].events & (EPOLLHUP | EPOLLERR)) != 0;
    }
    return count;
}

static int number_from(int descriptor, unsigned long request) {
    int number = 0;
    return ioctl(descriptor, request, &number) < 0 ? -errno : number;
}

int wak_unread_in_socket(int socket) { return number_from(socket, SIOCOUTQ); }

int wak_unread_in_pipe(int pipe) { return number_from(pipe, FIONREAD); }

int wak_shrink_pipe(int pipe) {
    int size = fcntl(pipe, F_SETPIPE_SZ, 4096);
    return size < 0 ? -errno : size;
}

int wak_write_pipe(int pipe, const void *bytes, long size) {
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    // One that waits already belongs to somebody else, and must still be there afterwards.
    sigpending(&pending);
    int was_pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t count;
    do count = write(pipe, bytes, (size_t)size);
    while (count < 0 && errno == EINTR);
    int error = errno;
    if (count < 0 && error == EPIPE && !was_pending) {
        struct timespec at_once = {0};
        while (sigtimedwait(&broken, 0, &at_once) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, 0);
    return count < 0 ? -error : (int)count;
}
