#define _GNU_SOURCE
#include "LaunchWire.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

// Not in every C library's headers yet; refused by kernels before 6.3, demanded where vm.memfd_noexec is 2.
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

void wak_slot_clear(struct wak_launch_slot *slot) {
    __atomic_store_n(&slot->stage, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->error, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->detail, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->pid, 0, __ATOMIC_RELEASE);
}

struct wak_launch_slot wak_slot_read(const struct wak_launch_slot *slot) {
    struct wak_launch_slot now;
    now.pid = __atomic_load_n(&slot->pid, __ATOMIC_ACQUIRE);
    now.stage = __atomic_load_n(&slot->stage, __ATOMIC_ACQUIRE);
    now.error = __atomic_load_n(&slot->error, __ATOMIC_RELAXED);
    now.detail = __atomic_load_n(&slot->detail, __ATOMIC_RELAXED);
    return now;
}

int wak_slots_create(struct wak_launch_slot **slots) {
    const long size = WAK_LAUNCH_SLOTS * sizeof(struct wak_launch_slot);
    int descriptor = memfd_create("launches", MFD_CLOEXEC | MFD_NOEXEC_SEAL);
    if (descriptor < 0 && errno == EINVAL) descriptor = memfd_create("launches", MFD_CLOEXEC);
    if (descriptor < 0) return -errno;
    void *memory = MAP_FAILED;
    if (ftruncate(descriptor, size) == 0) {
        memory = mmap(0, (unsigned long)size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    }
    if (memory == MAP_FAILED) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    *slots = memory;
    return descriptor;
}
