/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Heads of records and messages: "Name: value" lines up to an empty one, as WARC and HTTP write
 * them, with CRLF or bare LF. Continuation lines (a blank first) belong to the value before.
 */
#ifndef PX_CORPUS_HEAD_H
#define PX_CORPUS_HEAD_H

#include "base/str.h"

enum { PX_HEAD_MAX = 1 << 20 };

/* Length of the head with its empty line, 0 where the bytes hold no empty line. */
size_t px_head_length(px_str bytes);

/* Cuts the next field off *rest, trimmed; lines that are no field are passed over. False at the
 * end. */
bool px_head_field(px_str *rest, px_str *ret_name, px_str *ret_value);

#endif
