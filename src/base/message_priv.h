/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files that implement base/message.h share. */
#ifndef PX_BASE_MESSAGE_PRIV_H
#define PX_BASE_MESSAGE_PRIV_H

#include "base/catalogue.h"
#include "base/message.h"

struct px_language {
    const char *tag, *name; /* borrowed */
    const char *group;      /* between groups of three digits */
    px_catalogue catalogue; /* empty for English, the language of the messages themselves */
};

#endif
