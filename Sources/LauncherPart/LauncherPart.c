/// Lets the bootstrapper be its own launcher where `walaunch` was not built or copied beside it.
///
/// Runs before the Swift runtime starts, and never lets it start: the launcher is plain C either way. As a program of its
/// own it starts faster and is smaller; that is all the difference.
#include "Launcher.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// 102: after the signals are blocked.
__attribute__((constructor(102))) static void become_launcher(int argc, char **argv) {
    if (argc != 2 || strcmp(argv[1], WAL_LAUNCHER_WORD) != 0) return;
    struct stat status;
    if (fstat(0, &status) < 0 || !S_ISSOCK(status.st_mode)) return;
    _exit(wal_launch_children());
}
