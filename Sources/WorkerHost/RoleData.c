#include <stdlib.h>
#include <string.h>

#include "Host.h"

bool wawh_append(struct wawh_data *data, const void *bytes, size_t size) {
    if (size > WAHOST_DATA_LIMIT || data->size > WAHOST_DATA_LIMIT - size) return false;
    if (data->size + size > data->capacity) {
        size_t capacity = 2 * (data->size + size);
        unsigned char *larger = realloc(data->bytes, capacity);
        if (!larger) return false;
        data->bytes = larger;
        data->capacity = capacity;
    }
    if (size) memcpy(data->bytes + data->size, bytes, size);
    data->size += size;
    return true;
}

bool wawh_add_record(struct wawh_data *data, int kind, const char *name, size_t name_size, const char *value) {
    size_t value_size = strlen(value);
    if (name_size > UINT16_MAX || value_size > WAHOST_DATA_LIMIT) return false;
    unsigned char header[WAHOST_RECORD_SIZE] = {
        (unsigned char)kind, 0, (unsigned char)name_size, (unsigned char)(name_size >> 8),
        (unsigned char)value_size, (unsigned char)(value_size >> 8),
        (unsigned char)(value_size >> 16), (unsigned char)(value_size >> 24),
    };
    return wawh_append(data, header, sizeof header) && wawh_append(data, name, name_size) &&
           wawh_append(data, value, value_size);
}

bool wawh_next_record(const struct wawh_data *data, size_t *offset, struct wawh_record *record) {
    if (*offset + WAHOST_RECORD_SIZE > data->size) return false;
    const unsigned char *header = data->bytes + *offset;
    record->kind = header[0];
    record->name_size = (size_t)header[2] | (size_t)header[3] << 8;
    record->value_size =
        (size_t)header[4] | (size_t)header[5] << 8 | (size_t)header[6] << 16 | (size_t)header[7] << 24;
    record->name = (const char *)header + WAHOST_RECORD_SIZE;
    record->value = record->name + record->name_size;
    size_t size = WAHOST_RECORD_SIZE + record->name_size + record->value_size;
    if (size > data->size - *offset) return false;
    *offset += size;
    return true;
}

bool wawh_is_whole(const struct wawh_data *data) {
    size_t offset = 0;
    struct wawh_record record;
    while (wawh_next_record(data, &offset, &record)) {
        if (memchr(record.name, 0, record.name_size + record.value_size)) return false;
    }
    return offset == data->size;
}

ptrdiff_t wawh_copy_value(const struct wawh_data *data, int kind, const char *name, char *buffer, size_t capacity) {
    size_t offset = 0, name_size = strlen(name);
    struct wawh_record record;
    while (wawh_next_record(data, &offset, &record)) {
        if (record.kind != kind || record.name_size != name_size || memcmp(record.name, name, name_size)) continue;
        if (buffer && capacity) {
            size_t copied = record.value_size < capacity ? record.value_size : capacity - 1;
            memcpy(buffer, record.value, copied);
            buffer[copied] = 0;
        }
        return (ptrdiff_t)record.value_size;
    }
    if (buffer && capacity) buffer[0] = 0;
    return -1;
}

static bool is_change(int kind) { return kind == WAHOST_CHANGED_SETTING || kind == WAHOST_CHANGED_TOPOLOGY; }

ptrdiff_t wawh_changes(const struct wawh_data *data, WaChange **changes) {
    size_t offset = 0, room = 0;
    struct wawh_record record;
    while (wawh_next_record(data, &offset, &record)) room += is_change(record.kind);
    ptrdiff_t count = 0;
    *changes = calloc(room ? room : 1, sizeof(WaChange));
    if (!*changes) return -1;
    for (offset = 0; wawh_next_record(data, &offset, &record);) {
        if (!is_change(record.kind)) continue;
        WaChange *change = &(*changes)[count];
        change->kind = record.kind == WAHOST_CHANGED_SETTING ? WA_CHANGE_SETTING : WA_CHANGE_TOPOLOGY;
        change->name = strndup(record.name, record.name_size);
        if (!change->name) {
            wawh_free_changes(*changes, count);
            return -1;
        }
        count++;
    }
    return count;
}

void wawh_free_changes(WaChange *changes, ptrdiff_t count) {
    for (ptrdiff_t index = 0; index < count; index++) free((void *)changes[index].name);
    free(changes);
}

void wawh_free_data(struct wawh_data *data) {
    free(data->bytes);
    *data = (struct wawh_data){0};
}
