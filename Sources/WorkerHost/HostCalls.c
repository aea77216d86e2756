#include <string.h>

#include "Host.h"

/// How much of a line is kept.
enum { LINE_LIMIT = 8000 };

/// The host that role code has been given a part of.
static struct wawh_host *host_of(const WaRoleHost *calls) { return (struct wawh_host *)(uintptr_t)calls; }

static ptrdiff_t value(const WaRoleHost *calls, int kind, const char *name, char *buffer, size_t capacity) {
    struct wawh_host *host = host_of(calls);
    pthread_mutex_lock(&host->lock);
    ptrdiff_t size = wawh_copy_value(&host->data, kind, name ? name : "", buffer, capacity);
    pthread_mutex_unlock(&host->lock);
    return size;
}

static ptrdiff_t instance_id(const WaRoleHost *calls, char *buffer, size_t capacity) {
    return value(calls, WAHOST_INSTANCE_ID, "", buffer, capacity);
}

static ptrdiff_t role_name(const WaRoleHost *calls, char *buffer, size_t capacity) {
    return value(calls, WAHOST_ROLE_NAME, "", buffer, capacity);
}

static ptrdiff_t deployment_id(const WaRoleHost *calls, char *buffer, size_t capacity) {
    return value(calls, WAHOST_DEPLOYMENT_ID, "", buffer, capacity);
}

static ptrdiff_t setting(const WaRoleHost *calls, const char *name, char *buffer, size_t capacity) {
    return value(calls, WAHOST_SETTING, name, buffer, capacity);
}

static ptrdiff_t local_resource(const WaRoleHost *calls, const char *name, char *buffer, size_t capacity) {
    return value(calls, WAHOST_LOCAL_RESOURCE, name, buffer, capacity);
}

static ptrdiff_t endpoint(const WaRoleHost *calls, const char *name, char *buffer, size_t capacity) {
    return value(calls, WAHOST_ENDPOINT, name, buffer, capacity);
}

static void request_recycle(const WaRoleHost *calls) {
    struct wawh_host *host = host_of(calls);
    pthread_mutex_lock(&host->lock);
    bool is_first = !host->wants_recycle && host->phase != WAWH_ENDED;
    host->wants_recycle = true;
    pthread_mutex_unlock(&host->lock);
    if (!is_first) return;
    wawh_send(host, WAHOST_NEWS_RECYCLE, 0, NULL, 0);
    wawh_tell(host, WAWH_RECYCLE_WANTED);
}

static void log_line(const WaRoleHost *calls, uint32_t level, const char *text) {
    struct wawh_host *host = host_of(calls);
    if (!text) return;
    size_t size = strnlen(text, LINE_LIMIT + 1);
    // A line is not cut within a character.
    if (size > LINE_LIMIT) {
        for (size = LINE_LIMIT; size > LINE_LIMIT - 4 && ((unsigned char)text[size] & 0xC0) == 0x80;) size--;
    }
    if (!atomic_load(&host->is_connected)) {
        const char *word = level >= WA_LOG_ERROR ? "error: " : level == WA_LOG_WARNING ? "warning: " : "";
        wawh_narrate(host, "%s%.*s", word, (int)size, text);
        return;
    }
    unsigned char body[1 + LINE_LIMIT] = {level >= WA_LOG_ERROR ? WA_LOG_ERROR
                                          : level == WA_LOG_WARNING ? WA_LOG_WARNING : WA_LOG_INFORMATION};
    memcpy(body + 1, text, size);
    wawh_send(host, WAHOST_NEWS_LOG, 0, body, 1 + size);
}

void wawh_offer_calls(struct wawh_host *host) {
    host->calls = (WaRoleHost){
        .version = WA_ROLE_VERSION,
        .size = sizeof(WaRoleHost),
        .instanceID = instance_id,
        .roleName = role_name,
        .deploymentID = deployment_id,
        .setting = setting,
        .localResource = local_resource,
        .endpoint = endpoint,
        .requestRecycle = request_recycle,
        .log = log_line,
    };
}
