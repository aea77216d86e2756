#define _GNU_SOURCE
#include "Kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int wak_gettid(void) { return (int)syscall(SYS_gettid); }

int wak_become_subreaper(void) {
    if (getpid() == 1) return 0;
    return prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL) < 0 ? -errno : 0;
}

int wak_peek_child(void) {
    siginfo_t information = {0};
    while (waitid(P_ALL, 0, &information, WEXITED | WNOWAIT | WNOHANG) < 0) {
        if (errno != EINTR) return -errno;
    }
    return information.si_pid;
}

int wak_reap_child(int pid, struct wak_child_end *end) {
    siginfo_t information = {0};
    struct rusage usage = {0};
    while (syscall(SYS_waitid, P_PID, pid, &information, WEXITED | WNOHANG, &usage) < 0) {
        if (errno != EINTR) return -errno;
    }
    if (information.si_pid != pid) return 0;
    end->pid = pid;
    end->signaled = information.si_code != CLD_EXITED;
    end->status = information.si_status;
    end->user_microseconds = usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec;
    end->system_microseconds = usage.ru_stime.tv_sec * 1000000LL + usage.ru_stime.tv_usec;
    end->peak_resident_kilobytes = usage.ru_maxrss;
    return 1;
}

int wak_raise_descriptor_limit(uint64_t *before) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    *before = limit.rlim_cur;
    if (limit.rlim_cur == limit.rlim_max) return 0;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? -errno : 0;
}

int wak_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0; }

int wak_event_counter(void) {
    int counter = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return counter < 0 ? -errno : counter;
}

int wak_watch(int descriptor, int writes) {
    int watch = epoll_create1(EPOLL_CLOEXEC);
    if (watch < 0) return -errno;
    struct epoll_event interest = {.events = writes ? EPOLLOUT : EPOLLIN};
    if (epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &interest) == 0) return watch;
    int error = errno;
    close(watch);
    return -error;
}

int wak_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) return -errno;
    return fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0 ? -errno : 0;
}

int wak_duplicate(int descriptor) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? -errno : copy;
}

int wak_random(void *buffer, int size) {
    ssize_t count = getrandom(buffer, (size_t)size, GRND_NONBLOCK);
    return count < 0 ? -errno : (int)count;
}

int wak_read_file(const char *path, char *buffer, int capacity) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    int total = 0;
    // A read of /proc returns a page at a time.
    while (total < capacity) {
        ssize_t count = read(descriptor, buffer + total, (size_t)(capacity - total));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && total == 0) total = -errno;
        if (count <= 0) break;
        total += (int)count;
    }
    close(descriptor);
    return total;
}
