#ifndef WAHOST_WORKER_HOST_H
#define WAHOST_WORKER_HOST_H
/// The host of role libraries, a plain C program: see docs/decisions/0010-worker-host-in-c.md.
#include "HostWire.h"

/// Hosts a role library until it has ended; returns the exit code, if it returns. Called once, on the first thread.
int wawh_run(int argument_count, char **arguments);
#endif
