#ifndef WAHOST_FOLDER_CALLS_H
#define WAHOST_FOLDER_CALLS_H
#include <dirent.h>

/// The name of what readdir gave (Swift sees 256 characters).
static inline const char *_Nonnull wak_entry_name(const struct dirent *_Nonnull entry) { return entry->d_name; }
#endif
