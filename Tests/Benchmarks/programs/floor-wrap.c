// The floor for one child: posix_spawn, waitpid, the exit code passed on. `floor-wrap PROGRAM [ARGUMENT …]`
#include "floor.h"

int main(int count, char **arguments) {
    if (count < 2) return 64;
    return await(spawn(arguments + 1));
}
