// Reads captured lines and says whether each of COUNT numbers is there once and in order. SKIP bytes precede each line.
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
    if (count != 3) return 64;
    long expected = atol(words[1]);
    long skip = atol(words[2]);
    long next = 0;
    long wrong = 0;
    static char line[65536];
    while (fgets(line, sizeof line, stdin)) {
        if (strtol(line + skip, NULL, 10) == next) next++;
        else wrong++;
    }
    if (next != expected || wrong != 0) printf("LOST: %ld of %ld in order, %ld others\n", next, expected, wrong);
    return next != expected || wrong != 0;
}
