/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/html/html_source.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "code/normal.h"

#include "base/banned.h"

/* Where a file names its encoding. */
#define HEAD_MAX 4096
#define NAME_MAX_LEN 40

/* ---- Encoding */

static bool is_name_char(char c)
{
    return px_is_alnum(c) || strchr("-_.:", c);
}

/* The name behind "charset=" or, in an XML declaration, "encoding="; empty where there is none. */
static px_str named_behind(px_str head, px_str word)
{
    for (size_t i = 0; i + word.len < head.len; i++) {
        px_str rest = px_str_sub(head, i + word.len, head.len);
        size_t len = 0;

        if (!px_str_eq_nocase(px_str_sub(head, i, i + word.len), word))
            continue;
        rest = px_str_trim(rest);
        if (!rest.len || rest.ptr[0] != '=')
            continue;
        rest = px_str_trim(px_str_sub(rest, 1, rest.len));
        if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
            rest = px_str_sub(rest, 1, rest.len);
        while (len < rest.len && len < NAME_MAX_LEN && rest.ptr[len] && is_name_char(rest.ptr[len]))
            len++;
        return px_str_sub(rest, 0, len);
    }
    return PX_STR_NONE;
}

static px_str named_encoding(px_str bytes)
{
    px_str head = px_str_sub(bytes, 0, HEAD_MAX), name = PX_STR_NONE;

    if (px_str_starts(head, PX_STR("<?xml")))
        name =
            named_behind(px_str_sub(head, 0, px_str_find(head, PX_STR("?>"))), PX_STR("encoding"));
    return name.len ? name : named_behind(head, PX_STR("charset"));
}

static bool is_one_of(px_str name, const char *const *names)
{
    for (; *names; names++)
        if (px_str_eq_nocase(name, px_str_of(*names)))
            return true;
    return false;
}

static bool is_ascii(px_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] < 0)
            return false;
    return true;
}

/* windows-1252, which browsers also read where ISO-8859-1 is named (WHATWG Encoding). Bytes that
 * stand for nothing stay control characters, which no text may hold. */
static void decode_latin(px_builder *out, px_str bytes)
{
    static const unsigned short high[32] = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    };
    size_t copied = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];

        if (c < 0x80)
            continue;
        px_builder_str(out, px_str_sub(bytes, copied, i));
        px_builder_utf8(out, c < 0xA0 ? high[c - 0x80] : c);
        copied = i + 1;
    }
    px_builder_str(out, px_str_sub(bytes, copied, bytes.len));
}

static int fail_encoding(px_str name, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the file is encoded as '{encoding}' (line {line}, column {column}); save it "
                      "as UTF-8"),
                   "encoding", px_str_excerpt(name, excerpt), "line", "1", "column", "1", NULL);
}

/* The file in UTF-8. A file that names a Latin encoding and holds well-formed UTF-8 is UTF-8: its
 * name is a relic. */
static int to_utf8(px_builder *out, px_str bytes, px_error *err)
{
    static const char *const latin[] = { "windows-1252", "cp1252",     "x-cp1252", "iso-8859-1",
                                         "iso8859-1",    "iso_8859-1", "latin1",   "latin-1",
                                         "l1",           "us-ascii",   "ascii",    NULL };
    static const char *const utf8[] = { "utf-8", "utf8", NULL };
    px_str name;

    if (px_str_starts(bytes, PX_STR("\xFE\xFF")) || px_str_starts(bytes, PX_STR("\xFF\xFE")))
        return fail_encoding(PX_STR("UTF-16"), err);
    if (px_str_starts(bytes, PX_STR("\xEF\xBB\xBF")))
        return px_text_normal(out, bytes, err);
    name = named_encoding(bytes);
    if (is_one_of(name, latin) && !px_utf8_valid(bytes, NULL)) {
        PX_AUTO_BUILDER px_builder decoded = PX_BUILDER_INIT(PX_TEXT_MAX);

        decode_latin(&decoded, bytes);
        if (decoded.overflow)
            return px_builder_check(&decoded, err);
        return px_text_normal(out, px_builder_view(&decoded), err);
    }
    if (name.len && !is_one_of(name, latin) && !is_one_of(name, utf8) && !is_ascii(bytes))
        return fail_encoding(name, err);
    return px_text_normal(out, bytes, err);
}

/* ---- Tags */

/* How many elements of a name are open. */
typedef struct open_count {
    size_t open;
} open_count;
PX_MAP_DEFINE(open_map, open_count)

typedef struct scan {
    px_str text;
    size_t at, copied;
    px_builder *out;
    bool xml; /* "<a/>" is an element without content */
    px_arena *arena;
    open_map names;
    size_t open, tags;
    px_str raw; /* name of the element whose content is no markup */
} scan;

static int fail_bound(const scan *s, int code, const char *message, const char *max, px_error *err)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(24);
    size_t n = 1;

    for (size_t i = 0; i < s->at && i < s->text.len; i++)
        n += s->text.ptr[i] == '\n';
    px_builder_int(&line, (long long)n);
    return px_fail(err, code, message, "line", px_builder_cstr(&line), "max", max, NULL);
}

/* Elements that have no end tag, or whose end tag is often left out because others imply it. */
static bool is_not_counted(px_str name)
{
    static const char *const names[] = {
        "area",  "base",  "body",  "br",       "col",    "colgroup", "dd", "dt",
        "embed", "frame", "h1",    "h2",       "h3",     "h4",       "h5", "h6",
        "head",  "hr",    "html",  "img",      "input",  "keygen",   "li", "link",
        "meta",  "p",     "param", "optgroup", "option", "rb",       "rp", "rt",
        "rtc",   "tbody", "td",    "tfoot",    "th",     "thead",    "tr", "basefont",
        "track", "wbr",   "image", "source",   "spacer", NULL
    };

    return is_one_of(name, names);
}

static bool is_void(px_str name)
{
    static const char *const names[] = { "area",  "base",   "basefont", "bgsound", "br",
                                         "col",   "embed",  "frame",    "hr",      "image",
                                         "img",   "input",  "keygen",   "link",    "meta",
                                         "param", "source", "track",    "wbr",     NULL };

    return is_one_of(name, names);
}

static bool is_raw(px_str name)
{
    static const char *const names[] = { "iframe", "noembed",  "noframes", "plaintext", "script",
                                         "style",  "textarea", "title",    "xmp",       NULL };

    return is_one_of(name, names);
}

static int count_start(scan *s, px_str name, px_error *err)
{
    open_count *count = open_map_get(&s->names, name);

    if (!count) {
        count = px_arena_alloc(s->arena, sizeof(*count));
        (void)open_map_put(&s->names, name, count);
    }
    count->open++;
    if (++s->open > PX_HTML_MAX_OPEN)
        return fail_bound(s, PX_ERR_TOO_LARGE,
                          N_("more than {max} elements stand inside each other in line {line}"),
                          "512", err);
    return 0;
}

static void count_end(scan *s, px_str name)
{
    open_count *count = open_map_get(&s->names, name);

    if (count && count->open) {
        count->open--;
        s->open--;
    }
}

/* Moves behind a tag's ">"; counts its attributes by the gaps before them. */
static int pass_attributes(scan *s, bool *ret_empty, px_error *err)
{
    size_t attributes = 0;
    char quote = '\0', before = ' ';

    for (; s->at < s->text.len; s->at++) {
        char c = s->text.ptr[s->at];

        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '>') {
            break;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        } else if (strchr(" \t\n/", before) && !strchr(" \t\n/", c) &&
                   ++attributes > PX_HTML_MAX_ATTRIBUTES) {
            return fail_bound(s, PX_ERR_TOO_LARGE,
                              N_("a tag in line {line} has more than {max} attributes"), "512",
                              err);
        }
        if (quote || !strchr(" \t\n", c) || before != '=')
            before = c;
    }
    *ret_empty = before == '/';
    return 0;
}

/* Writes "<a/>" of XML as "<a></a>". */
static void write_empty(scan *s, px_str name)
{
    px_builder_str(s->out, px_str_sub(s->text, s->copied, s->at - 1));
    px_builder_add(s->out, "></");
    px_builder_str(s->out, name);
    px_builder_char(s->out, '>');
    s->copied = s->at + 1;
}

static int scan_tag(scan *s, px_error *err)
{
    bool end = s->text.ptr[s->at + 1] == '/', empty = false;
    size_t from = s->at + (end ? 2 : 1), to = from;
    px_str name;
    int rc;

    while (to < s->text.len && !strchr(" \t\n/>", s->text.ptr[to]))
        to++;
    name = px_arena_lower(s->arena, px_str_sub(s->text, from, PX_MIN(to, from + 64)));
    s->at = to;
    if (++s->tags > PX_HTML_MAX_TAGS)
        return fail_bound(
            s, PX_ERR_TOO_MANY,
            N_("the file has more than {max} tags by line {line}; import it in parts"), "1000000",
            err);
    rc = pass_attributes(s, &empty, err);
    if (rc < 0)
        return rc;
    if (end) {
        count_end(s, name);
    } else if (s->xml && empty && !is_void(name) && s->at < s->text.len) {
        write_empty(s, name);
    } else {
        s->raw = is_raw(name) ? name : PX_STR_NONE;
        rc = is_not_counted(name) ? 0 : count_start(s, name, err);
    }
    return rc;
}

/* Moves to the end tag of an element whose content is no markup; to the end where there is none. */
static void pass_raw(scan *s)
{
    for (; s->at < s->text.len; s->at++) {
        px_str rest = px_str_sub(s->text, s->at, s->at + 2 + s->raw.len);

        if (rest.len > 2 && rest.ptr[0] == '<' && rest.ptr[1] == '/' &&
            px_str_eq_nocase(px_str_sub(rest, 2, rest.len), s->raw))
            break;
    }
    s->raw = PX_STR_NONE;
}

static int scan_text(scan *s, px_error *err)
{
    int rc = 0;

    while (rc >= 0 && s->at < s->text.len) {
        px_str rest;
        char next;

        if (s->raw.len)
            pass_raw(s);
        rest = px_str_sub(s->text, s->at, s->text.len);
        next = rest.len > 1 ? rest.ptr[1] : '\0';
        if (px_str_starts(rest, PX_STR("<!--")))
            s->at += PX_MAX(px_str_find(px_str_sub(rest, 4, rest.len), PX_STR("-->")) + 4, 4);
        else if (rest.len > 2 && rest.ptr[0] == '<' &&
                 (px_is_letter(next) || (next == '/' && px_is_letter(rest.ptr[2]))))
            rc = scan_tag(s, err);
        else if (rest.len)
            s->at++;
    }
    px_builder_str(s->out, px_str_sub(s->text, s->copied, s->text.len));
    return rc;
}

int px_html_source(px_builder *out, px_str bytes, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2 * PX_TEXT_MAX);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    scan s = { .out = out, .arena = arena };
    int rc = to_utf8(&text, bytes, err);

    if (rc < 0)
        return rc;
    s.text = px_builder_view(&text);
    s.xml = px_str_starts(px_str_trim(s.text), PX_STR("<?xml"));
    rc = scan_text(&s, err);
    open_map_free(&s.names);
    return rc < 0 ? rc : px_builder_check(out, err);
}
