/* A role program that is Busy and Ready in turn, every INTERVAL seconds, and tells the benchmark when it said so.
 *
 * usage: answer-program lease | notify | command, INTERVAL
 *   lease: a lease at the runtime endpoint, over whatever it is made of   notify: sd_notify, RELOADING=1 and READY=1
 *   command: `wahostbootstrapper role set-status`; the moment is before its fork
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answer.h"

static int to_socket(const char *path, int kind) {
    struct sockaddr_un target = {.sun_family = AF_UNIX};
    int channel = socket(AF_UNIX, kind | SOCK_CLOEXEC, 0);
    if (strlen(path) >= sizeof target.sun_path) exit(2);
    strcpy(target.sun_path, path);
    socklen_t length = (socklen_t)(sizeof(sa_family_t) + strlen(path) + (path[0] != '@'));
    if (path[0] == '@') target.sun_path[0] = 0;
    if (connect(channel, (struct sockaddr *)&target, length) != 0) exit(3);
    return channel;
}

/* Opens one of the endpoint's paths, a socket or a FIFO. */
static int opened(const char *path, int flags) {
    struct stat status;
    if (stat(path, &status) != 0) exit(4);
    return S_ISSOCK(status.st_mode) ? to_socket(path, SOCK_STREAM) : open(path, flags | O_CLOEXEC);
}

/* Reads until `end` has come; returns what stands between `before` and `after`. */
static char *asked(const char *path, const char *end, const char *before, const char *after) {
    static char text[65536];
    size_t length = 0;
    int channel = opened(path, O_RDONLY);
    for (;;) {
        ssize_t count = read(channel, text + length, sizeof text - 1 - length);
        if (count <= 0) break;
        text[length += (size_t)count] = 0;
        if (strstr(text, end)) break;
    }
    close(channel);
    char *begin = strstr(text, before);
    if (begin == NULL) exit(5);
    begin += strlen(before);
    char *stop = strstr(begin, after);
    if (stop == NULL) exit(6);
    return strndup(begin, (size_t)(stop - begin));
}

static void lease(const char *state, int is_busy) {
    char document[1024];
    int length = snprintf(document, sizeof document,
                          "<?xml version=\"1.0\" encoding=\"utf-8\"?><CurrentState><StatusLease ClientId=\"bench\"><Acquire>"
                          "<Incarnation>1000</Incarnation><Status>%s</Status><Expiration>9999-12-31T23:59:59.999Z</Expiration>"
                          "</Acquire></StatusLease></CurrentState>", is_busy ? "Busy" : "Started");
    int channel = opened(state, O_WRONLY);
    if (write(channel, document, (size_t)length) != length) exit(7);
    close(channel);
}

static void command(int is_busy) {
    pid_t child = fork();
    if (child == 0) {
        execlp("wahostbootstrapper", "wahostbootstrapper", "role", "set-status", is_busy ? "busy" : "ready", (char *)0);
        _exit(127);
    }
    waitpid(child, NULL, 0);
}

int main(int count, char **words) {
    if (count != 3) return 64;
    char *state = NULL;
    int notify = -1;
    if (!strcmp(words[1], "lease")) {
        char *goal = asked(getenv("WaRuntimeEndpoint"), "</RuntimeServerDiscovery>", " path=\"", "\"");
        state = asked(goal, "</GoalState>", "<CurrentStateEndpoint>", "</CurrentStateEndpoint>");
    } else if (!strcmp(words[1], "notify")) {
        notify = to_socket(getenv("NOTIFY_SOCKET"), SOCK_DGRAM);
        if (write(notify, "READY=1", 7) != 7) return 8;
    }
    for (int is_busy = 1;; is_busy = !is_busy) {
        usleep((useconds_t)(atof(words[2]) * 1e6));
        struct timespec moment = now();
        if (state) lease(state, is_busy);
        else if (notify >= 0) {
            const char *text = is_busy ? "RELOADING=1" : "READY=1";
            if (write(notify, text, strlen(text)) < 0) return 9;
        } else command(is_busy);
        tell(moment, is_busy);
    }
}
