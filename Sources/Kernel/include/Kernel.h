#ifndef WAHOST_KERNEL_H
#define WAHOST_KERNEL_H
/// The few calls that Swift can not reach. Unless its comment says otherwise, a function returns a value >= 0, or -errno.
/// No header here defines _GNU_SOURCE: the C library's module would no longer match the one Dispatch was built with.
#include "ControlCalls.h"
#include "CodePages.h"
#include "ErrorText.h"
#include "FolderCalls.h"
#include "LaunchWire.h"
#include "ProcessCalls.h"
#include "RuntimeCalls.h"
#include "SignalCalls.h"
#include "SocketCalls.h"
#if __has_include("CaptureCalls.h")
#include "CaptureCalls.h"
#endif
#endif
