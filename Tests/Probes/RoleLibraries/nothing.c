/* A library that is no role. */
int nothing;
