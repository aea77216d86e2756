#define _GNU_SOURCE
#include "ErrorText.h"

#include <string.h>

const char *wak_error_text(int number) {
    const char *text = strerrordesc_np(number);
    return text ? text : "Unknown error";
}
