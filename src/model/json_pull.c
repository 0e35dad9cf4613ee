/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/json_pull.h"

#include "base/ascii.h"
#include "base/builder.h"

#include "base/banned.h"

static int pull_bad(px_json_pull *pull, const char *reason, px_error *err)
{
    return px_weight_file_bad(pull->file, reason, err);
}

static inline bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Passes over white space; *ret_end where nothing else follows. */
static int pull_space(px_json_pull *pull, bool *ret_end, px_error *err)
{
    px_weight_file *file = pull->file;

    for (;;) {
        size_t n = 0;
        int rc = file->len ? 0 : px_weight_file_see(file, 1, err);

        if (rc < 0)
            return rc;
        *ret_end = file->len == 0;
        while (n < file->len && is_space(file->ptr[n]))
            n++;
        px_weight_file_take(file, n);
        if (file->len || *ret_end)
            return 0;
    }
}

int px_pull_peek(px_json_pull *pull, char *ret_first, px_error *err)
{
    bool end;
    int rc = pull_space(pull, &end, err);

    if (rc < 0)
        return rc;
    if (end)
        return pull_bad(pull, N_("the JSON ends before its time"), err);
    *ret_first = *pull->file->ptr;
    return 0;
}

static int pull_expect(px_json_pull *pull, char c, px_error *err)
{
    char first = '\0';
    int rc = px_pull_peek(pull, &first, err);

    if (rc < 0)
        return rc;
    if (first != c)
        return pull_bad(pull, N_("other JSON was expected here"), err);
    px_weight_file_take(pull->file, 1);
    return 0;
}

int px_pull_enter(px_json_pull *pull, char open, px_error *err)
{
    int rc = pull_expect(pull, open, err);

    if (rc < 0)
        return rc;
    if (pull->depth == PX_PULL_DEPTH)
        return pull_bad(pull, N_("the JSON is nested too deep"), err);
    pull->begun[++pull->depth] = false;
    return 0;
}

int px_pull_more(px_json_pull *pull, char close, bool *ret_more, px_error *err)
{
    char first;
    int rc = px_pull_peek(pull, &first, err);

    if (rc < 0)
        return rc;
    *ret_more = first != close;
    if (!*ret_more) {
        px_weight_file_take(pull->file, 1);
        pull->depth--;
        return 0;
    }
    if (!pull->begun[pull->depth]) {
        pull->begun[pull->depth] = true;
        return 0;
    }
    return pull_expect(pull, ',', err);
}

/* ---- Texts */

/* Brings a text whose quote was passed in sight, as far as the window reaches: *ret_len bytes
 * before the closing quote, *ret_whole where that is in sight. Escapes are looked at only later. */
static int text_span(px_json_pull *pull, size_t *ret_len, bool *ret_whole, bool *ret_escapes,
                     px_error *err)
{
    px_weight_file *file = pull->file;
    size_t n = 0;

    *ret_escapes = *ret_whole = false;
    for (;;) {
        int rc;

        for (; n < file->len; n++) {
            unsigned char c = (unsigned char)file->ptr[n];

            if (c == '"' || c < 0x20)
                break;
            if (c == '\\') {
                *ret_escapes = true;
                if (n + 1 == file->len)
                    break;
                n++;
            }
        }
        *ret_len = n;
        if (n < file->len && file->ptr[n] == '"') {
            *ret_whole = true;
            return 0;
        }
        if (n < file->len && file->ptr[n] != '\\')
            return pull_bad(pull, N_("a text holds a control character"), err);
        if (file->len >= PX_WEIGHT_WINDOW || file->len == file->end - file->at)
            return 0;
        rc = px_weight_file_see(file, PX_MIN(2 * file->len + 256, (size_t)PX_WEIGHT_WINDOW), err);
        if (rc < 0)
            return rc;
    }
}

static bool hex4(const char *p, unsigned *ret)
{
    *ret = 0;
    for (unsigned i = 0; i < 4; i++) {
        int digit = px_hex_value(p[i]);

        if (digit < 0)
            return false;
        *ret = *ret << 4 | (unsigned)digit;
    }
    return true;
}

/* The code point of \uXXXX at p (behind the backslash), with its second half where it has one. */
static bool read_escape_u(const char *p, size_t len, unsigned *ret_point, size_t *ret_used)
{
    unsigned high, low;

    if (len < 5 || !hex4(p + 1, &high))
        return false;
    *ret_used = 5;
    *ret_point = high;
    if (high < 0xd800 || high > 0xdfff)
        return high != 0;
    if (high > 0xdbff || len < 11 || p[5] != '\\' || p[6] != 'u' || !hex4(p + 7, &low) ||
        low < 0xdc00 || low > 0xdfff)
        return false;
    *ret_used = 11;
    *ret_point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

/* Resolves the escapes of raw into out; false where one is none. */
static bool unescape(px_str raw, px_builder *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

    for (size_t i = 0; i < raw.len; i++) {
        const char *known;
        size_t used = 1;
        unsigned point;

        if (raw.ptr[i] != '\\') {
            px_builder_char(out, raw.ptr[i]);
            continue;
        }
        if (++i == raw.len)
            return false;
        known = memchr(from, raw.ptr[i], sizeof(from) - 1);
        if (known)
            px_builder_char(out, to[known - from]);
        else if (raw.ptr[i] == 'u' && read_escape_u(raw.ptr + i, raw.len - i, &point, &used))
            px_builder_utf8(out, point);
        else
            return false;
        i += used - 1;
    }
    return true;
}

static int keep_text(px_json_pull *pull, px_str raw, bool escapes, px_str *ret_text, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_PULL_TEXT);
    px_str text = raw;

    if (raw.len > PX_PULL_TEXT)
        return pull_bad(pull, N_("a name is too long"), err);
    if (escapes && !unescape(raw, &plain))
        return pull_bad(pull, N_("a text holds an escape that is none"), err);
    if (escapes)
        text = px_builder_view(&plain);
    if (!px_utf8_valid(text, NULL))
        return pull_bad(pull, N_("a text is not UTF-8"), err);
    memcpy(pull->text, text.ptr, text.len);
    *ret_text = px_str_n(pull->text, text.len);
    return 0;
}

int px_pull_text(px_json_pull *pull, px_str *ret_text, px_error *err)
{
    bool whole, escapes;
    size_t len;
    int rc = pull_expect(pull, '"', err);

    if (rc >= 0)
        rc = text_span(pull, &len, &whole, &escapes, err);
    if (rc < 0)
        return rc;
    if (!whole)
        return pull_bad(pull,
                        len > PX_PULL_TEXT ? N_("a name is too long")
                                           : N_("the JSON ends before its time"),
                        err);
    rc = keep_text(pull, px_str_n(pull->file->ptr, len), escapes, ret_text, err);
    if (rc >= 0)
        px_weight_file_take(pull->file, len + 1);
    return rc;
}

int px_pull_key(px_json_pull *pull, px_str *ret_key, px_error *err)
{
    int rc = px_pull_text(pull, ret_key, err);

    return rc < 0 ? rc : pull_expect(pull, ':', err);
}

static int skip_text(px_json_pull *pull, px_error *err)
{
    bool whole = false, escapes;
    int rc = pull_expect(pull, '"', err);

    while (rc >= 0 && !whole) {
        size_t len;

        rc = text_span(pull, &len, &whole, &escapes, err);
        if (rc < 0)
            return rc;
        if (!whole && len == 0)
            return pull_bad(pull, N_("the JSON ends before its time"), err);
        px_weight_file_take(pull->file, len + whole);
    }
    return rc;
}

int px_pull_skip_key(px_json_pull *pull, px_error *err)
{
    int rc = skip_text(pull, err);

    return rc < 0 ? rc : pull_expect(pull, ':', err);
}

/* ---- Numbers and words */

/* The characters of a number or word in sight; none is longer than the text may be. */
static int token_span(px_json_pull *pull, px_str *ret_token, px_error *err)
{
    px_weight_file *file = pull->file;
    size_t n = 0;
    int rc = px_weight_file_see(file, 64, err);

    if (rc < 0)
        return rc;
    while (n < file->len && n < 64 &&
           (px_is_alnum(file->ptr[n]) || memchr("+-.", file->ptr[n], 3) != NULL))
        n++;
    *ret_token = px_str_n(file->ptr, n);
    return n < 64 ? 0 : pull_bad(pull, N_("a number is too long"), err);
}

int px_pull_number(px_json_pull *pull, uint64_t *ret_number, px_error *err)
{
    uint64_t number = 0;
    px_str token;
    char first;
    int rc = px_pull_peek(pull, &first, err);

    if (rc >= 0)
        rc = token_span(pull, &token, err);
    if (rc < 0)
        return rc;
    if (token.len == 0 || (token.ptr[0] == '0' && token.len > 1))
        return pull_bad(pull, N_("a whole number was expected here"), err);
    for (size_t i = 0; i < token.len; i++)
        if (!px_is_digit(token.ptr[i]) || __builtin_mul_overflow(number, 10U, &number) ||
            __builtin_add_overflow(number, (uint64_t)(token.ptr[i] - '0'), &number))
            return pull_bad(pull, N_("a whole number was expected here"), err);
    px_weight_file_take(pull->file, token.len);
    *ret_number = number;
    return 0;
}

/* Passes over digits; false where there are none. */
static bool pass_digits(px_str token, size_t *at)
{
    size_t start = *at;

    while (*at < token.len && px_is_digit(token.ptr[*at]))
        (*at)++;
    return *at > start;
}

/* Passes over one of these characters, if one is there. */
static bool pass_one(px_str token, size_t *at, const char *of)
{
    bool is = *at < token.len && strchr(of, token.ptr[*at]) != NULL;

    *at += is;
    return is;
}

/* -1.5e+3 and the like (RFC 8259, 6). */
static bool is_number(px_str token)
{
    size_t at = 0, start;

    (void)pass_one(token, &at, "-");
    start = at;
    if (!pass_digits(token, &at) || (token.ptr[start] == '0' && at > start + 1))
        return false;
    if (pass_one(token, &at, ".") && !pass_digits(token, &at))
        return false;
    if (pass_one(token, &at, "eE")) {
        (void)pass_one(token, &at, "+-");
        if (!pass_digits(token, &at))
            return false;
    }
    return at == token.len;
}

static int skip_word(px_json_pull *pull, px_error *err)
{
    px_str token;
    int rc = token_span(pull, &token, err);

    if (rc < 0)
        return rc;
    if (!px_str_is(token, "true") && !px_str_is(token, "false") && !px_str_is(token, "null") &&
        !is_number(token))
        return pull_bad(pull, N_("other JSON was expected here"), err);
    px_weight_file_take(pull->file, token.len);
    return 0;
}

/* ---- Values of any kind */

int px_pull_skip(px_json_pull *pull, px_error *err)
{
    unsigned outside = pull->depth;
    char open[PX_PULL_DEPTH + 1];
    int rc = 0;

    do {
        bool more = true;
        char first;

        if (pull->depth > outside) {
            bool object = open[pull->depth] == '{';

            rc = px_pull_more(pull, object ? '}' : ']', &more, err);
            if (rc >= 0 && more && object)
                rc = px_pull_skip_key(pull, err);
        }
        if (rc >= 0 && more)
            rc = px_pull_peek(pull, &first, err);
        if (rc < 0 || !more)
            continue;
        if (first == '{' || first == '[') {
            rc = px_pull_enter(pull, first, err);
            open[pull->depth] = first;
        } else {
            rc = first == '"' ? skip_text(pull, err) : skip_word(pull, err);
        }
    } while (rc >= 0 && pull->depth > outside);
    return rc;
}

int px_pull_end(px_json_pull *pull, px_error *err)
{
    bool end;
    int rc = pull_space(pull, &end, err);

    if (rc >= 0 && !end)
        rc = pull_bad(pull, N_("something stands behind the JSON"), err);
    return rc;
}
