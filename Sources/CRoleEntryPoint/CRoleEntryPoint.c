#include "waroleentrypoint.h"
