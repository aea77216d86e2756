#ifndef WAHOST_STATICACCOUNTS_H
#define WAHOST_STATICACCOUNTS_H

#include <pwd.h>

/// Looks an account up by its number, as getpwuid_r does; in /etc/passwd alone when this program is linked statically.
int wahost_account_of(unsigned uid, struct passwd *entry, char *buffer, unsigned long size, struct passwd **found);

/// Has users and groups looked up in /etc/passwd and /etc/group alone when this program is linked statically.
///
/// The C library would load its plug-ins (systemd, sss, ldap) into a static program, and with them a second C library:
/// it crashes as soon as one is asked for the groups of a user. Before the first look-up; a dynamic program is left alone.
/// Not part of Kernel: it takes the C library's account plug-ins along, which `walaunch` does without.
void wahost_prepare_account_lookup(void);
#endif
