#define _GNU_SOURCE
#include <signal.h>
#include <string.h>

#include "Host.h"

/// Starts a thread that nobody waits for; the process ends from the first thread.
static bool start_thread(struct wawh_host *host, const char *name, void *(*body)(void *)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, host)) return false;
    pthread_setname_np(thread, name);
    pthread_detach(thread);
    return true;
}

// OnStart and Run

/// Marks the instance Ready, unless it has been told to stop meanwhile.
static bool begins_to_run(struct wawh_host *host) {
    pthread_mutex_lock(&host->lock);
    bool begins = host->phase == WAWH_STARTING;
    if (begins) {
        host->phase = WAWH_RUNNING;
        wawh_send(host, WAHOST_NEWS_READY, 0, NULL, 0);
        wawh_narrate(host, "OnStart returned true; Ready, Run begins");
    }
    pthread_mutex_unlock(&host->lock);
    return begins;
}

static void *role_thread(void *argument) {
    struct wawh_host *host = argument;
    if (host->role.onStart && host->role.onStart(host->role.context, &host->calls) == WA_ROLE_NOT_STARTED) {
        wawh_tell(host, WAWH_ON_START_FAILED);
        return NULL;
    }
    // A Run that is not there works for ever, as Azure's own does.
    if (!begins_to_run(host) || !host->role.run) return NULL;
    host->role.run(host->role.context);
    wawh_tell(host, WAWH_RUN_RETURNED);
    return NULL;
}

bool wawh_start_role(struct wawh_host *host) { return start_thread(host, "role", role_thread); }

// StatusCheck

/// One StatusCheck as the role sees it, and what it made of it.
struct check {
    WaStatusCheck given;
    bool is_busy;
};

static void set_busy(WaStatusCheck *given) { ((struct check *)given)->is_busy = true; }

static void *check_thread(void *argument) {
    struct wawh_host *host = argument;
    for (;;) {
        pthread_mutex_lock(&host->lock);
        while (!host->check_is_asked) pthread_cond_wait(&host->has_check, &host->lock);
        host->check_is_asked = false;
        uint32_t id = host->check_id;
        pthread_mutex_unlock(&host->lock);
        struct check check = {.given = {.size = sizeof(WaStatusCheck), .setBusy = set_busy}};
        host->role.statusCheck(host->role.context, &check.given);
        unsigned char answer = check.is_busy;
        wawh_send(host, WAHOST_NEWS_STATUS, id, &answer, 1);
    }
    return NULL;
}

// Changing, Changed, Stopping, OnStop

static void tell_changing(struct wawh_host *host, uint32_t id) {
    WaChange *changes = NULL;
    pthread_mutex_lock(&host->lock);
    ptrdiff_t count = wawh_changes(&host->next, &changes);
    pthread_mutex_unlock(&host->lock);
    // Without memory to ask, a fresh start is the change that is sure to be noticed.
    unsigned char answer = count < 0;
    if (count >= 0 && host->role.changing) {
        answer = host->role.changing(host->role.context, changes, (size_t)count) != WA_CHANGE_ACCEPT;
    }
    if (count >= 0) wawh_free_changes(changes, count);
    wawh_send(host, WAHOST_NEWS_CHANGING, id, &answer, 1);
}

static void tell_changed(struct wawh_host *host, uint32_t id) {
    WaChange *changes = NULL;
    pthread_mutex_lock(&host->lock);
    bool is_known = id == host->next_id && host->next.size;
    ptrdiff_t count = -1;
    if (is_known) {
        count = wawh_changes(&host->next, &changes);
        wawh_free_data(&host->data);
        host->data = host->next;
        host->next = (struct wawh_data){0};
    }
    pthread_mutex_unlock(&host->lock);
    if (is_known && count >= 0 && host->role.changed) {
        host->role.changed(host->role.context, changes, (size_t)count);
    }
    if (count >= 0) wawh_free_changes(changes, count);
    wawh_send(host, WAHOST_NEWS_CHANGED, id, NULL, 0);
}

static void tell_stop(struct wawh_host *host) {
    wawh_narrate(host, "Stopping, OnStop");
    if (host->role.stopping) host->role.stopping(host->role.context);
    if (host->role.onStop) host->role.onStop(host->role.context);
    wawh_tell(host, WAWH_ON_STOP_DONE);
}

static void *event_thread(void *argument) {
    struct wawh_host *host = argument;
    for (;;) {
        pthread_mutex_lock(&host->lock);
        while (!host->events.changing && !host->events.changed && !host->events.stop) {
            pthread_cond_wait(&host->has_event, &host->lock);
        }
        struct wawh_events due = host->events;
        host->events = (struct wawh_events){0};
        pthread_mutex_unlock(&host->lock);
        // A stop makes changes pointless. A `changed` that waited with a `changing` is of the change before it.
        if (due.stop) break;
        if (due.changed) tell_changed(host, due.changed_id);
        if (due.changing) tell_changing(host, due.changing_id);
    }
    tell_stop(host);
    return NULL;
}

bool wawh_start_threads(struct wawh_host *host) {
    return start_thread(host, "events", event_thread) &&
           (!host->role.statusCheck || start_thread(host, "statuscheck", check_thread));
}
