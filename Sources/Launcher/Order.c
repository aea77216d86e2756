#define _GNU_SOURCE
#include "Order.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { idle_capacity = 256 << 10 };

/// Notes the descriptors of a message, closes those that are too many; returns the new count.
static int take_descriptors(struct msghdr *message, int *descriptors, int count, int limit) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        size_t received = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < received; index++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(part) + index * sizeof(int), sizeof descriptor);
            if (count < limit) {
                descriptors[count++] = descriptor;
            } else {
                close(descriptor);
            }
        }
    }
    return count;
}

int receive_exactly(int socket, void *bytes, size_t size, int *descriptors, int limit) {
    int count = 0;
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int) * WAK_LAUNCH_DESCRIPTORS)];
    } ancillary;
    for (size_t done = 0; done < size;) {
        struct iovec vector = {(char *)bytes + done, size - done};
        struct msghdr message = {
            .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
        ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return -1;
        count = take_descriptors(&message, descriptors, count, limit);
        done += (size_t)received;
    }
    return count;
}

/// Makes room; what a rare large order needed is given back with the next small one.
static int reserve(struct order *order, size_t size) {
    if (size <= order->capacity && (order->capacity <= idle_capacity || size > idle_capacity)) return 1;
    free(order->buffer);
    order->capacity = size < 4096 ? 4096 : size;
    order->buffer = malloc(order->capacity);
    if (!order->buffer) order->capacity = 0;
    return order->buffer != 0;
}

static int reserve_pointers(struct order *order, size_t count) {
    if (count <= order->pointer_capacity) return 1;
    free(order->pointers);
    order->pointer_capacity = count;
    order->pointers = malloc(count * sizeof *order->pointers);
    if (!order->pointers) order->pointer_capacity = 0;
    return order->pointers != 0;
}

/// What is left of a body to be taken apart.
struct rest {
    char *next;
    char *end;
};

/// Returns the next `count` elements, 0 when the body is too short. They lie as their type wants it: the fields are
/// a multiple of eight bytes, the limits with their wide numbers come next, and then only numbers of four bytes.
static void *take(struct rest *rest, size_t count, size_t size) {
    size_t available = (size_t)(rest->end - rest->next);
    if (count > available / size) return 0;
    void *start = rest->next;
    rest->next += count * size;
    return start;
}

static char *take_string(struct rest *rest) {
    char *start = rest->next;
    char *nul = memchr(start, 0, (size_t)(rest->end - start));
    if (!nul) return 0;
    rest->next = nul + 1;
    return start;
}

static int take_strings(struct rest *rest, char **strings, size_t count) {
    for (size_t index = 0; index < count; index++) {
        if (!(strings[index] = take_string(rest))) return 0;
    }
    strings[count] = 0;
    return 1;
}

/// Takes the body apart.
static int take_apart(struct order *order, size_t size) {
    struct rest rest = {order->buffer, order->buffer + size};
    const struct wak_launch_fields *fields = take(&rest, 1, sizeof *fields);
    if (!fields) return WAK_STAGE_ORDER;
    order->fields = *fields;
    order->limits = take(&rest, fields->limit_count, sizeof *order->limits);
    order->groups = take(&rest, fields->group_count, sizeof *order->groups);
    order->targets = take(&rest, (size_t)order->descriptor_count, sizeof *order->targets);
    if (!order->groups || !order->targets || !order->limits) return WAK_STAGE_ORDER;
    // Each string takes at least a byte, so that more of them than bytes are a lie.
    size_t strings = (size_t)fields->argument_count + fields->environment_count;
    if (fields->argument_count == 0 || strings > size) return WAK_STAGE_ORDER;
    if (!reserve_pointers(order, strings + 3)) return WAK_STAGE_MEMORY;
    // One place before the arguments is free for the shell that runs a script without `#!`.
    order->arguments = order->pointers + 1;
    order->environment = order->arguments + fields->argument_count + 1;
    order->program = take_string(&rest);
    order->directory = order->program ? take_string(&rest) : 0;
    if (!order->directory || !take_strings(&rest, order->arguments, fields->argument_count)
        || !take_strings(&rest, order->environment, fields->environment_count) || rest.next != rest.end) {
        return WAK_STAGE_ORDER;
    }
    return WAK_STAGE_NONE;
}

/// Reads `size` bytes and forgets them, so that the next order is met at its beginning.
static int pass_over(int socket, size_t size) {
    char scrap[4096];
    while (size > 0) {
        size_t part = size < sizeof scrap ? size : sizeof scrap;
        if (receive_exactly(socket, scrap, part, 0, 0) < 0) return -1;
        size -= part;
    }
    return WAK_STAGE_MEMORY;
}

int receive_order(int socket, struct wak_launch_header *header, struct order *order) {
    int count = receive_exactly(socket, header, sizeof *header, order->descriptors, WAK_LAUNCH_DESCRIPTORS);
    if (count < 0 || header->magic != WAK_LAUNCH_MAGIC || header->slot >= WAK_LAUNCH_SLOTS) return -1;
    if (header->body_size > WAK_LAUNCH_BODY_LIMIT) return -1;
    order->descriptor_count = count;
    if (!reserve(order, header->body_size)) return pass_over(socket, header->body_size);
    if (receive_exactly(socket, order->buffer, header->body_size, 0, 0) < 0) return -1;
    // Fewer arrive than were sent when this program's own limit of open descriptors is reached.
    if ((uint32_t)count != header->descriptor_count) return WAK_STAGE_DESCRIPTOR;
    return take_apart(order, header->body_size);
}

void release_descriptors(struct order *order) {
    for (int index = 0; index < order->descriptor_count; index++) close(order->descriptors[index]);
    order->descriptor_count = 0;
}
