// What every child of the benchmarks can do: note when its main() began.
//
// A record is 16 bytes, appended to the file named by $STAMP_FILE with one write(2), which O_APPEND makes atomic: the
// monotonic clock in nanoseconds, the process identifier, and a tag. Without the variable nothing is written.
#ifndef RECORD_H
#define RECORD_H

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct record {
    uint64_t nanoseconds;
    uint32_t process;
    uint32_t tag;
};

static inline uint64_t monotonic(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static inline void append_record(uint64_t nanoseconds, uint32_t tag) {
    const char *path = getenv("STAMP_FILE");
    if (!path || !*path) return;
    int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0) _exit(111);
    struct record record = {nanoseconds, (uint32_t)getpid(), tag};
    if (write(file, &record, sizeof record) != sizeof record) _exit(112);
    close(file);
}

static inline void rest(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

// Stays until a signal ends it.
static inline void stay(void) {
    for (;;) pause();
}

#endif
