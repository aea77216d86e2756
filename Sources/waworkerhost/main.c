#include "WorkerHost.h"

// SwiftPM links every program with the Swift driver, which names libraries that no C program needs. It takes flags out
// of this section and puts them before those names; a library that nothing uses is then left out.
__attribute__((section(".swift1_autolink_entries"), used)) static const char linker_flag[] = "-Wl,--as-needed";

int main(int argument_count, char **arguments) { return wawh_run(argument_count, arguments); }
