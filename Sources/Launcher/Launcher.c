/// The work of `walaunch`: one process beside the supervisor that makes its children and never stands between.
///
/// A child is made by clone(CLONE_VM | CLONE_VFORK | CLONE_PARENT): it borrows this small program's memory until it
/// executes, so that nothing is copied, and it is the supervisor's child from its first moment, this program's sibling.
/// It can be killed at any time; the supervisor then starts another (docs/decisions/0002-resident-launcher.md).
#define _GNU_SOURCE
#include "Launcher.h"

#include "Child.h"
#include "Order.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// The lifeline lies above the descriptors that children are usually given and within the table that every process has.
enum { control = 0, lifeline_minimum = 60, stack_size = 64 << 10, exit_unusable = 71 };

static char stack[stack_size] __attribute__((aligned(64)));

/// Every descriptor that was left to this program stays out of its children: Foundation's status socket is one.
static void mark_close_on_exec(void) {
    if (close_range(0, ~0u, CLOSE_RANGE_CLOEXEC) == 0) return;
    long count = sysconf(_SC_OPEN_MAX);
    if (count < 0 || count > 65536) count = 65536;
    for (int descriptor = 0; descriptor < count; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/// Children start with default dispositions because this program has them; it blocks all signals so that none lands
/// in a child that still shares its memory. The child unblocks them as the last thing before it executes.
static void settle_signals(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    // The raw call reaches 32 and 33 too, which the C library keeps for itself and may have been left ignored.
    struct { void (*handler)(int); unsigned long flags; void *restorer; unsigned long mask; } plain = {SIG_DFL, 0, 0, 0};
    for (int number = 1; number <= 64; number++) syscall(SYS_rt_sigaction, number, &plain, 0, sizeof plain.mask);
}

/// Holds /dev/null for the children; -errno when there is none, which only those children learn who need it.
static int open_null_device(void) {
    int descriptor = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    dup3(descriptor, 1, O_CLOEXEC);
    dup3(descriptor, 2, O_CLOEXEC);
    return descriptor;
}

/// Takes the supervisor's first message; returns the shared slots, 0 if the other side is no supervisor of this build.
static struct wak_launch_slot *greet(struct wak_launch_hello *hello) {
    int page = -1;
    if (receive_exactly(control, hello, sizeof *hello, &page, 1) != 1 || hello->magic != WAK_LAUNCH_MAGIC) return 0;
    size_t size = WAK_LAUNCH_SLOTS * sizeof(struct wak_launch_slot);
    // Populated: the kernel's writing of a pid must meet no fault, which a SIGKILL at that moment would cut short.
    void *slots = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, page, 0);
    close(page);
    return slots == MAP_FAILED ? 0 : slots;
}

/// The supervisor may have raised its own limit of open descriptors; its children start with the one it was given.
static void lower_descriptor_limit(uint64_t soft) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || soft >= limit.rlim_cur) return;
    limit.rlim_cur = soft;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Holds the socket once more, for descriptor 0 of a child is another long before it executes.
static int hold_lifeline(void) {
    int descriptor = fcntl(control, F_DUPFD_CLOEXEC, lifeline_minimum);
    return descriptor < 0 ? fcntl(control, F_DUPFD_CLOEXEC, 3) : descriptor;
}

/// Makes the child that is to be born; its slot tells how it went when this returns.
static void launch(struct birth *birth) {
    // The kernel writes the pid into the shared slot before the child runs: no child can die unknown.
    int flags = CLONE_VM | CLONE_VFORK | CLONE_PARENT | CLONE_PARENT_SETTID | SIGCHLD;
    if (clone(become, stack + sizeof stack, flags, birth, &birth->slot->pid) < 0) {
        tell_failure(birth->slot, WAK_STAGE_CLONE, errno, 0);
    }
}

/// Why an order could not even be read.
static int reason(int stage) {
    switch (stage) {
        case WAK_STAGE_MEMORY: return ENOMEM;
        case WAK_STAGE_DESCRIPTOR: return EMFILE;
        default: return EBADMSG;
    }
}

int wal_launch_children(void) {
    // Should the supervisor be killed, orders that it had already written must not be carried out.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "walaunch");
    mark_close_on_exec();
    settle_signals();
    struct wak_launch_hello hello;
    struct wak_launch_slot *slots = greet(&hello);
    if (!slots || getppid() != hello.parent) return exit_unusable;
    if (chdir("/") < 0) return exit_unusable;
    lower_descriptor_limit(hello.descriptor_limit);
    struct order order = {0};
    struct birth birth = {.order = &order, .null_device = open_null_device(), .parent = hello.parent};
    birth.lifeline = hold_lifeline();
    for (;;) {
        struct wak_launch_header header;
        int stage = receive_order(control, &header, &order);
        if (stage < 0) return 0;
        if (stage == WAK_STAGE_NONE) {
            birth.slot = &slots[header.slot];
            launch(&birth);
        } else {
            tell_failure(&slots[header.slot], stage, reason(stage), 0);
        }
        release_descriptors(&order);
        unsigned char answer = (unsigned char)header.slot;
        if (send(control, &answer, 1, MSG_NOSIGNAL) != 1) return 0;
    }
}
