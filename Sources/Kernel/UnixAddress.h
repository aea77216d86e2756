#ifndef WAHOST_UNIX_ADDRESS_H
#define WAHOST_UNIX_ADDRESS_H
#include <sys/un.h>

/// Fills a Unix address; returns its length. A leading '@' means an abstract name.
int wak_unix_address(const char *path, struct sockaddr_un *address);
#endif
