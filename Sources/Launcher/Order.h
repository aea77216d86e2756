#ifndef WALAUNCH_ORDER_H
#define WALAUNCH_ORDER_H
#include "LaunchWire.h"

#include <stddef.h>

/// One order, taken apart; everything it points to lies in its buffer, which the next order uses again.
struct order {
    struct wak_launch_fields fields;
    const uint32_t *groups;
    /// The numbers that the descriptors get in the child.
    const int32_t *targets;
    const struct wak_launch_limit *limits;
    const char *program;
    const char *directory;
    char **arguments;
    char **environment;
    int descriptor_count;
    int descriptors[WAK_LAUNCH_DESCRIPTORS];

    char *buffer;
    size_t capacity;
    char **pointers;
    size_t pointer_capacity;
};

/// Receives exactly `size` bytes and at most `limit` descriptors that come with them; returns the number of
/// descriptors, or -1 when the other side has gone or sends what it must not.
int receive_exactly(int socket, void *bytes, size_t size, int *descriptors, int limit);
/// Receives the next order. Returns WAK_STAGE_NONE, the stage that failed (the order is passed over), or -1: the end.
int receive_order(int socket, struct wak_launch_header *header, struct order *order);
/// Closes this program's copies of the child's descriptors.
void release_descriptors(struct order *order);
#endif
