/* SPDX-License-Identifier: EUPL-1.2 */
/* Bytes and characters of text, at the speed of memory. */
#ifndef PX_CORPUS_TEXT_MEASURE_H
#define PX_CORPUS_TEXT_MEASURE_H

#include <stdint.h>

#include "base/str.h"

/* Code points of UTF-8 text: bytes that do not continue one. */
uint64_t px_text_characters(px_str text);

/* Whether the text is well-formed UTF-8; unlike px_utf8_valid, NUL may stand in it. */
bool px_text_valid(px_str text);

/* Bytes of the character at the head of the text, which is not empty. Where it is not well-formed,
 * *ret_bad is true and the bytes are those that one U+FFFD stands for (Unicode 15, 3.9). */
size_t px_text_step(px_str text, bool *ret_bad);

/* What stands between the quotes of a string of JSON, once it is unescaped. */
typedef struct px_json_written {
    px_str raw;          /* between the quotes, as it is written */
    uint32_t less;       /* bytes of UTF-8 that the text has less than raw */
    uint32_t less_chars; /* code points that the text has less than raw */
    bool bad;            /* an escape of half a surrogate pair: counted as U+FFFD */
} px_json_written;

typedef enum px_json_end { PX_JSON_WHOLE, PX_JSON_CUT, PX_JSON_BAD } px_json_end;

/* Reads a string of JSON: *p stands behind its opening quote and is moved behind the closing one.
 * CUT where the bytes up to end hold no closing quote. */
px_json_end px_json_text_read(const char **p, const char *end, px_json_written *ret_text);

/* Writes the unescaped text; room for raw.len bytes is enough. Returns its length. */
size_t px_json_text_unescape(const px_json_written *text, char *ret_bytes);

#endif
