#ifndef WAHOST_HOST_H
#define WAHOST_HOST_H
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "HostWire.h"
#include "waroleentrypoint.h"

/// What the role is told about itself and its surroundings; records of the wire, in one piece of memory.
struct wawh_data {
    unsigned char *bytes;
    size_t size;
    size_t capacity;
};

/// One record, as it lies in the data.
struct wawh_record {
    int kind;
    const char *name;
    size_t name_size;
    const char *value;
    size_t value_size;
};

/// What the command line says.
struct wawh_options {
    /// Where the library may be; the first that is there is taken.
    const char **libraries;
    int library_count;
    /// Loads the library and ends.
    bool check_only;
    /// Settings and the like, for a host that is run by hand.
    struct wawh_data data;
};

enum wawh_phase {
    /// The library is loaded; there is no order to start yet.
    WAWH_WAITING,
    /// OnStart runs.
    WAWH_STARTING,
    /// Run runs, or has returned.
    WAWH_RUNNING,
    /// Stopping and OnStop run.
    WAWH_STOPPING,
    /// Nothing is called any more.
    WAWH_ENDED,
};

/// What the thread of events does next; a later one replaces an earlier one of its kind.
struct wawh_events {
    bool changing;
    bool changed;
    bool stop;
    uint32_t changing_id;
    uint32_t changed_id;
};

/// Everything. There is one, for the life of the process: role code keeps pointers to its first member.
struct wawh_host {
    /// What role code is given; must be the first member.
    WaRoleHost calls;
    struct wawh_options options;
    /// The library's, as far as it has it.
    WaRoleEntryPoint role;
    const char *library;
    /// Our end of the channel, or -1; never closed, for other threads may be about to use its number.
    int channel;
    /// There is a channel, and it is of use.
    atomic_bool is_connected;
    /// Wakes the first thread.
    int wake;
    /// Bits of `wawh_news` that the first thread has not seen yet.
    atomic_uint news;
    /// Who sent the last signal to end.
    atomic_int stop_signal;
    atomic_int stop_sender;

    /// Guards everything below.
    pthread_mutex_t lock;
    pthread_cond_t has_event;
    pthread_cond_t has_check;
    enum wawh_phase phase;
    bool run_has_returned;
    /// The role wants to be started again.
    bool wants_recycle;
    struct wawh_events events;
    bool check_is_asked;
    uint32_t check_id;
    struct wawh_data data;
    /// What the data will be when the change that is under way has been made.
    struct wawh_data next;
    uint32_t next_id;

    // Only the first thread uses what follows.
    struct wawh_data pieces;
    bool has_greeted;
    /// The bootstrapper has gone.
    bool is_alone;
    int exit_code;
};

enum wawh_news {
    WAWH_SIGNALLED = 1,
    WAWH_RUN_RETURNED = 2,
    WAWH_RECYCLE_WANTED = 4,
    WAWH_ON_START_FAILED = 8,
    WAWH_ON_STOP_DONE = 16,
};

// Options.c
/// Reads the command line; returns -1 to go on, else the exit code.
int wawh_read_options(struct wawh_options *options, int count, char **words);

// RoleLibrary.c
/// Loads the library and copies its entry point; returns false after it has told why not.
bool wawh_load(struct wawh_host *host);

// RoleData.c
/// Adds bytes; returns false when there would be too many, or no memory.
bool wawh_append(struct wawh_data *data, const void *bytes, size_t size);
/// Adds a record, likewise.
bool wawh_add_record(struct wawh_data *data, int kind, const char *name, size_t name_size, const char *value);
/// Reads the record at `*offset` and moves it on; returns false at the end. Only for data that `wawh_is_whole`.
bool wawh_next_record(const struct wawh_data *data, size_t *offset, struct wawh_record *record);
/// Whether the bytes are records, and no text has a NUL.
bool wawh_is_whole(const struct wawh_data *data);
/// Copies a value as `WaRoleHost` says.
ptrdiff_t wawh_copy_value(const struct wawh_data *data, int kind, const char *name, char *buffer, size_t capacity);
/// Writes the changes that the data tells, with names of their own; returns how many. -1: no memory.
ptrdiff_t wawh_changes(const struct wawh_data *data, WaChange **changes);
void wawh_free_changes(WaChange *changes, ptrdiff_t count);
void wawh_free_data(struct wawh_data *data);

// Channel.c
/// Takes the channel from the environment, if there is one, and greets; returns false after it has told why not.
bool wawh_open_channel(struct wawh_host *host);
/// Sends a message whose body is at most WAHOST_MESSAGE_LIMIT - WAHOST_HEADER_SIZE bytes, if there is a channel. Any
/// thread may call it: a message is one packet.
bool wawh_send(struct wawh_host *host, enum wahost_message type, uint32_t id, const void *body, size_t size);
/// Reads what has come; acts on it.
void wawh_receive(struct wawh_host *host);
/// Tells the bootstrapper, or standard error, why the host can not go on.
__attribute__((format(printf, 2, 3))) void wawh_fault(struct wawh_host *host, const char *format, ...);
/// Tells what happens to whoever runs the host by hand.
__attribute__((format(printf, 2, 3))) void wawh_narrate(struct wawh_host *host, const char *format, ...);

// HostCalls.c
/// Fills in the functions that role code may call.
void wawh_offer_calls(struct wawh_host *host);

// RoleThreads.c
/// Starts the threads for events and StatusChecks.
bool wawh_start_threads(struct wawh_host *host);
/// Starts the thread that runs OnStart and Run.
bool wawh_start_role(struct wawh_host *host);

// WorkerHost.c
/// Tells the first thread something; any thread and any signal handler may call it.
void wawh_tell(struct wawh_host *host, enum wawh_news news);
/// Obeys orders; the lock is not held. `wawh_stop` ends the process when there is nothing to stop.
void wawh_start(struct wawh_host *host);
void wawh_stop(struct wawh_host *host, enum wahost_exit code);
/// The channel is of no use any more: stops in order.
void wawh_lose_channel(struct wawh_host *host, const char *reason);
/// Ends the process.
_Noreturn void wawh_end(struct wawh_host *host, int code);
#endif
