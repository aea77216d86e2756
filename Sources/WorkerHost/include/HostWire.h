#ifndef WAHOST_HOST_WIRE_H
#define WAHOST_HOST_WIRE_H
/// What passes between the bootstrapper and a resident host (docs/reference/host-channel.md); a test compares these
/// numbers with those of the Swift room HostChannel. All numbers on the wire are little-endian.

/// The variable that names the host's end.
#define WAHOST_CHANNEL_VARIABLE "WAHOST_CHANNEL_FD"
/// The versions of the protocol that this host speaks.
#define WAHOST_CHANNEL_LOWEST 1
#define WAHOST_CHANNEL_HIGHEST 1
/// The largest message, its header included; whatever is longer is garbage.
#define WAHOST_MESSAGE_LIMIT 65536
/// type (2 bytes), zero (2 bytes), number of the question (4 bytes).
#define WAHOST_HEADER_SIZE 8
/// All pieces of role data together.
#define WAHOST_DATA_LIMIT 4194304
/// The first four bytes of a hello's body.
#define WAHOST_HELLO_MAGIC "WaHC"
/// A hello's body: the magic, the lowest and the highest version; then the sender's name.
#define WAHOST_HELLO_SIZE 8

/// The types of messages: orders go to the host, news come from it, a hello goes both ways.
enum wahost_message {
    WAHOST_HELLO = 1,
    WAHOST_ORDER_DATA = 2,
    WAHOST_ORDER_START = 3,
    WAHOST_ORDER_STATUS_CHECK = 4,
    WAHOST_ORDER_CHANGING = 5,
    WAHOST_ORDER_CHANGED = 6,
    WAHOST_ORDER_STOPPING = 7,
    WAHOST_NEWS_STARTING = 33,
    WAHOST_NEWS_READY = 34,
    WAHOST_NEWS_ON_START_FAILED = 35,
    WAHOST_NEWS_STATUS = 36,
    WAHOST_NEWS_CHANGING = 37,
    WAHOST_NEWS_CHANGED = 38,
    WAHOST_NEWS_RUN_RETURNED = 39,
    WAHOST_NEWS_STOPPED = 40,
    WAHOST_NEWS_RECYCLE = 41,
    WAHOST_NEWS_LOG = 42,
    WAHOST_NEWS_FAULT = 43,
};

/// A record of role data: kind (1 byte), zero (1), size of the name (2), size of the value (4), name, value.
#define WAHOST_RECORD_SIZE 8

/// The kinds of records.
enum wahost_record {
    WAHOST_INSTANCE_ID = 1,
    WAHOST_ROLE_NAME = 2,
    WAHOST_DEPLOYMENT_ID = 3,
    WAHOST_SETTING = 4,
    WAHOST_LOCAL_RESOURCE = 5,
    WAHOST_ENDPOINT = 6,
    WAHOST_CHANGED_SETTING = 16,
    WAHOST_CHANGED_TOPOLOGY = 17,
};

/// How the host ends (docs/reference/role-library-abi.md).
enum wahost_exit {
    WAHOST_EXIT_STOPPED = 0,
    WAHOST_EXIT_USAGE = 64,
    WAHOST_EXIT_INTERNAL = 70,
    WAHOST_EXIT_NOT_STARTED = 85,
    WAHOST_EXIT_NO_LIBRARY = 86,
    WAHOST_EXIT_RECYCLE = 87,
    WAHOST_EXIT_CHANNEL_LOST = 88,
};
#endif
