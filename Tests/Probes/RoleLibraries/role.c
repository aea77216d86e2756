/* A role that does what its settings say, and logs what it is called for. The tests of the worker host build it. */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "waroleentrypoint.h"

#ifndef ROLE_VERSION
#define ROLE_VERSION WA_ROLE_VERSION
#endif

static const WaRoleHost *host;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t stops = PTHREAD_COND_INITIALIZER;
static int has_stopped;
static sem_t told;

static void on_usr1(int number) {
    (void)number;
    sem_post(&told);
}

/* Whether the setting of this name has this value. */
static int says(const char *name, const char *value) {
    char buffer[64];
    return host->setting(host, name, buffer, sizeof buffer) >= 0 && !strcmp(buffer, value);
}

static void say(const char *format, const char *text) {
    char line[256];
    snprintf(line, sizeof line, format, text);
    host->log(host, WA_LOG_INFORMATION, line);
}

/* Waits for SIGUSR1, whichever thread is given it. */
static void wait_for_usr1(void) {
    while (sem_wait(&told) < 0) {}
}

static void misbehave(const char *callback) {
    if (says(callback, "segv")) raise(SIGSEGV);
    if (says(callback, "write to nowhere")) *(volatile int *)8 = 1;
    if (says(callback, "abort")) abort();
    if (says(callback, "exit")) exit(3);
    if (says(callback, "recycle")) host->requestRecycle(host);
    while (says(callback, "hang")) pause();
    if (says(callback, "list") && system("env | head -c 30000; ls -l /proc/self/fd | head -c 8000") == 0) say("%s", "listed");
    if (says(callback, "wait")) wait_for_usr1();
}

static int32_t on_start(void *context, const WaRoleHost *given) {
    host = given;
    sem_init(&told, 0, 0);
    signal(SIGUSR1, on_usr1);
    char value[128] = "";
    host->instanceID(host, value, sizeof value);
    say("onStart of %s", value);
    if (host->localResource(host, "Cache", value, sizeof value) >= 0) say("Cache at %s", value);
    if (host->endpoint(host, "Http", value, sizeof value) >= 0) say("Http at %s", value);
    if (host->setting(host, "nowhere", value, sizeof value) != -1 || value[0]) say("%s", "a setting from nowhere");
    if (host->setting(host, "Long", value, 4) >= 4) say("Long begins with %s", value);
    if (strcmp((const char *)context, "context")) say("%s", "the context is lost");
    misbehave("onStart");
    return says("onStart", "false") ? WA_ROLE_NOT_STARTED : WA_ROLE_STARTED;
}

static void run(void *context) {
    (void)context;
    puts("printed by run");
    misbehave("run");
    if (says("run", "return")) return;
    pthread_mutex_lock(&lock);
    while (!has_stopped) pthread_cond_wait(&stops, &lock);
    pthread_mutex_unlock(&lock);
}

static void on_stop(void *context) {
    (void)context;
    say("%s", "onStop");
    misbehave("onStop");
    pthread_mutex_lock(&lock);
    has_stopped = 1;
    pthread_cond_broadcast(&stops);
    pthread_mutex_unlock(&lock);
}

static void status_check(void *context, WaStatusCheck *check) {
    (void)context;
    misbehave("statusCheck");
    if (says("statusCheck", "busy") && WA_ROLE_HAS(check, setBusy)) check->setBusy(check);
}

static void list(const char *callback, const WaChange *changes, size_t count) {
    char line[256];
    int used = snprintf(line, sizeof line, "%s", callback);
    for (size_t index = 0; index < count; index++) {
        used += snprintf(line + used, sizeof line - used, " %u:%s", changes[index].kind, changes[index].name);
    }
    char value[64] = "";
    host->setting(host, "Greeting", value, sizeof value);
    snprintf(line + used, sizeof line - used, ", Greeting is '%s'", value);
    say("%s", line);
}

static int32_t changing(void *context, const WaChange *changes, size_t count) {
    (void)context;
    list("changing", changes, count);
    misbehave("changing");
    return says("changing", "cancel") ? WA_CHANGE_CANCEL : WA_CHANGE_ACCEPT;
}

static void changed(void *context, const WaChange *changes, size_t count) {
    (void)context;
    list("changed", changes, count);
}

static void stopping(void *context) {
    (void)context;
    say("%s", "stopping");
}

WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t hostVersion) {
    static char context[] = "context";
    static const WaRoleEntryPoint role = {
        .version = ROLE_VERSION,
        .size = sizeof role,
        .context = context,
        .onStart = on_start,
        .run = run,
        .onStop = on_stop,
        .statusCheck = status_check,
        .changing = changing,
        .changed = changed,
        .stopping = stopping,
    };
#ifdef ROLE_REFUSES
    return NULL;
#endif
    return hostVersion >= 1 ? &role : NULL;
}
