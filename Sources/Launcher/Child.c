#define _GNU_SOURCE
#include "Child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { exit_failed = 127 };

void tell_failure(struct wak_launch_slot *slot, int stage, int error, int detail) {
    __atomic_store_n(&slot->error, error, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->detail, detail, __ATOMIC_RELAXED);
    __atomic_store_n(&slot->stage, stage, __ATOMIC_RELEASE);
}

/// Ends the child; the supervisor reads why from the slot.
__attribute__((noreturn)) static void fail(const struct birth *birth, int stage, int detail) {
    tell_failure(birth->slot, stage, errno, detail);
    for (;;) syscall(SYS_exit_group, exit_failed);
}

/// A group of its own, so that it and its children can be signalled as one; a session when asked.
static void leave_group(const struct birth *birth) {
    if (birth->order->fields.flags & WAK_LAUNCH_NEW_SESSION) {
        if (setsid() < 0) fail(birth, WAK_STAGE_SESSION, 0);
    } else if (setpgid(0, 0) < 0) {
        fail(birth, WAK_STAGE_GROUP, 0);
    }
}

/// Puts the descriptors where the order wants them. All others close when the program is executed.
static void place_descriptors(const struct birth *birth) {
    const struct order *order = birth->order;
    int sources[WAK_LAUNCH_DESCRIPTORS];
    int highest = 2;
    int given = 1;  // Descriptor 0 is ours: /dev/null.
    for (int index = 0; index < order->descriptor_count; index++) {
        int target = order->targets[index];
        if (target > highest) highest = target;
        if (target == 1 || target == 2) given |= 1 << target;
    }
    for (int index = 0; index < order->descriptor_count; index++) {
        sources[index] = order->descriptors[index];
        // One that lies where another must go would be overwritten before its turn.
        if (sources[index] <= highest) sources[index] = fcntl(sources[index], F_DUPFD_CLOEXEC, highest + 1);
        if (sources[index] < 0) fail(birth, WAK_STAGE_DESCRIPTOR, order->targets[index]);
    }
    if (birth->lifeline >= 0 && birth->lifeline <= highest) fcntl(birth->lifeline, F_DUPFD_CLOEXEC, highest + 1);
    int null_device = birth->null_device;
    if (null_device >= 0 && null_device <= highest) null_device = fcntl(null_device, F_DUPFD_CLOEXEC, highest + 1);
    if (null_device < 0) {
        errno = birth->null_device < 0 ? -birth->null_device : errno;
        fail(birth, WAK_STAGE_NULL_DEVICE, 0);
    }
    for (int target = 0; target <= 2; target++) {
        if (target > 0 && given & 1 << target) continue;
        if (dup2(null_device, target) < 0) fail(birth, WAK_STAGE_NULL_DEVICE, target);
    }
    for (int index = 0; index < order->descriptor_count; index++) {
        if (dup2(sources[index], order->targets[index]) < 0) {
            fail(birth, WAK_STAGE_DESCRIPTOR, order->targets[index]);
        }
    }
}

/// Sets a limit; one that is not strict goes as far as the hard limit lets it.
static int set_limit(const struct wak_launch_limit *limit) {
    struct rlimit wanted = {limit->soft, limit->hard};
    if (setrlimit((int)limit->resource, &wanted) == 0) return 0;
    struct rlimit current;
    if (errno != EPERM || limit->strict || getrlimit((int)limit->resource, &current) < 0) return -1;
    if (wanted.rlim_max > current.rlim_max) wanted.rlim_max = current.rlim_max;
    if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
    return setrlimit((int)limit->resource, &wanted);
}

static void set_limits(const struct birth *birth) {
    for (uint32_t index = 0; index < birth->order->fields.limit_count; index++) {
        const struct wak_launch_limit *limit = &birth->order->limits[index];
        if (set_limit(limit) < 0) fail(birth, WAK_STAGE_LIMIT, (int)limit->resource);
    }
}

/// Raw calls: the C library's own would want to tell other threads, of which there are none.
static void set_credentials(const struct birth *birth) {
    const struct wak_launch_fields *fields = &birth->order->fields;
    if (!(fields->flags & WAK_LAUNCH_CREDENTIALS)) return;
    // The kernel takes -1 for "as it is": whoever asked for it would run as the supervisor itself.
    errno = EINVAL;
    if (fields->group == ~0u) fail(birth, WAK_STAGE_GROUP_ID, 0);
    if (fields->user == ~0u) fail(birth, WAK_STAGE_USER_ID, 0);
    if (syscall(SYS_setgroups, fields->group_count, birth->order->groups) < 0) fail(birth, WAK_STAGE_GROUPS, 0);
    if (syscall(SYS_setresgid, fields->group, fields->group, fields->group) < 0) fail(birth, WAK_STAGE_GROUP_ID, 0);
    if (syscall(SYS_setresuid, fields->user, fields->user, fields->user) < 0) fail(birth, WAK_STAGE_USER_ID, 0);
}

/// Empties the bounding set while that is still allowed. Where it is not, no_new_privs holds instead.
static void drop_bounding_set(const struct birth *birth) {
    if (!(birth->order->fields.flags & WAK_LAUNCH_DROP_CAPABILITIES)) return;
    for (unsigned long capability = 0; capability < 64; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0UL, 0UL, 0UL) < 0) break;
    }
}

static void drop_privileges(const struct birth *birth) {
    uint32_t flags = birth->order->fields.flags;
    if (flags & WAK_LAUNCH_DROP_CAPABILITIES) {
        struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
        struct __user_cap_data_struct none[2] = {{0}};
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL);
        if (syscall(SYS_capset, &header, none) < 0) fail(birth, WAK_STAGE_CAPABILITIES, 0);
    }
    if (flags & WAK_LAUNCH_NO_NEW_PRIVILEGES && prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) < 0) {
        fail(birth, WAK_STAGE_NO_NEW_PRIVILEGES, 0);
    }
}

/// Comes after the credentials, because a change of those forgets the signal; and looks afterwards whether the
/// supervisor died before it was set.
static void follow_parent(const struct birth *birth) {
    int signal = birth->order->fields.parent_death_signal;
    if (signal != 0 && prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0UL, 0UL, 0UL) < 0) {
        fail(birth, WAK_STAGE_PARENT_DEATH_SIGNAL, signal);
    }
    if (getppid() != birth->parent) {
        errno = ESRCH;
        fail(birth, WAK_STAGE_PARENT_GONE, 0);
    }
}

/// Executes; a file that the kernel does not know is given to the shell, as execvp does.
static void execute(const struct birth *birth) {
    const struct order *order = birth->order;
    execve(order->program, order->arguments, order->environment);
    if (errno == ENOEXEC) {
        char **arguments = order->arguments - 1;
        arguments[0] = (char *)"/bin/sh";
        arguments[1] = (char *)order->program;
        execve(arguments[0], arguments, order->environment);
    }
    int error = errno;
    int is_there = error == ENOENT && access(order->program, F_OK) == 0;
    errno = error;
    fail(birth, is_there ? WAK_STAGE_INTERPRETER : WAK_STAGE_EXECUTE, 0);
}

int become(void *argument) {
    const struct birth *birth = argument;
    const struct wak_launch_fields *fields = &birth->order->fields;
    leave_group(birth);
    place_descriptors(birth);
    set_limits(birth);
    if (fields->flags & WAK_LAUNCH_FILE_MODE_MASK) umask(fields->file_mode_mask);
    drop_bounding_set(birth);
    set_credentials(birth);
    drop_privileges(birth);
    follow_parent(birth);
    if (chdir(birth->order->directory) < 0) fail(birth, WAK_STAGE_DIRECTORY, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    execute(birth);
    return exit_failed;
}
