#define _GNU_SOURCE
#include "Kernel.h"

#include <sys/syscall.h>
#include <unistd.h>

int wak_gettid(void) { return (int)syscall(SYS_gettid); }
