#define _GNU_SOURCE
#include "CodePages.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// Where the linker put the program's read-only part; what it moved to after start (relro) lies behind. Hidden, for a
// shared library that has this file in it (ServiceRuntime) can not be loaded if the symbol is looked for elsewhere.
extern const char __executable_start[] __attribute__((weak, visibility("hidden")));
extern const char etext[] __attribute__((weak, visibility("hidden")));

int wak_release_code_pages(void) {
    if (!__executable_start || !etext) return 0;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = (uintptr_t)__executable_start & ~(page - 1);
    uintptr_t end = (uintptr_t)etext & ~(page - 1);
    if (end <= begin) return 0;
    return madvise((void *)begin, end - begin, MADV_DONTNEED) < 0 ? -errno : 0;
}
