#define _GNU_SOURCE
#include "WorkerHost.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "Host.h"

/// How long OnStop may take when there is no bootstrapper to limit it any more.
enum { ON_STOP_LIMIT_MILLISECONDS = 300000 };

/// Role code keeps pointers to it, and signal handlers need it.
static struct wawh_host the_host = {
    .channel = -1,
    .wake = -1,
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .has_event = PTHREAD_COND_INITIALIZER,
    .has_check = PTHREAD_COND_INITIALIZER,
};

void wawh_tell(struct wawh_host *host, enum wawh_news news) {
    atomic_fetch_or(&host->news, news);
    uint64_t one = 1;
    ssize_t ignored = write(host->wake, &one, sizeof one);
    (void)ignored;
}

static void on_signal(int number, siginfo_t *information, void *context) {
    (void)context;
    int error = errno;
    atomic_store(&the_host.stop_signal, number);
    atomic_store(&the_host.stop_sender, information->si_pid);
    wawh_tell(&the_host, WAWH_SIGNALLED);
    errno = error;
}

static enum wawh_phase phase_of(struct wawh_host *host) {
    pthread_mutex_lock(&host->lock);
    enum wawh_phase phase = host->phase;
    pthread_mutex_unlock(&host->lock);
    return phase;
}

static void on_exit_of_role(int code, void *argument) {
    struct wawh_host *host = argument;
    static const char *const doing[] = {"its library was loaded", "OnStart ran", "Run ran", "OnStop ran"};
    enum wawh_phase phase = phase_of(host);
    if (phase >= WAWH_ENDED) return;
    wawh_fault(host,
               "the role ended the process with exit code %d while %s\n"
               "  why:  it called exit, without Stopping and OnStop\n"
               "  mend: return from run, or call requestRecycle", code, doing[phase]);
}

void wawh_end(struct wawh_host *host, int code) {
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    pthread_mutex_lock(&host->lock);
    bool is_quiet = host->run_has_returned;
    host->phase = WAWH_ENDED;
    pthread_mutex_unlock(&host->lock);
    if (code != WAHOST_EXIT_NOT_STARTED) wawh_send(host, WAHOST_NEWS_STOPPED, 0, NULL, 0);
    // While Run still works, destructors would take things out of its hands.
    if (is_quiet) exit(code);
    if (ftrylockfile(stdout) == 0) fflush_unlocked(stdout);
    _exit(code);
}

void wawh_start(struct wawh_host *host) {
    pthread_mutex_lock(&host->lock);
    host->phase = WAWH_STARTING;
    pthread_mutex_unlock(&host->lock);
    wawh_send(host, WAHOST_NEWS_STARTING, 0, NULL, 0);
    wawh_narrate(host, "OnStart begins; Busy");
    if (wawh_start_role(host)) return;
    wawh_fault(host, "cannot make a thread for OnStart: %s", strerror(errno));
    _exit(WAHOST_EXIT_INTERNAL);
}

void wawh_stop(struct wawh_host *host, enum wahost_exit code) {
    pthread_mutex_lock(&host->lock);
    enum wawh_phase phase = host->phase;
    if (phase == WAWH_RUNNING) {
        host->phase = WAWH_STOPPING;
        bool wants_recycle = host->wants_recycle || host->run_has_returned;
        host->exit_code = code == WAHOST_EXIT_STOPPED && wants_recycle ? WAHOST_EXIT_RECYCLE : code;
        host->events.stop = true;
        pthread_cond_signal(&host->has_event);
    }
    pthread_mutex_unlock(&host->lock);
    // A role whose OnStart has not returned is not running: there is nothing to take down in order.
    if (phase == WAWH_WAITING || phase == WAWH_STARTING) wawh_end(host, code);
}

void wawh_lose_channel(struct wawh_host *host, const char *reason) {
    fprintf(stderr,
            "waworkerhost: cannot use the channel to the bootstrapper any more: %s; the role stops in order\n", reason);
    atomic_store(&host->is_connected, false);
    shutdown(host->channel, SHUT_RDWR);
    host->is_alone = true;
    wawh_stop(host, WAHOST_EXIT_CHANNEL_LOST);
}

/// A signal to end: the first one stops the role in order, a further one ends the process.
static void obey_signal(struct wawh_host *host, bool was_stopping) {
    int number = atomic_load(&host->stop_signal);
    // A service manager may signal all of us beside the bootstrapper's order; only the bootstrapper's own is the second.
    bool counts = !atomic_load(&host->is_connected) || atomic_load(&host->stop_sender) == getppid();
    if (!was_stopping) return wawh_stop(host, WAHOST_EXIT_STOPPED);
    if (!counts) return;
    signal(number, SIG_DFL);
    raise(number);
}

static void take_news(struct wawh_host *host) {
    uint64_t count;
    ssize_t ignored = read(host->wake, &count, sizeof count);
    (void)ignored;
    unsigned news = atomic_exchange(&host->news, 0);
    bool was_stopping = phase_of(host) == WAWH_STOPPING;
    if (news & WAWH_ON_START_FAILED) {
        static const char text[] = "OnStart returned false";
        wawh_send(host, WAHOST_NEWS_ON_START_FAILED, 0, text, sizeof text - 1);
        wawh_narrate(host, "%s: the role ends without Stopping and OnStop", text);
        wawh_end(host, WAHOST_EXIT_NOT_STARTED);
    }
    if (news & WAWH_RUN_RETURNED) {
        pthread_mutex_lock(&host->lock);
        host->run_has_returned = true;
        pthread_mutex_unlock(&host->lock);
        if (!was_stopping) wawh_send(host, WAHOST_NEWS_RUN_RETURNED, 0, NULL, 0);
        if (!was_stopping) wawh_narrate(host, "Run has returned");
    }
    if (news & WAWH_ON_STOP_DONE) wawh_end(host, host->exit_code);
    // With a channel the bootstrapper orders the stop, after it has taken the instance out of rotation.
    bool ends_by_itself = news & (WAWH_RUN_RETURNED | WAWH_RECYCLE_WANTED);
    if (ends_by_itself && !atomic_load(&host->is_connected)) wawh_stop(host, WAHOST_EXIT_RECYCLE);
    if (news & WAWH_SIGNALLED) obey_signal(host, was_stopping);
}

static _Noreturn void serve(struct wawh_host *host) {
    for (;;) {
        int channel = atomic_load(&host->is_connected) ? host->channel : -1;
        struct pollfd waits[2] = {{.fd = host->wake, .events = POLLIN}, {.fd = channel, .events = POLLIN}};
        int ready = poll(waits, 2, host->is_alone ? ON_STOP_LIMIT_MILLISECONDS : -1);
        if (ready == 0) {
            fputs("waworkerhost: OnStop has not returned within 5 min and nobody is there to limit it; ending\n", stderr);
            _exit(WAHOST_EXIT_CHANNEL_LOST);
        }
        if (ready < 0) continue;
        if (waits[0].revents) take_news(host);
        if (waits[1].revents) wawh_receive(host);
    }
}

/// Signals to end are caught, and unblocked whatever the starter left; no program that role code starts inherits that.
static void catch_signals(void) {
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGTERM);
    sigaddset(&both, SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &both, NULL);
}

int wawh_run(int argument_count, char **arguments) {
    struct wawh_host *host = &the_host;
    int code = wawh_read_options(&host->options, argument_count, arguments);
    if (code >= 0) return code;
    // What the role prints reaches the log line by line; this is its C library's stdout, too.
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!wawh_open_channel(host)) return WAHOST_EXIT_USAGE;
    wawh_offer_calls(host);
    host->data = host->options.data;
    host->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    on_exit(on_exit_of_role, host);
    if (!wawh_load(host)) _exit(WAHOST_EXIT_NO_LIBRARY);
    wawh_narrate(host, "role library '%s' is loaded", host->library);
    if (host->options.check_only) _exit(WAHOST_EXIT_STOPPED);
    catch_signals();
    if (host->wake < 0 || !wawh_start_threads(host)) {
        wawh_fault(host, "cannot make what the host needs: %s", strerror(errno));
        _exit(WAHOST_EXIT_INTERNAL);
    }
    if (!atomic_load(&host->is_connected)) wawh_start(host);
    serve(host);
}
