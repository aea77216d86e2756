/* The role's program: one static binary, so that an image needs nothing else.
   greeter prepare     says who it is, and ends: a simple startup task
   greeter orphans N   leaves N orphans behind, and ends when all of them have begun: they are PID 1's to bury
   greeter exec WORDS  says when, and becomes that program: what a start is measured from
   greeter serve PORT  answers HTTP until SIGTERM, then says when it left and ends with $EXIT_CODE, 0 when not set */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int leave_orphans(long wanted) {
    for (long made = 0; made < wanted; made++) {
        pid_t child = vfork();
        if (child < 0) {
            perror("greeter: cannot fork");
            return 1;
        }
        /* The middle one is not waited for either: both are buried by whoever is PID 1. */
        if (child == 0) _exit(0);
    }
    printf("left %ld orphans\n", wanted);
    return 0;
}

static int listen_on(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (listener < 0) return -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 64)) return -1;
    return listener;
}

static void greet(int client) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n";
    char request[2048];
    ssize_t got = read(client, request, sizeof request);
    if (got > 0) got = write(client, answer, sizeof answer - 1);
    (void)got;
    close(client);
}

static void say_when(const char *what) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("%s at %lld.%09ld\n", what, (long long)now.tv_sec, now.tv_nsec);
    fflush(stdout);
}

static int serve(int port) {
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, NULL);
    struct pollfd watched[2] = {{.fd = signalfd(-1, &end, SFD_CLOEXEC), .events = POLLIN},
                                {.fd = listen_on(port), .events = POLLIN}};
    if (watched[1].fd < 0) {
        fprintf(stderr, "greeter: cannot listen on port %d: %s\n", port, strerror(errno));
        return 1;
    }
    printf("serving on port %d as pid %d, uid %d, below pid %d\n", port, getpid(), getuid(), getppid());
    fflush(stdout);
    while (poll(watched, 2, -1) >= 0 && !watched[0].revents) {
        if (!watched[1].revents) continue;
        int client = accept(watched[1].fd, NULL, NULL);
        if (client >= 0) greet(client);
    }
    say_when("left");
    const char *code = getenv("EXIT_CODE");
    return code ? atoi(code) : 0;
}

int main(int count, char **words) {
    if (count == 2 && !strcmp(words[1], "prepare")) {
        printf("prepared as pid %d, uid %d\n", getpid(), getuid());
        return 0;
    }
    if (count >= 3 && !strcmp(words[1], "exec")) {
        say_when("executing");
        execv(words[2], words + 2);
        perror("greeter: cannot execute");
        return 127;
    }
    if (count == 3 && !strcmp(words[1], "orphans")) return leave_orphans(atol(words[2]));
    if (count == 3 && !strcmp(words[1], "serve")) return serve(atoi(words[2]));
    fprintf(stderr, "greeter: cannot use these words; write prepare, orphans N, exec WORDS or serve PORT\n");
    return 64;
}
