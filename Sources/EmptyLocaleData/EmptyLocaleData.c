// The toolchain's Foundation brings ICU, and ICU brings 34 MB of locale data as one archive member that defines one
// symbol. Defined here instead, as a table without entries, the member stays out of a static executable. The symbol
// carries ICU's version; `.ci/build-release` fails when the data is back (docs/decisions/0004-no-locale-data.md).
//
// Only static release builds have this target: in a dynamic one Foundation's own library has its data.
#include <stdint.h>

struct CommonDataHeader {
    uint16_t headerSize;
    uint8_t magic[2];
    uint16_t infoSize;
    uint16_t reserved;
    uint8_t isBigEndian, charsetFamily, sizeOfUChar, reservedByte;
    uint8_t dataFormat[4], formatVersion[4], dataVersion[4];
    uint8_t padding[8];
    uint32_t entryCount;
};

__attribute__((aligned(16))) const struct CommonDataHeader icudt76_dat = {
    .headerSize = 32,
    .magic = {0xda, 0x27},
    .infoSize = 20,
    .sizeOfUChar = 2,
    .dataFormat = {'T', 'o', 'C', 'P'},
    .formatVersion = {1, 0, 0, 0},
    .dataVersion = {76, 0, 0, 0},
};
