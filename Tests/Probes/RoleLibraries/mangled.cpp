// A role whose function was not declared extern "C".
#include <cstdint>

__attribute__((visibility("default"))) const void *waRoleEntryPoint(std::uint32_t) { return nullptr; }
