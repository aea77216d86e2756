/* How a role of this benchmark notes when it has answered: a datagram to the socket that ANSWERS names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

static inline struct timespec now(void) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment;
}

static inline void tell(struct timespec moment, int is_busy) {
    static int channel = -1;
    struct sockaddr_un target = {.sun_family = AF_UNIX};
    char text[64];
    const char *path = getenv("ANSWERS");
    if (path == NULL || strlen(path) >= sizeof target.sun_path) return;
    strcpy(target.sun_path, path);
    if (channel < 0) channel = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int length = snprintf(text, sizeof text, "%lld %s", (long long)moment.tv_sec * 1000000000 + moment.tv_nsec,
                          is_busy ? "busy" : "ready");
    sendto(channel, text, (size_t)length, 0, (struct sockaddr *)&target, sizeof target);
}
