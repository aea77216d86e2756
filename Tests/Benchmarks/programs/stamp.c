// The child whose start is measured: notes when its main() began, then exits ($STAMP_MODE=exit) or stays.
#include "record.h"

int main(void) {
    uint64_t now = monotonic();
    append_record(now, 0);
    const char *mode = getenv("STAMP_MODE");
    if (mode && strcmp(mode, "exit") == 0) return 0;
    stay();
}
