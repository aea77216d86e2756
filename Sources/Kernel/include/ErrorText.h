#ifndef WAHOST_ERROR_TEXT_H
#define WAHOST_ERROR_TEXT_H

/// The system's words for an error number, for example "No such file or directory"; they stay for ever, on any thread.
const char *_Nonnull wak_error_text(int number);
#endif
