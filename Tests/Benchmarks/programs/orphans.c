// Makes $ORPHANS processes and leaves them: each is the child of a middle process that ends at once, so it goes to the
// nearest subreaper or PID 1, where it ends after up to 30 ms with one of 256 exit codes.
// When all are made, notes how many (the tag, with bit 30 set), and stays.
#include "record.h"
#include <sys/wait.h>

enum { family = 100 };

static void middle(int first, int last) {
    for (int number = first; number < last; number++) {
        pid_t orphan = fork();
        if (orphan < 0) _exit(118);
        if (orphan == 0) {
            rest(number % 31);
            _exit(number % 256);
        }
    }
    _exit(0);
}

int main(void) {
    const char *wanted = getenv("ORPHANS");
    int total = wanted ? atoi(wanted) : 0;
    for (int made = 0; made < total; made += family) {
        pid_t child = fork();
        if (child < 0) return 119;
        if (child == 0) middle(made, made + family < total ? made + family : total);
        int status;
        if (waitpid(child, &status, 0) != child || status != 0) return 120;
    }
    append_record(monotonic(), 1u << 30 | (uint32_t)total);
    stay();
}
