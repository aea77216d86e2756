/* This header is being built. */
#ifndef WAROLEENTRYPOINT_H
#define WAROLEENTRYPOINT_H
#endif
