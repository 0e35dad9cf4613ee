/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/environment.h"

#include <stdlib.h>

#include "base/banned.h"

const char *px_environment_first(const char *const *names)
{
    for (; *names; names++) {
        const char *value = getenv(*names);

        if (value && value[0])
            return value;
    }
    return NULL;
}
