/// Nothing to call: the target exists for one symbol (see the .c file).
