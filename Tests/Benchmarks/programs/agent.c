// Becomes ready 100 ms after its start: notes the moment (tag 1), says so on $NOTIFY_SOCKET ($READY_KIND=notify) or on the
// descriptor $READY_FD (default 3, as s6 and dinit are told here), and stays.
#include "record.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

static int notify(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) return 113;
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = 0;
    int sender = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    append_record(monotonic(), 1);
    return sendto(sender, "READY=1", 7, 0, (struct sockaddr *)&address, size) == 7 ? 0 : 114;
}

int main(void) {
    rest(100);
    const char *kind = getenv("READY_KIND");
    if (kind && strcmp(kind, "notify") == 0) {
        const char *path = getenv("NOTIFY_SOCKET");
        int failure = path ? notify(path) : 115;
        if (failure) return failure;
    } else {
        const char *number = getenv("READY_FD");
        append_record(monotonic(), 1);
        if (write(number ? atoi(number) : 3, "\n", 1) != 1) return 116;
    }
    stay();
}
