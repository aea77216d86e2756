#ifndef WALAUNCH_CHILD_H
#define WALAUNCH_CHILD_H
#include "Order.h"

/// What a child is made from; lies in memory that it shares with `walaunch` until it executes.
struct birth {
    const struct order *order;
    struct wak_launch_slot *slot;
    int null_device;
    /// The supervisor's socket once more, which closes when the child executes or ends: the supervisor hears that this
    /// program has gone only when no child of its making is half made, and the slots tell all there is to tell.
    int lifeline;
    /// Whose child it must be; if it is not, the supervisor has died.
    int parent;
};

/// Turns the newly made process into what the order describes; returns only to end it.
int become(void *birth);
/// Writes into the slot what failed.
void tell_failure(struct wak_launch_slot *slot, int stage, int error, int detail);
#endif
