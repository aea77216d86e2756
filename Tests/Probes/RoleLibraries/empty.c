/* A role without a single callback, as small as one can be. */
#include "waroleentrypoint.h"

WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion) {
    static const WaRoleEntryPoint role = {.version = WA_ROLE_VERSION, .size = 16};
    return hostVersion ? &role : 0;
}
