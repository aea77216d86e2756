#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Host.h"

#ifndef WAHOST_VERSION
#define WAHOST_VERSION "0.3.0"
#endif

static const char help[] =
    "usage: waworkerhost --library PATH [--library PATH ...] [options]\n"
    "\n"
    "Hosts a role library: OnStart, Run, and when it is stopped Stopping and OnStop.\n"
    "The bootstrapper starts it with a channel; by hand, SIGTERM or Ctrl-C stops the\n"
    "role in order, and once more at once.\n"
    "\n"
    "  --library PATH            the library; the first one that is there is taken\n"
    "  --check                   load it, say whether it can be hosted, and end\n"
    "What the role is told when it is run by hand:\n"
    "  --instance-id ID          default: $RoleInstanceID\n"
    "  --role-name NAME          default: $RoleName\n"
    "  --deployment-id ID        default: $RoleDeploymentID\n"
    "  --setting NAME=VALUE      a configuration setting\n"
    "  --local-resource NAME=PATH\n"
    "  --endpoint NAME=ADDRESS:PORT\n"
    "  --help, --version\n"
    "\n"
    "Exit codes: 0 stopped, 64 usage, 85 OnStart returned false, 86 no usable library,\n"
    "87 ended in order and asks for a recycle, 88 ended in order after the channel\n"
    "was lost; 128 + n: crashed with signal n.\n";

/// An option that becomes a record of the role's data.
struct fact {
    const char *option;
    int kind;
    /// Taken if the option is not given; options without it are NAME=VALUE.
    const char *variable;
};

static const struct fact facts[] = {
    {"--instance-id", WAHOST_INSTANCE_ID, "RoleInstanceID"},
    {"--role-name", WAHOST_ROLE_NAME, "RoleName"},
    {"--deployment-id", WAHOST_DEPLOYMENT_ID, "RoleDeploymentID"},
    {"--setting", WAHOST_SETTING, NULL},
    {"--local-resource", WAHOST_LOCAL_RESOURCE, NULL},
    {"--endpoint", WAHOST_ENDPOINT, NULL},
};
enum { FACT_COUNT = sizeof facts / sizeof *facts };

__attribute__((format(printf, 1, 2))) static int refuse(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("waworkerhost: cannot understand the command line: ", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("; see waworkerhost --help\n", stderr);
    return WAHOST_EXIT_USAGE;
}

static int add_fact(struct wawh_options *options, const struct fact *fact, const char *written) {
    if (fact->variable) {
        if (wawh_add_record(&options->data, fact->kind, "", 0, written)) return -1;
        return refuse("%s is too long", fact->option);
    }
    const char *sign = strchr(written, '=');
    if (!sign || sign == written) return refuse("%s '%s' is not NAME=VALUE", fact->option, written);
    if (wawh_add_record(&options->data, fact->kind, written, (size_t)(sign - written), sign + 1)) return -1;
    return refuse("%s '%.64s' is too long", fact->option, written);
}

/// Adds what stands in the environment, behind what was written: the first record of a kind counts.
static void add_variables(struct wawh_options *options) {
    for (int index = 0; index < FACT_COUNT; index++) {
        const char *value = facts[index].variable ? getenv(facts[index].variable) : NULL;
        if (value) wawh_add_record(&options->data, facts[index].kind, "", 0, value);
    }
}

/// Reads an option that has a value; `*index` is moved on to it.
static int read_valued(struct wawh_options *options, int count, char **words, int *index) {
    const char *word = words[*index];
    const struct fact *fact = NULL;
    for (int each = 0; each < FACT_COUNT; each++) {
        if (!strcmp(word, facts[each].option)) fact = &facts[each];
    }
    bool is_library = !strcmp(word, "--library");
    if (!fact && !is_library) return refuse("'%s' is not an option", word);
    if (*index + 1 >= count) return refuse("%s needs a value", word);
    *index += 1;
    if (fact) return add_fact(options, fact, words[*index]);
    if (!*words[*index]) return refuse("--library needs a path");
    options->libraries[options->library_count++] = words[*index];
    return -1;
}

int wawh_read_options(struct wawh_options *options, int count, char **words) {
    options->libraries = calloc((size_t)count + 1, sizeof *options->libraries);
    if (!options->libraries) return WAHOST_EXIT_INTERNAL;
    for (int index = 1; index < count; index++) {
        if (!strcmp(words[index], "--help")) return fputs(help, stdout) < 0;
        if (!strcmp(words[index], "--version")) return puts("waworkerhost " WAHOST_VERSION) < 0;
        if (!strcmp(words[index], "--check")) {
            options->check_only = true;
            continue;
        }
        int code = read_valued(options, count, words, &index);
        if (code >= 0) return code;
    }
    if (!options->library_count) return refuse("it names no --library");
    add_variables(options);
    return -1;
}
