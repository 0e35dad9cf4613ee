/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file without a container is, by its first bytes: text, mark-up, an office document. */
#ifndef PX_CORPUS_TEXT_KIND_H
#define PX_CORPUS_TEXT_KIND_H

#include "base/str.h"

typedef struct px_text_kind {
    const char *type; /* media type */
    bool is_text;     /* text from the first byte to the last: "text/plain", JSON */
    bool is_coded;    /* in another character set than UTF-8 */
} px_text_kind;

/* NULL: bytes of which nothing is known. */
const px_text_kind *px_text_kind_of(px_str head);

#endif
