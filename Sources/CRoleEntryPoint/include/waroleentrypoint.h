#ifndef WAROLEENTRYPOINT_H
#define WAROLEENTRYPOINT_H
/*
 * The C interface between the role host (`waworkerhost`) and a role library: `<NetFxEntryPoint assemblyName="X.dll">`
 * names `libX.so` (or `X.so`), which exports one function, `waRoleEntryPoint`. Any language that can make a shared
 * library with C functions can be a role: C, C++, Rust, Go, Swift (for which `ServiceRuntime` does all of this).
 *
 *     static int32_t onStart(void *context, const WaRoleHost *host) { ...; return WA_ROLE_STARTED; }
 *     static void run(void *context) { ...works until it is told to stop... }
 *     static void onStop(void *context) { ...tells run to return, and waits for it... }
 *
 *     WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion) {
 *         static const WaRoleEntryPoint role = {
 *             .version = WA_ROLE_VERSION, .size = sizeof(WaRoleEntryPoint),
 *             .onStart = onStart, .run = run, .onStop = onStop,
 *         };
 *         return &role;
 *     }
 *
 * Versions. `WA_ROLE_VERSION` changes only when an old library could not work any more; the host then says so and does
 * not start. Everything else is added at the end of a structure: `size` says how much of it the other side knows.
 * Read a member of `WaRoleHost` or `WaStatusCheck` that is newer than your oldest host only if WA_ROLE_HAS says so.
 *
 * Order and threads. onStart, then run, on one thread. changing, changed, stopping and onStop come on a second thread,
 * one after the other, while run is working. statusCheck comes on a third thread, never twice at once. Nothing is called
 * before onStart has returned WA_ROLE_STARTED, and nothing after onStop has returned.
 *
 * No exception, panic or unwinding may leave a callback. A crash ends the host, and is told with its signal.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. */
#define WA_ROLE_VERSION 1u
/* The one symbol that a role library exports. */
#define WA_ROLE_SYMBOL "waRoleEntryPoint"
/* Before the definition of that function: other symbols may be hidden (-fvisibility=hidden). */
#define WA_ROLE_EXPORT __attribute__((visibility("default")))
/* Whether the other side has a member of a structure that it gave us. */
#define WA_ROLE_HAS(pointer, member) \
    ((pointer)->size >= (size_t)((const char *)&(pointer)->member - (const char *)(pointer)) + sizeof((pointer)->member))

/* What onStart answers: as Azure's OnStart, which returns a bool. */
enum {
    /* The role can not start: the host ends at once, with exit code 85, without Stopping and OnStop. */
    WA_ROLE_NOT_STARTED = 0,
    /* Run begins, and the instance is Ready at the same moment. Any value but 0 means this. */
    WA_ROLE_STARTED = 1
};

/* What changing answers: as Azure's `Cancel`. */
enum {
    /* The change is made while the role runs; changed follows. */
    WA_CHANGE_ACCEPT = 0,
    /* The instance is taken down in order and comes back with the change. Any value but 0 means this. */
    WA_CHANGE_CANCEL = 1
};

/* What a change is about. Values that you do not know are to be passed over. */
enum {
    /* A configuration setting has another value, has come or has gone; `name` is the setting's. */
    WA_CHANGE_SETTING = 1,
    /* The instances or endpoints of a role are others; `name` is the role's. */
    WA_CHANGE_TOPOLOGY = 2
};

/* How much a line of the log matters. */
enum { WA_LOG_INFORMATION = 1, WA_LOG_WARNING = 2, WA_LOG_ERROR = 3 };

/* One difference between the configuration as it is and as it will be. */
typedef struct WaChange {
    /* WA_CHANGE_SETTING, WA_CHANGE_TOPOLOGY, or a kind of a later version. */
    uint32_t kind;
    /* Zero. */
    uint32_t reserved;
    /* Of what; UTF-8. Valid until the callback returns. */
    const char *name;
} WaChange;

typedef struct WaStatusCheck WaStatusCheck;
/* One StatusCheck; valid until the callback returns. */
struct WaStatusCheck {
    /* How many bytes of this structure the host knows. */
    uint32_t size;
    /* Zero. */
    uint32_t reserved;
    /* Makes the instance Busy, out of rotation, until the next check; whoever wants to stay Busy calls it each time. */
    void (*setBusy)(WaStatusCheck *check);
};

typedef struct WaRoleHost WaRoleHost;
/*
 * What the host does for the role. Valid from onStart until the process ends; every function may be called from every
 * thread, also after onStop.
 *
 * Functions that give a text copy it, with a NUL, as far as there is room (`capacity` bytes; none if it is 0), and
 * return its whole length without the NUL, or -1 if there is none: a value >= capacity means that it was cut.
 * `buffer` may be NULL if `capacity` is 0. Names are compared byte by byte.
 */
struct WaRoleHost {
    /* The version of the interface that the host speaks. */
    uint32_t version;
    /* How many bytes of this structure the host knows. */
    uint32_t size;
    /* The name of this instance, `Worker_IN_0`. */
    ptrdiff_t (*instanceID)(const WaRoleHost *host, char *buffer, size_t capacity);
    /* The name of the role. */
    ptrdiff_t (*roleName)(const WaRoleHost *host, char *buffer, size_t capacity);
    /* The deployment's identifier. */
    ptrdiff_t (*deploymentID)(const WaRoleHost *host, char *buffer, size_t capacity);
    /* The value of a configuration setting. During changing it is the old one, from changed on the new one. */
    ptrdiff_t (*setting)(const WaRoleHost *host, const char *name, char *buffer, size_t capacity);
    /* The folder of a local resource; absolute. */
    ptrdiff_t (*localResource)(const WaRoleHost *host, const char *name, char *buffer, size_t capacity);
    /* Where an endpoint of this instance listens: `ADDRESS:PORT`. */
    ptrdiff_t (*endpoint)(const WaRoleHost *host, const char *name, char *buffer, size_t capacity);
    /* Asks for the instance to be taken down in order and started again. Returns at once; stopping and onStop follow. */
    void (*requestRecycle)(const WaRoleHost *host);
    /* Writes a line to the instance's log. UTF-8; 8,000 bytes are kept. What is printed is logged, too. */
    void (*log)(const WaRoleHost *host, uint32_t level, const char *text);
};

/*
 * What a role library gives to the host; must stay valid until the process ends. Every function may be NULL: then what
 * its comment says after "NULL" holds.
 */
typedef struct WaRoleEntryPoint {
    /* WA_ROLE_VERSION of the header that the library was built with. */
    uint32_t version;
    /* sizeof(WaRoleEntryPoint) of that header. */
    uint32_t size;
    /* Given to every callback; the host does not look at it. */
    void *context;
    /* Prepares the role; the instance is Busy meanwhile. WA_ROLE_STARTED or WA_ROLE_NOT_STARTED. NULL: started. */
    int32_t (*onStart)(void *context, const WaRoleHost *host);
    /* Works as long as the instance runs. Returning asks for a recycle: stopping, onStop, a new start. NULL: for ever. */
    void (*run)(void *context);
    /* Ends the work. Has 5 minutes, then the process is killed; ends when it returns, whether run has or not. NULL: nothing. */
    void (*onStop)(void *context);
    /* Asked every 15 s; Busy if it calls setBusy. Not returning is a miss, 3 misses recycle the instance. NULL: Ready. */
    void (*statusCheck)(void *context, WaStatusCheck *check);
    /* The configuration is about to change: WA_CHANGE_ACCEPT or WA_CHANGE_CANCEL. NULL: accepted. */
    int32_t (*changing)(void *context, const WaChange *changes, size_t count);
    /* The configuration has changed. NULL: nothing. */
    void (*changed)(void *context, const WaChange *changes, size_t count);
    /* The instance has left rotation and is about to stop; onStop follows. NULL: nothing. */
    void (*stopping)(void *context);
} WaRoleEntryPoint;

/*
 * What the library exports. Called once, before anything else, on the host's first thread.
 *
 * `hostVersion` is the newest version that the host speaks. Returns the role, or NULL if it can not work with that host.
 */
WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion);

/* The type of that function. */
typedef const WaRoleEntryPoint *(*WaRoleEntryPointFunction)(uint32_t hostVersion);

#ifdef __cplusplus
}
#endif
#endif
