// The floor for readiness: an agent with a pipe as descriptor 3; the main program when a byte has come through it.
// `floor-ready AGENT MAIN`
#include "floor.h"

int main(int count, char **arguments) {
    if (count < 3) return 64;
    int ends[2];
    if (pipe(ends) != 0) return 71;
    if (ends[0] == 3) ends[0] = dup(ends[0]);
    if (ends[1] != 3) dup2(ends[1], 3), close(ends[1]);
    char *agent[] = {arguments[1], NULL};
    pid_t ready = spawn(agent);
    close(3);
    char byte;
    if (read(ends[0], &byte, 1) != 1) return 81;
    char *main[] = {arguments[2], NULL};
    int code = await(spawn(main));
    kill(ready, SIGTERM);
    await(ready);
    return code;
}
