#ifndef WAHOST_KERNEL_H
#define WAHOST_KERNEL_H
/// The few calls that Swift can not reach. Every function returns a value >= 0, or -errno.
int wak_gettid(void);
#endif
