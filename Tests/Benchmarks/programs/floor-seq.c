// The floor for startup tasks: a step N times, one after the other, each must exit 0; then the main program.
// `floor-seq N STEP MAIN [ARGUMENT …]`
#include "floor.h"

int main(int count, char **arguments) {
    if (count < 4) return 64;
    char *step[] = {arguments[2], NULL};
    for (int number = atoi(arguments[1]); number > 0; number--) {
        int code = await(spawn(step));
        if (code) return code;
    }
    return await(spawn(arguments + 3));
}
