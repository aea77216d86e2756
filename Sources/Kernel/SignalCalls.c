#define _GNU_SOURCE
#include "SignalCalls.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum { signal_numbers = 65 };

// Written by the handler in whatever thread the signal meets, so atomics only.
static uint32_t counts[signal_numbers];
static uint64_t senders[signal_numbers];
static int counters[signal_numbers];

/// Makes the counter of a signal readable.
static void wake(int number) {
    uint64_t one = 1;
    // It can fail only when the counter is full, and then its reader is awake anyway.
    ssize_t ignored = write(__atomic_load_n(&counters[number], __ATOMIC_RELAXED), &one, sizeof one);
    (void)ignored;
}

static void note(int number, siginfo_t *information, void *context) {
    (void)context;
    int error = errno;
    uint64_t sender = (uint64_t)(uint32_t)information->si_pid << 32 | information->si_uid;
    __atomic_store_n(&senders[number], sender, __ATOMIC_RELAXED);
    // Who finds one that has not been taken knows that its reader has been woken and will take both.
    if (__atomic_fetch_add(&counts[number], 1, __ATOMIC_ACQ_REL) == 0) wake(number);
    errno = error;
}

int wak_catch_signal(int number, int counter) {
    if (number < 1 || number >= signal_numbers) return -EINVAL;
    __atomic_store_n(&counters[number], counter, __ATOMIC_RELAXED);
    // A stopped child is no news for us; and SA_NOCLDWAIT, if it was inherited, is gone.
    struct sigaction action = {.sa_sigaction = note, .sa_flags = SA_SIGINFO | SA_RESTART | SA_NOCLDSTOP};
    sigfillset(&action.sa_mask);
    if (sigaction(number, &action, 0) < 0) return -errno;
    // One that was counted for another counter woke that one's reader.
    if (__atomic_load_n(&counts[number], __ATOMIC_ACQUIRE) > 0) wake(number);
    return 0;
}

struct wak_signal_news wak_take_signal(int number) {
    struct wak_signal_news news = {0};
    if (number < 1 || number >= signal_numbers) return news;
    news.count = __atomic_exchange_n(&counts[number], 0, __ATOMIC_ACQ_REL);
    uint64_t sender = __atomic_load_n(&senders[number], __ATOMIC_RELAXED);
    news.pid = (int32_t)(sender >> 32);
    news.uid = (uint32_t)sender;
    return news;
}

void wak_empty_counter(int counter) {
    uint64_t value;
    ssize_t ignored = read(counter, &value, sizeof value);
    (void)ignored;
}

int wak_unblock_signal(int number) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    return -pthread_sigmask(SIG_UNBLOCK, &one, 0);
}

int wak_unblock_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    return -pthread_sigmask(SIG_SETMASK, &none, 0);
}

static void do_nothing(int number) { (void)number; }

int wak_disarm_sigpipe(void) {
    struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGPIPE, &action, 0) < 0 ? -errno : 0;
}
