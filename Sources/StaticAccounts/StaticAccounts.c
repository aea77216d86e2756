#define _GNU_SOURCE
#include "StaticAccounts.h"

#include <nss.h>
#include <sys/auxv.h>

void wahost_prepare_account_lookup(void) {
    // A program without an interpreter has nobody who could load it a library.
    if (getauxval(AT_BASE) != 0) return;
    __nss_configure_lookup("passwd", "files");
    __nss_configure_lookup("group", "files");
    __nss_configure_lookup("initgroups", "files");
}
