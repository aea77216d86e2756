// Comes and goes with a known end, told by its own name: `exit-017` exits 17, `kill-009` ends by signal 9, after 20 to 80 ms.
// Notes its start; the tag is the code, or 256 + the signal.
#include "record.h"

int main(int count, char **arguments) {
    uint64_t now = monotonic();
    const char *name = count > 0 ? strrchr(arguments[0], '/') : NULL;
    name = name ? name + 1 : count > 0 ? arguments[0] : "";
    if (strlen(name) < 8) return 117;
    int number = atoi(name + 5);
    int killed = strncmp(name, "kill-", 5) == 0;
    append_record(now, (uint32_t)(killed ? 256 + number : number));
    rest(20 + (long)(now / 1000 % 61));
    if (killed) {
        signal(number, SIG_DFL);
        kill(getpid(), number);
        rest(1000);
    }
    return number;
}
