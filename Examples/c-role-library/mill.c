/* A mill: greets, works until it is stopped, and has its moods. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "waroleentrypoint.h"

typedef struct Mill {
    const WaRoleHost *host;
    char name[64];
    char workers[16];
    pthread_mutex_t lock;
    pthread_cond_t stops;
    int is_stopping;
    int has_finished;
} Mill;

/* Whether a setting has this value now. */
static int is_set(const Mill *mill, const char *setting, const char *value) {
    char written[64];
    return mill->host->setting(mill->host, setting, written, sizeof written) >= 0 && !strcmp(written, value);
}

static void greet(const Mill *mill) {
    char greeting[256];
    /* A longer one is cut; its whole length is what `setting` returns. */
    if (mill->host->setting(mill->host, "Greeting", greeting, sizeof greeting) >= 0) {
        printf("%s: %s\n", mill->name, greeting);
    }
}

static int32_t on_start(void *context, const WaRoleHost *host) {
    Mill *mill = context;
    mill->host = host;
    host->instanceID(host, mill->name, sizeof mill->name);
    if (host->setting(host, "Workers", mill->workers, sizeof mill->workers) < 0) {
        host->log(host, WA_LOG_ERROR, "cannot start: there is no setting 'Workers'");
        return WA_ROLE_NOT_STARTED;
    }
    printf("%s: starting with %s workers\n", mill->name, mill->workers);
    return WA_ROLE_STARTED;
}

static void run(void *context) {
    Mill *mill = context;
    greet(mill);
    pthread_mutex_lock(&mill->lock);
    while (!mill->is_stopping) pthread_cond_wait(&mill->stops, &mill->lock);
    mill->has_finished = 1;
    pthread_cond_broadcast(&mill->stops);
    pthread_mutex_unlock(&mill->lock);
}

static void stopping(void *context) { printf("%s: stopping\n", ((Mill *)context)->name); }

static void on_stop(void *context) {
    Mill *mill = context;
    pthread_mutex_lock(&mill->lock);
    mill->is_stopping = 1;
    pthread_cond_broadcast(&mill->stops);
    /* The process ends when this function returns: whoever wants Run to finish its work waits for it. */
    while (!mill->has_finished) pthread_cond_wait(&mill->stops, &mill->lock);
    pthread_mutex_unlock(&mill->lock);
    printf("%s: stopped after %s workers\n", mill->name, mill->workers);
}

static void status_check(void *context, WaStatusCheck *check) {
    if (is_set(context, "Mood", "busy")) check->setBusy(check);
}

static int32_t changing(void *context, const WaChange *changes, size_t count) {
    Mill *mill = context;
    for (size_t index = 0; index < count; index++) {
        if (changes[index].kind != WA_CHANGE_SETTING || strcmp(changes[index].name, "Workers")) continue;
        printf("%s: cancelled: Workers needs a fresh start\n", mill->name);
        return WA_CHANGE_CANCEL;
    }
    return WA_CHANGE_ACCEPT;
}

static void changed(void *context, const WaChange *changes, size_t count) {
    Mill *mill = context;
    for (size_t index = 0; index < count; index++) {
        if (changes[index].kind == WA_CHANGE_SETTING && !strcmp(changes[index].name, "Greeting")) greet(mill);
    }
    if (!is_set(mill, "Mood", "recycle")) return;
    printf("%s: recycle requested\n", mill->name);
    mill->host->requestRecycle(mill->host);
}

WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion) {
    static Mill mill = {.lock = PTHREAD_MUTEX_INITIALIZER, .stops = PTHREAD_COND_INITIALIZER};
    static const WaRoleEntryPoint role = {
        .version = WA_ROLE_VERSION,
        .size = sizeof(WaRoleEntryPoint),
        .context = &mill,
        .onStart = on_start,
        .run = run,
        .onStop = on_stop,
        .statusCheck = status_check,
        .changing = changing,
        .changed = changed,
        .stopping = stopping,
    };
    return hostVersion >= WA_ROLE_VERSION ? &role : NULL;
}
