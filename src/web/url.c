/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/url.h"

#include "base/ascii.h"

#include "base/banned.h"

/* Undoes escapes only; what the bytes mean is checked afterwards. */
static int url_unescape(px_str s, bool plus_is_space, char *out, size_t *ret_len, px_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '+' && plus_is_space) {
            out[n++] = ' ';
        } else if (s.ptr[i] != '%') {
            out[n++] = s.ptr[i];
        } else {
            int high = i + 2 < s.len ? px_hex_value(s.ptr[i + 1]) : -1;
            int low = i + 2 < s.len ? px_hex_value(s.ptr[i + 2]) : -1;

            if (high < 0 || low < 0)
                return px_fail(err, PX_ERR_MALFORMED,
                               N_("the request has a '%' without two hexadecimal digits behind it"),
                               NULL);
            out[n++] = (char)(high << 4 | low);
            i += 2;
        }
    }
    *ret_len = n;
    return 0;
}

/* CRLF becomes LF, as the HTML standard sends line breaks of a text field as CRLF. */
static size_t url_unify_lines(char *text, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n')
            continue;
        text[n++] = text[i];
    }
    return n;
}

/* C0 and C1 control characters and DEL, in well-formed UTF-8. */
static bool url_has_control(px_str s, bool lines_allowed)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c == '\n' || c == '\t') {
            if (!lines_allowed)
                return true;
        } else if (c < 0x20 || c == 0x7F) {
            return true;
        } else if (c == 0xC2 && (unsigned char)s.ptr[i + 1] < 0xA0) {
            return true; /* U+0080 to U+009F: its second byte is there, the text is well-formed */
        }
    }
    return false;
}

/* Checks text that is the caller's to change and has room for a NUL behind it. */
static int url_finish(char *text, size_t len, px_url_kind kind, px_str *ret_text, px_error *err)
{
    px_str decoded;

    if (kind == PX_URL_VALUE)
        len = url_unify_lines(text, len);
    text[len] = '\0';
    decoded = px_str_n(text, len);
    if (!px_utf8_valid(decoded, NULL))
        return px_fail(err, PX_ERR_MALFORMED, N_("the request has text that is not UTF-8"), NULL);
    if (url_has_control(decoded, kind == PX_URL_VALUE))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the request has a control character where text belongs"), NULL);
    *ret_text = decoded;
    return 0;
}

int px_url_decode(px_arena *arena, px_str s, px_url_kind kind, px_str *ret_text, px_error *err)
{
    char *text = px_arena_alloc(arena, s.len + 1);
    size_t len;
    int rc = url_unescape(s, kind != PX_URL_PATH, text, &len, err);

    if (rc < 0)
        return rc;
    return url_finish(text, len, kind, ret_text, err);
}

int px_url_plain(px_arena *arena, px_str s, px_url_kind kind, px_str *ret_text, px_error *err)
{
    char *text = px_arena_alloc(arena, s.len + 1);

    if (s.len)
        memcpy(text, s.ptr, s.len);
    return url_finish(text, s.len, kind, ret_text, err);
}

static bool is_unreserved(char c)
{
    return px_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void px_url_encode(px_builder *out, px_str s)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (is_unreserved(s.ptr[i])) {
            px_builder_char(out, s.ptr[i]);
        } else {
            const char escape[3] = { '%', digits[c >> 4], digits[c & 15] };

            px_builder_str(out, px_str_n(escape, sizeof(escape)));
        }
    }
}

void px_url_pair(px_builder *query, const char *name, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(query, "%c%s=", query->len ? '&' : '?', name);
    px_url_encode(query, value);
}

static int url_fail_path(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the path of the address is not well formed; it has an empty part, a part "
                      "that is '.' or '..', or an encoded slash"),
                   NULL);
}

static int url_segment(px_arena *arena, px_str part, px_str *ret_segment, px_error *err)
{
    int rc = px_url_decode(arena, part, PX_URL_PATH, ret_segment, err);

    if (rc < 0)
        return rc;
    if (ret_segment->len == 0 || px_str_is(*ret_segment, ".") || px_str_is(*ret_segment, "..") ||
        memchr(ret_segment->ptr, '/', ret_segment->len) ||
        memchr(ret_segment->ptr, '\\', ret_segment->len))
        return url_fail_path(err);
    return 0;
}

int px_url_split(px_arena *arena, px_str path, px_url_path *ret_path, px_error *err)
{
    px_url_path found = { 0 };
    px_str rest, part;

    if (path.len == 0 || path.ptr[0] != '/')
        return url_fail_path(err);
    if (path.len > 1 && path.ptr[path.len - 1] == '/') {
        found.slash = true;
        path.len--;
    }
    rest = px_str_sub(path, 1, path.len);
    while (path.len > 1 && px_str_split(&rest, '/', &part)) {
        int rc;

        if (found.count == PX_URL_MAX_SEGMENTS)
            return px_fail(err, PX_ERR_MALFORMED, N_("the path of the address has too many parts"),
                           NULL);
        rc = url_segment(arena, part, &found.segments[found.count], err);
        if (rc < 0)
            return rc;
        found.count++;
    }
    if (found.slash && found.count == 0) /* "//" */
        return url_fail_path(err);
    *ret_path = found;
    return 0;
}

int px_url_target(px_str target, px_str *ret_path, px_str *ret_query, px_error *err)
{
    static const px_str schemes[] = { PX_STR_INIT("http://"), PX_STR_INIT("https://") };
    size_t question;

    for (size_t i = 0; i < PX_COUNT(schemes); i++) {
        px_str head = px_str_sub(target, 0, schemes[i].len);

        if (px_str_eq_nocase(head, schemes[i])) {
            px_str rest = px_str_sub(target, schemes[i].len, target.len);

            target = px_str_sub(rest, px_str_find_char(rest, '/'), rest.len);
            break;
        }
    }
    question = px_str_find_char(target, '?');
    if (target.len == 0 || target.ptr[0] != '/')
        return url_fail_path(err);
    *ret_path = px_str_sub(target, 0, question);
    *ret_query = question < target.len ? px_str_sub(target, question + 1, target.len) : PX_STR_NONE;
    return 0;
}
