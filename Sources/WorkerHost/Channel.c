#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "Host.h"

/// What a hello says about us.
#define OUR_NAME "waworkerhost"

bool wawh_send(struct wawh_host *host, enum wahost_message type, uint32_t id, const void *body, size_t size) {
    if (!atomic_load(&host->is_connected) || size > WAHOST_MESSAGE_LIMIT - WAHOST_HEADER_SIZE) return false;
    unsigned char header[WAHOST_HEADER_SIZE] = {
        (unsigned char)type, (unsigned char)(type >> 8), 0, 0,
        (unsigned char)id, (unsigned char)(id >> 8), (unsigned char)(id >> 16), (unsigned char)(id >> 24),
    };
    struct iovec parts[2] = {{header, sizeof header}, {(void *)body, size}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    ssize_t sent;
    // Whoever reads slowly holds us up, as a pipe would.
    do sent = sendmsg(host->channel, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

void wawh_fault(struct wawh_host *host, const char *format, ...) {
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    // What the bootstrapper has been told, it logs; nothing is to be read twice.
    if (!wawh_send(host, WAHOST_NEWS_FAULT, 0, text, strlen(text))) fprintf(stderr, "waworkerhost: %s\n", text);
}

void wawh_narrate(struct wawh_host *host, const char *format, ...) {
    if (atomic_load(&host->is_connected)) return;
    char text[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "waworkerhost: %s\n", text);
}

static bool greet(struct wawh_host *host) {
    unsigned char hello[WAHOST_HELLO_SIZE + sizeof OUR_NAME - 1] = WAHOST_HELLO_MAGIC;
    hello[4] = WAHOST_CHANNEL_LOWEST;
    hello[6] = WAHOST_CHANNEL_HIGHEST;
    memcpy(hello + WAHOST_HELLO_SIZE, OUR_NAME, sizeof OUR_NAME - 1);
    return wawh_send(host, WAHOST_HELLO, 0, hello, sizeof hello);
}

bool wawh_open_channel(struct wawh_host *host) {
    const char *written = getenv(WAHOST_CHANNEL_VARIABLE);
    if (!written) return true;
    char *end = NULL;
    errno = 0;
    long number = strtol(written, &end, 10);
    int type = 0;
    socklen_t size = sizeof type;
    bool is_number = !errno && end != written && !*end && number >= 0 && number <= 1 << 30;
    if (!is_number || getsockopt((int)number, SOL_SOCKET, SO_TYPE, &type, &size) || type != SOCK_SEQPACKET) {
        wawh_fault(host,
                   "cannot use " WAHOST_CHANNEL_VARIABLE "='%.64s'\n"
                   "  why:  it is not the number of an open socket of packets (SOCK_SEQPACKET)\n"
                   "  mend: only the bootstrapper sets it; unset it to run the host by hand", written);
        return false;
    }
    // Neither the socket nor its number is for the role's own children.
    unsetenv(WAHOST_CHANNEL_VARIABLE);
    int flags = fcntl((int)number, F_GETFD);
    fcntl((int)number, F_SETFD, flags | FD_CLOEXEC);
    host->channel = (int)number;
    atomic_store(&host->is_connected, true);
    greet(host);
    return true;
}

/// Reads a hello; returns why it is of no use, or NULL.
static const char *refusal(const unsigned char *body, size_t size) {
    if (size < WAHOST_HELLO_SIZE || memcmp(body, WAHOST_HELLO_MAGIC, 4)) return "its first message is no hello";
    int lowest = body[4] | body[5] << 8, highest = body[6] | body[7] << 8;
    bool is_common = lowest <= WAHOST_CHANNEL_HIGHEST && highest >= WAHOST_CHANNEL_LOWEST;
    return is_common ? NULL : "it speaks no version of the channel that this host speaks: install both from one release";
}

/// The pieces that came before are the data that an order goes with.
static bool take_data(struct wawh_host *host, struct wawh_data *data) {
    if (!wawh_is_whole(&host->pieces)) return false;
    wawh_free_data(data);
    *data = host->pieces;
    host->pieces = (struct wawh_data){0};
    return true;
}

static void check_status(struct wawh_host *host, uint32_t id) {
    pthread_mutex_lock(&host->lock);
    bool is_running = host->phase == WAWH_RUNNING && !host->run_has_returned;
    bool is_asked = is_running && host->role.statusCheck;
    if (is_asked) {
        host->check_is_asked = true;
        host->check_id = id;
        pthread_cond_signal(&host->has_check);
    }
    pthread_mutex_unlock(&host->lock);
    unsigned char answer = !is_running;
    if (!is_asked) wawh_send(host, WAHOST_NEWS_STATUS, id, &answer, 1);
}

/// Has the thread of events ask the role; a role that does not run has nothing against a change.
static bool begin_change(struct wawh_host *host, uint32_t id) {
    unsigned char accepted = 0;
    pthread_mutex_lock(&host->lock);
    bool is_running = host->phase == WAWH_RUNNING, is_whole = take_data(host, &host->next);
    host->next_id = id;
    if (is_running && is_whole) {
        host->events.changing = true;
        host->events.changing_id = id;
        pthread_cond_signal(&host->has_event);
    }
    pthread_mutex_unlock(&host->lock);
    if (is_whole && !is_running) wawh_send(host, WAHOST_NEWS_CHANGING, id, &accepted, 1);
    return is_whole;
}

static void complete_change(struct wawh_host *host, uint32_t id) {
    pthread_mutex_lock(&host->lock);
    host->events.changed = true;
    host->events.changed_id = id;
    pthread_cond_signal(&host->has_event);
    pthread_mutex_unlock(&host->lock);
}

/// Obeys an order; returns false when it makes no sense.
static bool obey(struct wawh_host *host, int type, uint32_t id, const unsigned char *body, size_t size) {
    bool is_sound = true;
    switch (type) {
    case WAHOST_ORDER_DATA: return wawh_append(&host->pieces, body, size);
    case WAHOST_ORDER_START:
        pthread_mutex_lock(&host->lock);
        is_sound = host->phase == WAWH_WAITING && take_data(host, &host->data);
        pthread_mutex_unlock(&host->lock);
        if (is_sound) wawh_start(host);
        return is_sound;
    case WAHOST_ORDER_STATUS_CHECK: check_status(host, id); return true;
    case WAHOST_ORDER_CHANGING: return begin_change(host, id);
    case WAHOST_ORDER_CHANGED: complete_change(host, id); return true;
    case WAHOST_ORDER_STOPPING: wawh_stop(host, WAHOST_EXIT_STOPPED); return true;
    // Orders of later versions.
    default: return true;
    }
}

/// Takes one message; returns why the channel is of no use any more, or NULL.
static const char *take(struct wawh_host *host, const unsigned char *bytes, size_t size) {
    if (size < WAHOST_HEADER_SIZE) return "a message has no header";
    if (size > WAHOST_MESSAGE_LIMIT) return "a message is longer than 65536 bytes";
    int type = bytes[0] | bytes[1] << 8;
    uint32_t id = (uint32_t)bytes[4] | (uint32_t)bytes[5] << 8 | (uint32_t)bytes[6] << 16 | (uint32_t)bytes[7] << 24;
    const unsigned char *body = bytes + WAHOST_HEADER_SIZE;
    size -= WAHOST_HEADER_SIZE;
    if (!host->has_greeted) {
        host->has_greeted = true;
        return type == WAHOST_HELLO ? refusal(body, size) : "its first message is no hello";
    }
    return obey(host, type, id, body, size) ? NULL : "an order makes no sense here";
}

void wawh_receive(struct wawh_host *host) {
    static unsigned char bytes[WAHOST_MESSAGE_LIMIT];
    ssize_t size = recv(host->channel, bytes, sizeof bytes, MSG_DONTWAIT | MSG_TRUNC);
    // ECONNRESET: the bootstrapper ended without having read everything. It comes once, before what is left to be read.
    if (size < 0 && (errno == EINTR || errno == EAGAIN || errno == ECONNRESET)) return;
    // A packet socket says 0 at its end; nobody sends empty messages.
    if (size <= 0) return wawh_lose_channel(host, "the bootstrapper has closed it");
    const char *reason = take(host, bytes, (size_t)size);
    if (reason) wawh_lose_channel(host, reason);
}
