/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms with files in multipart/form-data (RFC 7578, RFC 2046 5.1), which are read whole. Our own
 * parser, with bounds: as many fields as other forms have, PX_UPLOAD_MAX_FILES files, 1 MiB of text
 * in the fields. It takes what browsers send (the HTML standard, "multipart/form-data encoding
 * algorithm") and refuses the rest: text before the first boundary, nested parts, content in
 * transfer encodings, "filename*".
 */
#ifndef PX_WEB_MULTIPART_H
#define PX_WEB_MULTIPART_H

#include "web/request.h"

/* True for the media type multipart/form-data. */
bool px_multipart_is_type(px_str content_type);

/* Reads the body. Fields are checked as those of other forms are; uploads are slices of the body,
 * those that are empty (no file was chosen) left out. MALFORMED with the reason; TOO_LARGE for too
 * many fields or files. The outputs stay untouched on failure. */
int px_multipart_parse(px_arena *arena, px_str content_type, px_str body, px_fields *ret_fields,
                       px_uploads *ret_uploads, px_error *err) PX_MUST_CHECK;

#endif
