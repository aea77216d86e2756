#ifndef WAHOST_SCHEMAFILES_H
#define WAHOST_SCHEMAFILES_H
/// The schemas of docs/reference/schemas, as they were when this was compiled.
#include <stddef.h>

/// A file's bytes, no NUL behind them. They never change, so any thread may have them.
struct __attribute__((swift_attr("@Sendable"))) wahost_file {
    const unsigned char *_Nonnull bytes;
    size_t count;
};

extern const struct wahost_file wahost_schema_rolemodel;
extern const struct wahost_file wahost_schema_servicedefinition;
extern const struct wahost_file wahost_schema_serviceconfiguration;
extern const struct wahost_file wahost_schema_servicemodule;
extern const struct wahost_file wahost_schema_linux;
#endif
