/* SPDX-License-Identifier: EUPL-1.2 */
/* Media types, as they are written in headers, and the modality that each belongs to. */
#ifndef PX_CORPUS_MEDIA_TYPE_H
#define PX_CORPUS_MEDIA_TYPE_H

#include "corpus/record.h"

enum { PX_MEDIA_TYPE_MAX = 127 };

/* The type without parameters in lower case, written to room; "" where there is none, PX_MEDIA_BAD
 * where it is not of the form type/subtype. */
#define PX_MEDIA_BAD "?"
px_str px_media_type(px_str header, char room[PX_MEDIA_TYPE_MAX + 1]);

/* The modality of a type in its normal form; text for "" and "?": most of what has no type is. */
px_modality px_media_modality(px_str type);

#endif
