/* A role library whose StatusChecks answer Busy and Ready in turn, and which tells the benchmark when it did so. */
#include <pthread.h>
#include <unistd.h>

#include "answer.h"
#include "waroleentrypoint.h"

static void status_check(void *context, WaStatusCheck *check) {
    static int is_busy;
    (void)context;
    is_busy = !is_busy;
    struct timespec moment = now();
    if (is_busy) check->setBusy(check);
    tell(moment, is_busy);
}

WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion) {
    static const WaRoleEntryPoint role = {
        .version = WA_ROLE_VERSION, .size = sizeof(WaRoleEntryPoint), .statusCheck = status_check,
    };
    (void)hostVersion;
    return &role;
}
