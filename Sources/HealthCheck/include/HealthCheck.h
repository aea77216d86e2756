/// Nothing to call: the target exists for its constructor.
