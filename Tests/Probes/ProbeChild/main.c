/// What the tests of Supervision start: a child that behaves in the way its arguments say.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void say(const char *text) {
    ssize_t ignored = write(1, text, strlen(text));
    (void)ignored;
}

static void wait_for_ever(void) {
    for (;;) pause();
}

/// Prints what of /proc/self/status the order decides, and the rest of what it decides.
static int state(void) {
    static const char *names[] = {"Uid:", "Gid:", "Groups:", "NoNewPrivs:", "CapInh:", "CapPrm:", "CapEff:", "CapBnd:",
                                  "CapAmb:", "SigBlk:", "SigIgn:", "SigCgt:", "SigPnd:", "ShdPnd:"};
    char line[4096];
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status)) {
        for (unsigned index = 0; index < sizeof names / sizeof *names; index++) {
            if (strncmp(line, names[index], strlen(names[index])) == 0) say(line);
        }
    }
    if (status) fclose(status);
    int death = 0;
    prctl(PR_GET_PDEATHSIG, &death);
    mode_t mask = umask(0);
    struct rlimit files = {0}, core = {0};
    getrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_CORE, &core);
    char directory[4096] = "?";
    if (!getcwd(directory, sizeof directory)) strcpy(directory, "gone");
    printf("group:%d session:%d pdeathsig:%d umask:%o nofile:%lu/%lu core:%lu/%lu cwd:%s parent:%d\n",
           getpgrp() == getpid(), getsid(0) == getpid(), death, mask, files.rlim_cur, files.rlim_max, core.rlim_cur,
           core.rlim_max, directory, getppid());
    DIR *descriptors = opendir("/proc/self/fd");
    char list[4096] = "";
    for (struct dirent *entry; descriptors && (entry = readdir(descriptors));) {
        if (entry->d_name[0] == '.' || atoi(entry->d_name) == dirfd(descriptors)) continue;
        char target[256] = "", link[300];
        snprintf(link, sizeof link, "/proc/self/fd/%s", entry->d_name);
        ssize_t size = readlink(link, target, sizeof target - 1);
        if (size > 0 && strncmp(target, "/dev/null", 9) != 0) target[4] = 0;
        snprintf(list + strlen(list), sizeof list - strlen(list), " %s=%s", entry->d_name, target);
    }
    printf("fds:%s\n", list);
    return 0;
}

/// Makes `count` orphans, each of which ends by itself after a moment; some leave the group or the session.
static int orphans(int count) {
    for (int index = 0; index < count; index++) {
        pid_t child = fork();
        if (child < 0) {
            while (wait(0) > 0) {}
            index--;
            continue;
        }
        if (child > 0) continue;
        if (index % 3 == 0) setsid();
        if (index % 3 == 1) setpgid(0, 0);
        if (index % 5 == 0) usleep((useconds_t)(index % 50) * 1000);
        _exit(index % 256);
    }
    return 0;
}

/// Makes a tree whose members leave group and session, says so, and waits.
static void grow(int depth) {
    if (depth == 0) wait_for_ever();
    for (int index = 0; index < 2; index++) {
        if (fork() == 0) {
            if (index == 0) setsid();
            else setpgid(0, 0);
            grow(depth - 1);
        }
    }
    wait_for_ever();
}

/// Never rests: makes a child that goes on in its place, and ends.
static void run_away(void) {
    for (;;) {
        pid_t child = fork();
        if (child > 0 || child < 0) _exit(0);
        setsid();
    }
}

static int send_datagram(const char *path, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = 0;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(sizeof(sa_family_t) + length + (path[0] != '@'));
    return sendto(descriptor, text, strlen(text), 0, (void *)&address, size) < 0 ? errno : 0;
}

/// Listens on a Unix socket or a port; answers HTTP with the status given, if there is one.
static int serve(int descriptor, const char *status) {
    listen(descriptor, 8);
    say("listening\n");
    for (;;) {
        int client = accept(descriptor, 0, 0);
        if (client < 0) continue;
        if (status) {
            char request[1024], answer[128];
            ssize_t ignored = read(client, request, sizeof request);
            snprintf(answer, sizeof answer, "HTTP/1.1 %s Whatever\r\nContent-Length: 0\r\n\r\n", status);
            ignored = write(client, answer, strlen(answer));
            (void)ignored;
        }
        close(client);
    }
}

/// Sends a text, and a descriptor so many times along with it.
static int send_descriptors(const char *path, const char *text, int descriptor, int count) {
    enum { most = 253 };
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path));
    if (path[0] == '@') address.sun_path[0] = 0;
    struct iovec vector = {(void *)text, strlen(text)};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int) * most)];
    } control = {0};
    struct msghdr message = {.msg_name = &address,
                             .msg_namelen = (socklen_t)(sizeof(sa_family_t) + strlen(path) + (path[0] != '@')),
                             .msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
    for (int index = 0; index < count; index++) {
        memcpy(CMSG_DATA(header) + sizeof(int) * (size_t)index, &descriptor, sizeof(int));
    }
    int socket_descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int error = sendmsg(socket_descriptor, &message, 0) < 0 ? errno : 0;
    close(socket_descriptor);
    return error;
}

/// Does what sd_notify_barrier does: hands over one end of a pipe and waits until it has been closed.
static int barrier(const char *path) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return errno;
    int error = send_descriptors(path, "BARRIER=1", ends[1], 1);
    if (error) return error;
    close(ends[1]);
    char byte;
    return read(ends[0], &byte, 1) == 0 ? 0 : 1;
}

/// Says something and waits until it has been heard: nobody knows any more whose child a process was that has ended.
static int tell(const char *path, const char *text) {
    int error = send_datagram(path, text);
    return error ? error : barrier(path);
}

/// Says much, and asks whether it has all been heard.
static int talk(const char *path, int count) {
    char text[32];
    for (int number = 0; number < count; number++) {
        snprintf(text, sizeof text, "STATUS=%d", number);
        int error = send_datagram(path, text);
        if (error) return error;
    }
    return barrier(path);
}

/// Has descriptors kept, one message with one, one with many, and so on; nobody keeps them.
static int store_descriptors(const char *path, int count) {
    for (int number = 0; number < count; number++) {
        int error = send_descriptors(path, "FDSTORE=1\nFDNAME=x", 1, number % 2 ? 253 : 1);
        if (error) return error;
    }
    return barrier(path);
}

/// Forks twice and leaves; what is left says that it is the main process, when nobody's child but the supervisor's.
static void become_daemon(void) {
    if (fork() > 0) _exit(0);
    setsid();
    pid_t between = getpid();
    if (fork() > 0) _exit(0);
    while (getppid() == between) usleep(1000);
    char text[64];
    snprintf(text, sizeof text, "MAINPID=%d\nREADY=1", getpid());
    if (send_datagram(getenv("NOTIFY_SOCKET"), text) == 0) wait_for_ever();
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    const char *value = argc > 2 ? argv[2] : "0";
    if (!strcmp(mode, "exit")) return atoi(value);
    if (!strcmp(mode, "signal")) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        raise(atoi(value));
        return 0;
    }
    if (!strcmp(mode, "exec") && argc > 2) {
        // The first word is the program and its own name; the second is what it is to do.
        execv(value, argv + 2);
        return 127;
    }
    if (!strcmp(mode, "state")) return state();
    if (!strcmp(mode, "orphans")) return orphans(atoi(value));
    if (!strcmp(mode, "wait")) {
        say("waiting\n");
        wait_for_ever();
    }
    if (!strcmp(mode, "ignore")) {
        signal(SIGTERM, SIG_IGN);
        say("ignoring\n");
        wait_for_ever();
    }
    if (!strcmp(mode, "stop")) {
        raise(SIGSTOP);
        wait_for_ever();
    }
    if (!strcmp(mode, "close")) {
        for (int descriptor = 0; descriptor < 1024; descriptor++) close(descriptor);
        wait_for_ever();
    }
    if (!strcmp(mode, "daemonise")) {
        if (fork() > 0) return 0;
        setsid();
        if (fork() > 0) _exit(0);
        wait_for_ever();
    }
    if (!strcmp(mode, "tree")) grow(atoi(value));
    if (!strcmp(mode, "runaway")) {
        if (fork() > 0) wait_for_ever();
        run_away();
    }
    if (!strcmp(mode, "size")) {
        size_t size = 0;
        for (char **variable = environ; *variable; variable++) size += strlen(*variable) + 1;
        printf("%zu\n", size);
        return 0;
    }
    if (!strcmp(mode, "notify")) {
        const char *path = getenv("NOTIFY_SOCKET");
        if (!path || send_datagram(path, argc > 2 ? argv[2] : "READY=1")) return 1;
        wait_for_ever();
    }
    if (!strcmp(mode, "notify-to")) return send_datagram(value, argc > 3 ? argv[3] : "READY=1");
    if (!strcmp(mode, "tell")) return tell(getenv("NOTIFY_SOCKET"), value);
    if (!strcmp(mode, "grandchild-notify")) {
        if (fork() == 0) _exit(tell(getenv("NOTIFY_SOCKET"), "READY=1"));
        wait_for_ever();
    }
    if (!strcmp(mode, "barrier")) return talk(getenv("NOTIFY_SOCKET"), atoi(value));
    if (!strcmp(mode, "fdstore")) return store_descriptors(getenv("NOTIFY_SOCKET"), atoi(value));
    if (!strcmp(mode, "daemon")) become_daemon();
    if (!strcmp(mode, "ready-fd")) {
        const char *number = getenv("READY_FD");
        if (!number || write(atoi(number), "\n", 1) != 1) return 1;
        wait_for_ever();
    }
    if (!strcmp(mode, "lose-fd")) {
        const char *number = getenv("READY_FD");
        if (!number || close(atoi(number)) < 0) return 1;
        wait_for_ever();
    }
    if (!strcmp(mode, "unix")) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        strncpy(address.sun_path, value, sizeof address.sun_path - 1);
        int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bind(descriptor, (void *)&address, sizeof address) < 0) return errno;
        return serve(descriptor, 0);
    }
    if (!strcmp(mode, "serve")) return serve(3, argc > 2 ? argv[2] : 0);
    return 64;
}
