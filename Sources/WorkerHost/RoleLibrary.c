#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "Host.h"

/// The first of the files that is there; tells where it was looked for if none is.
static const char *find(struct wawh_host *host) {
    const struct wawh_options *options = &host->options;
    char tried[2048] = "";
    size_t used = 0;
    for (int index = 0; index < options->library_count; index++) {
        const char *path = options->libraries[index];
        if (access(path, F_OK) == 0) return path;
        int size = snprintf(tried + used, sizeof tried - used, "%s%s (%s)", index ? ", " : "", path, strerror(errno));
        if (size > 0 && (size_t)size < sizeof tried - used) used += (size_t)size;
    }
    wawh_fault(host,
               "cannot find the role library: %s\n"
               "  why:  the host runs what this library exports\n"
               "  mend: put it there; the name comes from assemblyName in <NetFxEntryPoint>", tried);
    return NULL;
}

/// Whether the file is a program for Windows, as a .NET assembly is.
static bool is_for_windows(const char *path) {
    char start[2] = "";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t size = read(file, start, sizeof start);
    close(file);
    return size == 2 && start[0] == 'M' && start[1] == 'Z';
}

static void *open_library(struct wawh_host *host, const char *path) {
    // A name without a slash would be searched in the system's folders.
    char whole[PATH_MAX];
    if (!realpath(path, whole)) snprintf(whole, sizeof whole, "%s", path);
    // Never closed: languages with a runtime do not survive that.
    void *library = dlopen(whole, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library) return library;
    const char *why = dlerror();
    if (is_for_windows(path)) {
        wawh_fault(host,
                   "cannot load role library '%s': it is a program for Windows\n"
                   "  why:  .NET assemblies can not be run here\n"
                   "  mend: build the role as a shared library with the functions of waroleentrypoint.h", path);
    } else if (why && !strncmp(why, whole, strlen(whole)) && strstr(why, "ELF")) {
        wawh_fault(host,
                   "cannot load role library '%s'\n"
                   "  why:  %s\n"
                   "  mend: build it as a shared library for this machine; `file %s` says what it is", path, why, path);
    } else {
        wawh_fault(host,
                   "cannot load role library '%s'\n"
                   "  why:  %s\n"
                   "  mend: install what is named there, or put it beside the library and link that with "
                   "-Wl,-rpath,'$ORIGIN'; `ldd %s` shows all that is missing",
                   path, why ? why : "no reason was given", path);
    }
    return NULL;
}

static WaRoleEntryPointFunction find_symbol(struct wawh_host *host, void *library) {
    void *symbol = dlsym(library, WA_ROLE_SYMBOL);
    if (symbol) return (WaRoleEntryPointFunction)symbol;
    bool is_mangled = dlsym(library, "_Z16" WA_ROLE_SYMBOL "j") != NULL;
    wawh_fault(host,
               "cannot find '" WA_ROLE_SYMBOL "' in role library '%s'\n"
               "  why:  %s\n"
               "  mend: export `const WaRoleEntryPoint *" WA_ROLE_SYMBOL "(uint32_t hostVersion)`, see waroleentrypoint.h",
               host->library,
               is_mangled ? "it has a C++ function of this name: it is not declared extern \"C\""
                          : "the library does not export it (is it a role library? are its symbols hidden?)");
    return NULL;
}

/// Copies as much of the entry point as the library has.
static bool take_role(struct wawh_host *host, const WaRoleEntryPoint *given) {
    if (!given) {
        wawh_fault(host,
                   "cannot use role library '%s': it does not work with version %u of the interface\n"
                   "  why:  its " WA_ROLE_SYMBOL " returned NULL\n"
                   "  mend: use a host and a role library that were made for each other", host->library, WA_ROLE_VERSION);
        return false;
    }
    if (given->version != WA_ROLE_VERSION || given->size < offsetof(WaRoleEntryPoint, onStart)) {
        wawh_fault(host,
                   "cannot use role library '%s': it has version %u of the interface and %u bytes of entry point\n"
                   "  why:  this host speaks version %u, whose entry point has at least %zu bytes\n"
                   "  mend: build the library with the waroleentrypoint.h of this release, and set version and size",
                   host->library, given->version, given->size, WA_ROLE_VERSION, offsetof(WaRoleEntryPoint, onStart));
        return false;
    }
    memcpy(&host->role, given, given->size < sizeof host->role ? given->size : sizeof host->role);
    return true;
}

bool wawh_load(struct wawh_host *host) {
    host->library = find(host);
    if (!host->library) return false;
    void *library = open_library(host, host->library);
    if (!library) return false;
    WaRoleEntryPointFunction entry = find_symbol(host, library);
    return entry && take_role(host, entry(WA_ROLE_VERSION));
}
