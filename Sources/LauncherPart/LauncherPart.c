/// What the bootstrapper does before the Swift runtime starts, beside blocking signals.
///
/// First, its descriptors: whatever its parent left open is for none of its children (behaviour G2), and a missing 0, 1
/// or 2 would be taken by the next file that is opened.
///
/// Second: it lets the bootstrapper be its own launcher where `walaunch` was not built or copied beside it.
///
/// Third: one heap for all threads. A heap for each costs a mapping when the thread starts and a change of protection for
/// every other page by which it grows, which a program with few allocations at a time does not earn back.
///
/// Runs before the Swift runtime starts, and never lets it start: the launcher is plain C either way. As a program of its
/// own it starts faster and is smaller; that is all the difference.
#define _GNU_SOURCE
#include "Launcher.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/// Limits above this are not looked at: whoever has a descriptor beyond would have had to make a thousand others first.
enum { small_limit = 1024 };

/// With fewer descriptors than these the Swift runtime's own queues end the process without a word.
enum { least_limit = 28, internal_fault = 70 };

/// Says why no role can be run with so few descriptors, and ends.
static void check_limit(int argc, char **argv) {
    static const char text[] = "wahost | error: cannot run a role with fewer than 28 open files: the limit is lower; "
                               "raise it (LimitNOFILE=, ulimit -n; 256 are enough)\n";
    struct rlimit limit;
    if (argc < 2 || strcmp(argv[1], "run") != 0) return;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_max >= least_limit) return;
    ssize_t ignored = write(2, text, sizeof text - 1);
    (void)ignored;
    _exit(internal_fault);
}

/// Gives descriptors that were opened before the limit was lowered a number below it.
///
/// Else no process could be started: the C library refuses to close, in a new process, what lies above the limit. Moved,
/// not closed, for the same reason as below.
static void bring_descriptors_down(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_max > small_limit) return;
    DIR *descriptors = opendir("/proc/self/fd");
    if (!descriptors) return;
    for (struct dirent *entry; (entry = readdir(descriptors));) {
        int number = atoi(entry->d_name);
        if (number < (int)limit.rlim_max) continue;
        int lower = fcntl(number, F_DUPFD_CLOEXEC, 3);
        (void)lower;  // None is free: then it is closed.
        close(number);
    }
    closedir(descriptors);
}

/// Gives descriptors with high numbers lower ones: a shell that runs a script may leave 255 open.
///
/// Foundation closes every number up to the highest when it starts a process, with a question for the limit each time.
static void bring_far_descriptors_down(void) {
    enum { near = 32, far = 256 };
    struct pollfd asked[far - near];
    for (int index = 0; index < far - near; index++) asked[index] = (struct pollfd){.fd = near + index};
    // One call for all: what is not open is told as invalid.
    if (poll(asked, far - near, 0) == far - near) {
        int is_any_open = 0;
        for (int index = 0; index < far - near; index++) is_any_open |= !(asked[index].revents & POLLNVAL);
        if (!is_any_open) return;
    }
    for (int index = 0; index < far - near; index++) {
        if (asked[index].revents & POLLNVAL) continue;
        if (fcntl(near + index, F_DUPFD_CLOEXEC, 3) >= 0) close(near + index);
    }
}

static void settle_descriptors(void) {
    for (int number = 0; number <= 2; number++) {
        if (fcntl(number, F_GETFD) < 0) open("/dev/null", O_RDWR);
    }
    // Not closed: a parent that uses Foundation's Process takes the closing of its status socket for our end.
    close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
    bring_descriptors_down();
    bring_far_descriptors_down();
}

static int is_launcher(int argc, char **argv) {
    struct stat status;
    return argc == 2 && strcmp(argv[1], WAL_LAUNCHER_WORD) == 0 && fstat(0, &status) == 0 && S_ISSOCK(status.st_mode);
}

// 102: after the signals are blocked.
__attribute__((constructor(102))) static void prepare(int argc, char **argv) {
    if (is_launcher(argc, argv)) _exit(wal_launch_children());
    check_limit(argc, argv);
    settle_descriptors();
    mallopt(M_ARENA_MAX, 1);
}
