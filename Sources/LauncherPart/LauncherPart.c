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

#include <fcntl.h>
#include <linux/close_range.h>
#include <malloc.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void settle_descriptors(void) {
    for (int number = 0; number <= 2; number++) {
        if (fcntl(number, F_GETFD) < 0) open("/dev/null", O_RDWR);
    }
    // Not closed: a parent that uses Foundation's Process takes the closing of its status socket for our end.
    close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
}

static int is_launcher(int argc, char **argv) {
    struct stat status;
    return argc == 2 && strcmp(argv[1], WAL_LAUNCHER_WORD) == 0 && fstat(0, &status) == 0 && S_ISSOCK(status.st_mode);
}

// 102: after the signals are blocked.
__attribute__((constructor(102))) static void prepare(int argc, char **argv) {
    if (is_launcher(argc, argv)) _exit(wal_launch_children());
    settle_descriptors();
    mallopt(M_ARENA_MAX, 1);
}
