/// `walaunch`: the launcher as a program of its own, small and quickly started.
#include "Launcher.h"

int main(void) { return wal_launch_children(); }
