#ifndef WAHOST_LAUNCHER_H
#define WAHOST_LAUNCHER_H
/// The word that a program which links this is started with, as its only argument, when it is to be the launcher.
#define WAL_LAUNCHER_WORD "(launcher)"

/// Makes children for the supervisor at the other end of descriptor 0, until that closes. Returns the exit code.
int wal_launch_children(void);
#endif
