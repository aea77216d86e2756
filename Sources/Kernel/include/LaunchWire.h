#ifndef WAHOST_LAUNCH_WIRE_H
#define WAHOST_LAUNCH_WIRE_H
#include <stdint.h>

/// What passes between the supervisor and `walaunch`: both are built from this header, and run on one machine, so
/// that numbers are in the machine's own order. See docs/decisions/0002-resident-launcher.md.
///
/// Stream to `walaunch`, on its descriptor 0: one hello (with the shared page as its descriptor), then orders. An order
/// is a header (with the child's descriptors), then `body_size` bytes: the fields, the limits, `group_count` group
/// numbers, one target number for each descriptor, then strings, each ended by NUL: program, directory, arguments,
/// environment. Stream back: the number of the slot, one byte, when the child has been executed or has failed.

/// How many orders may be under way at once.
#define WAK_LAUNCH_SLOTS 32
/// How many descriptors a child may be given.
#define WAK_LAUNCH_DESCRIPTORS 64
/// The largest body.
#define WAK_LAUNCH_BODY_LIMIT (64u << 20)
/// The first number of a hello and of a header; changes with the layout.
#define WAK_LAUNCH_MAGIC 0x57414c31u

struct wak_launch_hello {
    uint32_t magic;
    /// The supervisor, as the children must see it.
    int32_t parent;
    /// The soft limit of open descriptors that children start with; the supervisor may have raised its own.
    uint64_t descriptor_limit;
};

struct wak_launch_header {
    uint32_t magic;
    uint32_t slot;
    uint32_t body_size;
    uint32_t descriptor_count;
};

/// Bits of `wak_launch_fields.flags`.
enum wak_launch_flag {
    WAK_LAUNCH_NEW_SESSION = 1,
    WAK_LAUNCH_NO_NEW_PRIVILEGES = 2,
    WAK_LAUNCH_DROP_CAPABILITIES = 4,
    WAK_LAUNCH_CREDENTIALS = 8,
    WAK_LAUNCH_FILE_MODE_MASK = 16,
};

struct wak_launch_fields {
    uint32_t flags;
    int32_t parent_death_signal;
    uint32_t user;
    uint32_t group;
    uint32_t group_count;
    uint32_t file_mode_mask;
    uint32_t limit_count;
    uint32_t argument_count;
    uint32_t environment_count;
    /// Makes the size a multiple of eight: the limits follow, in place.
    uint32_t reserved;
};

struct wak_launch_limit {
    uint32_t resource;
    /// Whether it is a failure when the limit can not be raised that far; otherwise it is raised as far as it goes.
    uint32_t strict;
    uint64_t soft;
    uint64_t hard;
};

/// What a child was doing when it could not go on.
enum wak_launch_stage {
    WAK_STAGE_NONE = 0,
    WAK_STAGE_ORDER,
    WAK_STAGE_MEMORY,
    WAK_STAGE_CLONE,
    WAK_STAGE_GROUP,
    WAK_STAGE_SESSION,
    WAK_STAGE_NULL_DEVICE,
    WAK_STAGE_DESCRIPTOR,
    WAK_STAGE_LIMIT,
    WAK_STAGE_GROUPS,
    WAK_STAGE_GROUP_ID,
    WAK_STAGE_USER_ID,
    WAK_STAGE_CAPABILITIES,
    WAK_STAGE_NO_NEW_PRIVILEGES,
    WAK_STAGE_PARENT_DEATH_SIGNAL,
    WAK_STAGE_PARENT_GONE,
    WAK_STAGE_DIRECTORY,
    WAK_STAGE_EXECUTE,
    WAK_STAGE_INTERPRETER,
};

/// One launch under way, in memory that supervisor, `walaunch` and the unborn child share.
///
/// The supervisor clears it before it sends the order. The kernel writes `pid` before the child can run (and so before
/// it can die): a dead child whose order was not answered yet is never taken for an orphan.
struct wak_launch_slot {
    int32_t pid;
    int32_t stage;
    int32_t error;
    /// The descriptor or the resource that the stage is about.
    int32_t detail;
};

/// Clears the slot for a new order.
void wak_slot_clear(struct wak_launch_slot *slot);
/// Returns the slot as it is now; `pid` is 0 when no child was made.
struct wak_launch_slot wak_slot_read(const struct wak_launch_slot *slot);
/// Makes the shared page, stores where it is; returns its descriptor.
int wak_slots_create(struct wak_launch_slot **slots);
#endif
