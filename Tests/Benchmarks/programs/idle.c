// A child that does nothing at all.
#include "record.h"

int main(void) { stay(); }
