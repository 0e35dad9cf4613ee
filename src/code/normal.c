/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/normal.h"

#include <utf8proc.h>

#include "base/banned.h"

static int fail_at(px_str bytes, size_t at, const char *message, px_error *err)
{
    size_t line = 1, start = 0;
    char line_text[24], column_text[24];

    for (size_t i = 0; i < at; i++) {
        bool lf = bytes.ptr[i] == '\n';
        bool cr = bytes.ptr[i] == '\r' && (i + 1 == at || bytes.ptr[i + 1] != '\n');

        if (lf || cr) {
            line++;
            start = i + 1;
        }
    }
    (void)snprintf(line_text, sizeof(line_text), "%zu", line);
    (void)snprintf(column_text, sizeof(column_text), "%zu",
                   px_utf8_count(px_str_sub(bytes, start, at)) + 1);
    return px_fail(err, PX_ERR_MALFORMED, message, "line", line_text, "column", column_text, NULL);
}

/* Characters that have no place in a text: control characters of C0 and C1, and U+FFFE and U+FFFF,
 * which XML does not know. U+0085 (next line) is folded like white space later on. s is UTF-8. */
static bool is_control(px_str s, size_t i)
{
    unsigned char c = (unsigned char)s.ptr[i];

    if (c == 0x7F)
        return true;
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r' && c != '\f';
    if (c == 0xEF)
        return (unsigned char)s.ptr[i + 1] == 0xBF && (unsigned char)s.ptr[i + 2] >= 0xBE;
    return c == 0xC2 && (unsigned char)s.ptr[i + 1] < 0xA0 && (unsigned char)s.ptr[i + 1] != 0x85;
}

static int check(px_str bytes, px_error *err)
{
    size_t bad;

    if (!px_utf8_valid(bytes, &bad)) {
        if (bytes.ptr[bad] == '\0')
            return fail_at(bytes, bad,
                           N_("the text holds a NUL byte in line {line}, column {column}; it is "
                              "not a text file"),
                           err);
        return fail_at(bytes, bad,
                       N_("the text is not UTF-8 in line {line}, column {column}; save it as "
                          "UTF-8"),
                       err);
    }
    for (size_t i = 0; i < bytes.len; i++)
        if (is_control(bytes, i))
            return fail_at(bytes, i,
                           N_("the text holds a control character in line {line}, column "
                              "{column}; remove it"),
                           err);
    return 0;
}

/* Bytes of a character above U+02FF that NFC leaves alone, whatever stands beside it; 0 for others.
 * These are the dashes, quotation marks and other punctuation from U+2010 to U+205F, and the euro
 * sign. */
static size_t stable_len(px_str s, size_t i)
{
    unsigned char second, third;

    if ((unsigned char)s.ptr[i] != 0xE2 || i + 2 >= s.len)
        return 0;
    second = (unsigned char)s.ptr[i + 1];
    third = (unsigned char)s.ptr[i + 2];
    if ((second == 0x80 && third >= 0x90) || (second == 0x81 && third < 0xA0) ||
        (second == 0x82 && third == 0xAC))
        return 3;
    return 0;
}

/* No code point below U+0300 changes under NFC, alone or beside others of them. */
bool px_text_is_nfc_surely(px_str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t len = (unsigned char)s.ptr[i] < 0xCC ? 1 : stable_len(s, i);

        if (!len)
            return false;
        i += len;
    }
    return true;
}

int px_text_nfc(px_builder *out, px_str text, px_error *err)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t len;

    if (px_text_is_nfc_surely(text)) {
        px_builder_str(out, text);
        return px_builder_check(out, err);
    }
    len = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &composed,
                       UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len == UTF8PROC_ERROR_NOMEM)
        px_out_of_memory();
    if (len < 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("the text is not UTF-8"), NULL);
    px_builder_str(out, px_str_n((const char *)composed, (size_t)len));
    free(composed);
    return px_builder_check(out, err);
}

bool px_text_has_control(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_control(s, i))
            return true;
    return false;
}

int px_text_normal(px_builder *out, px_str bytes, px_error *err)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_TEXT_MAX);
    size_t from = 0;
    int rc;

    if (bytes.len > PX_TEXT_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the text is larger than {max} MiB; import it in parts"), "max", "16",
                       NULL);
    if (px_str_starts(bytes, PX_STR("\xEF\xBB\xBF")))
        bytes = px_str_sub(bytes, 3, bytes.len);
    rc = check(bytes, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.ptr[i];

        if (c != '\r' && c != '\f')
            continue;
        px_builder_str(&lines, px_str_sub(bytes, from, i));
        if (c == '\f')
            px_builder_char(&lines, ' ');
        else if (i + 1 == bytes.len || bytes.ptr[i + 1] != '\n')
            px_builder_char(&lines, '\n');
        from = i + 1;
    }
    px_builder_str(&lines, px_str_sub(bytes, from, bytes.len));
    return px_text_nfc(out, px_builder_view(&lines), err);
}

/* Bytes of the white space at the head of s, or 0. The set is Unicode's White_Space property. */
static size_t space_len(px_str s)
{
    unsigned char c = (unsigned char)s.ptr[0];
    size_t len;
    unsigned cp;

    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    if (c < 0xC2)
        return 0;
    cp = px_utf8_decode(s, &len);
    if (cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) ||
        cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000)
        return len;
    return 0;
}

/* Length of the run without white space at the head of s. Only few bytes may begin white space, so
 * that most are passed over without a look at the character. */
static size_t word_len(px_str s)
{
    size_t at = 0;

    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        bool may = c <= ' ' || c == 0xC2 || (c >= 0xE1 && c <= 0xE3);

        if (may && space_len(px_str_sub(s, at, s.len)))
            break;
        at++;
    }
    return at;
}

/* Nothing to fold: single spaces between words, no other white space. */
static bool is_folded(px_str s)
{
    bool gap = true; /* at the start, too, none may stand */

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c > ' ' && c != 0xC2 && (c < 0xE1 || c > 0xE3)) {
            gap = false;
            continue;
        }
        if (c == ' ' ? gap : space_len(px_str_sub(s, i, s.len)) > 0)
            return false;
        gap = c == ' ';
    }
    return !gap;
}

void px_text_fold(px_builder *out, px_str text)
{
    bool any = false;

    if (is_folded(text)) {
        px_builder_str(out, text);
        return;
    }
    while (text.len) {
        size_t n = space_len(text);

        if (n) {
            text = px_str_sub(text, n, text.len);
            continue;
        }
        n = word_len(text);
        if (any)
            px_builder_char(out, ' ');
        px_builder_str(out, px_str_sub(text, 0, n));
        text = px_str_sub(text, n, text.len);
        any = true;
    }
}

static bool is_one_line(px_str text)
{
    if (!px_utf8_valid(text, NULL))
        return false;
    for (size_t i = 0, len; i < text.len; i += len) {
        unsigned c = px_utf8_decode(px_str_sub(text, i, text.len), &len);

        /* Controls, and the marks by which a name could turn the text around it. */
        if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
            (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            return false;
    }
    return true;
}

int px_text_line(px_arena *arena, const char *field, px_str text, bool needed, size_t max,
                 px_str *ret_line, px_error *err)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(16 * max + 64);
    int rc;

    text = px_str_trim(text.ptr ? text : PX_STR(""));
    if (needed && text.len == 0)
        return px_fail(err, PX_ERR_INVALID, N_("this must be filled in"), "field", field, NULL);
    if (!is_one_line(text))
        return px_fail(err, PX_ERR_INVALID, N_("this must be one line of text"), "field", field,
                       NULL);
    if (px_utf8_count(text) > max)
        return px_fail(err, PX_ERR_INVALID, N_("this is too long"), "field", field, NULL);
    rc = px_text_nfc(&line, text, err);
    if (rc < 0)
        return rc;
    *ret_line = px_arena_str(arena, px_builder_view(&line));
    return 0;
}
