#define _GNU_SOURCE
#include "HealthCheck.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/// `status --check`, answered before the Swift runtime, Foundation and Dispatch are there: a health check runs every few
/// seconds.
///
/// It does so only when all is plain: the words are known, one bootstrapper is there, and it answers. Everything else, every
/// word of explanation but one included, is left to `main`.

/// What the words say; `is_plain` is 0 when `main` must judge them.
struct words {
    int is_plain;
    const char *socket;
    const char *instance;
};

static struct words read_words(int argc, char **argv) {
    static const char option[] = "--control-socket";
    struct words words = {0, getenv("WAHOST_CONTROL_SOCKET"), 0};
    if (argc < 3 || strcmp(argv[1], "status") != 0) return words;
    int checks = 0;
    for (int index = 2; index < argc; index++) {
        const char *word = argv[index];
        if (strcmp(word, "--check") == 0 && !checks) checks = 1;
        else if (strcmp(word, option) == 0 && index + 1 < argc) words.socket = argv[++index];
        else if (strncmp(word, option, sizeof option - 1) == 0 && word[sizeof option - 1] == '=') words.socket = word + sizeof option;
        else if (word[0] != '-' && word[0] != 0 && !words.instance && !strchr(word, '/')) words.instance = word;
        else return words;
    }
    if (words.socket && (words.socket[0] == 0 || strcmp(words.socket, "none") == 0)) words.socket = 0;
    words.is_plain = checks && !(words.socket && words.instance);
    return words;
}

/// Stores the usual folder: ControlFolder.swift says the same. Returns whether it fits.
static int find_folder(char *folder, size_t size) {
    const char *named = getenv("WAHOST_RUNTIME_DIRECTORY"), *session = getenv("XDG_RUNTIME_DIR");
    uid_t user = geteuid();
    int length;
    if (named && named[0] == '/') length = snprintf(folder, size, "%s", named);
    else if (user == 0) length = snprintf(folder, size, "/run/wahost");
    else if (session && session[0] == '/') length = snprintf(folder, size, "%s/wahost", session);
    else length = snprintf(folder, size, "/tmp/wahost-%u", (unsigned)user);
    return length > 0 && (size_t)length < size;
}

static int is_called(const char *name, size_t length, const char *instance) {
    if (!instance) return 1;
    size_t count = strlen(instance);
    if (length < count || strncmp(name + length - count, instance, count) != 0) return 0;
    return length == count || name[length - count - 1] == '.';
}

/// Connects; returns a descriptor, or -1.
static int join(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) return -1;
    memcpy(address.sun_path, path, length);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    struct timeval limit = {.tv_sec = 5};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
    if (connect(descriptor, (struct sockaddr *)&address, size) == 0) return descriptor;
    close(descriptor);
    return -1;
}

/// Connects to the one socket of the usual folder on which somebody listens; -1 when there is none, or another one.
static int join_usual(const char *instance) {
    char folder[128], path[256];
    if (!find_folder(folder, sizeof folder)) return -1;
    DIR *stream = opendir(folder);
    if (!stream) return -1;
    int found = -1;
    struct dirent *entry;
    while ((entry = readdir(stream))) {
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || length < 6 || strcmp(entry->d_name + length - 5, ".sock") != 0) continue;
        if (!is_called(entry->d_name, length - 5, instance)) continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path) continue;
        int descriptor = join(path);
        if (descriptor < 0) continue;
        if (found >= 0) {
            close(descriptor);
            close(found);
            found = -1;
            break;
        }
        found = descriptor;
    }
    closedir(stream);
    return found;
}

/// Returns the text of a member of an answer that has no member of that name elsewhere; its length is stored.
static const char *member(const char *answer, const char *name, size_t *length) {
    const char *start = strstr(answer, name);
    if (!start) return 0;
    start += strlen(name);
    const char *end = strchr(start, '"');
    if (!end) return 0;
    *length = (size_t)(end - start);
    return start;
}

/// Asks and returns the exit code; -1 when there was no answer of the known form, -2 when there was none in time.
static int ask(int descriptor) {
    static const char request[] = "{\"version\":1,\"command\":\"check\"}\n";
    char answer[1024];
    size_t used = 0;
    if (send(descriptor, request, sizeof request - 1, MSG_NOSIGNAL) != (ssize_t)(sizeof request - 1)) return -1;
    while (used < sizeof answer - 1) {
        ssize_t count = recv(descriptor, answer + used, sizeof answer - 1 - used, 0);
        if (count < 0 && errno == EINTR) continue;
        // `main` would wait as long once more.
        if (count < 0 && errno == EAGAIN) return -2;
        if (count <= 0) return -1;
        used += (size_t)count;
        if (answer[used - 1] == '\n') break;
    }
    answer[used] = 0;
    size_t phase_length = 0, status_length = 0;
    const char *phase = member(answer, "\"phase\":\"", &phase_length);
    const char *status = member(answer, "\"status\":\"", &status_length);
    if (!phase || !status || phase_length > 64 || strstr(answer, "\"error\":")) return -1;
    for (size_t index = 0; index < phase_length; index++) {
        if (phase[index] < 'A' || phase[index] > 'z') return -1;
    }
    char word[80];
    memcpy(word, phase, phase_length);
    word[phase_length] = '\n';
    // Whoever does not want the word wants the exit code.
    if (write(STDOUT_FILENO, word, phase_length + 1) < 0) errno = 0;
    return status_length == 5 && strncmp(status, "ready", 5) == 0 ? 0 : 1;
}

// 103: after the signals are blocked and the descriptors are in order, before the initialisers of every library.
__attribute__((constructor(103))) static void check(int argc, char **argv) {
    struct words words = read_words(argc, argv);
    if (!words.is_plain) return;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    int descriptor = words.socket ? join(words.socket) : join_usual(words.instance);
    if (descriptor < 0) return;
    int code = ask(descriptor);
    if (code >= 0) _exit(code);
    if (code == -2) {
        static const char absent[] = "Absent\n";
        static const char why[] = "wahostbootstrapper: cannot get an answer within 5 s: is the bootstrapper stopped?\n";
        if (write(STDOUT_FILENO, absent, sizeof absent - 1) < 0 || write(STDERR_FILENO, why, sizeof why - 1) < 0) errno = 0;
        _exit(69);
    }
    close(descriptor);
}
