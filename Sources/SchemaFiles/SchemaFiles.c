#include "SchemaFiles.h"

// #embed is C23; the compiler has it in all of its languages.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char rolemodel[] = {
#embed "../../docs/reference/schemas/rolemodel.xsd"
};
static const unsigned char servicedefinition[] = {
#embed "../../docs/reference/schemas/servicedefinition.xsd"
};
static const unsigned char serviceconfiguration[] = {
#embed "../../docs/reference/schemas/serviceconfiguration.xsd"
};
static const unsigned char servicemodule[] = {
#embed "../../docs/reference/schemas/servicemodule.xsd"
};
static const unsigned char linux_attributes[] = {
#embed "../../docs/reference/schemas/linux.xsd"
};

const struct wahost_file wahost_schema_rolemodel = {rolemodel, sizeof rolemodel};
const struct wahost_file wahost_schema_servicedefinition = {servicedefinition, sizeof servicedefinition};
const struct wahost_file wahost_schema_serviceconfiguration = {serviceconfiguration, sizeof serviceconfiguration};
const struct wahost_file wahost_schema_servicemodule = {servicemodule, sizeof servicemodule};
const struct wahost_file wahost_schema_linux = {linux_attributes, sizeof linux_attributes};
