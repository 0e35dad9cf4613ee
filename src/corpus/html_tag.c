/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/html_tag.h"

#include <stdint.h>

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

enum { NAME_MAX_LEN = 10, SLOTS = 256 };

/* HTML Standard, section 15.3 (what is a block) and 13.2.5 (what holds no tags). */
static const struct {
    const char *names;
    px_html_effect effect;
} effects[] = {
    { "address article aside blockquote body br center dd details dialog dir div dl dt fieldset "
      "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr legend li "
      "listing main menu nav ol optgroup option p pre search section select summary table caption "
      "tbody tfoot thead tr ul",
      PX_HTML_BLOCK },
    { "td th", PX_HTML_CELL },
    { "script style noscript iframe noembed noframes", PX_HTML_DROP },
    { "template", PX_HTML_NEST },
    { "title textarea", PX_HTML_ESCAPED },
    { "xmp", PX_HTML_RAW },
    { "html", PX_HTML_ROOT },
};

/* A name as two numbers: its first eight bytes and the rest. */
typedef struct tag_name {
    uint64_t first;
    uint32_t rest, len; /* len 0: free */
} tag_name;

typedef struct tag_slot {
    tag_name name;
    px_html_effect effect;
} tag_slot;

static tag_slot slots[SLOTS];
static char lower[256]; /* 0 for what ends a name */

/* The name at the head of the bytes, as far as NAME_MAX_LEN: put together in registers, for a store
 * of single bytes that is read as a word costs more than all the rest. */
static tag_name name_of(px_str bytes)
{
    size_t most = PX_MIN(bytes.len, (size_t)NAME_MAX_LEN);
    tag_name name = { 0 };
    unsigned char c;

    while (name.len < most && (c = (unsigned char)lower[(unsigned char)bytes.ptr[name.len]])) {
        if (name.len < 8)
            name.first |= (uint64_t)c << (8 * name.len);
        else
            name.rest |= (uint32_t)c << (8 * (name.len - 8));
        name.len++;
    }
    return name;
}

static size_t slot_of(const tag_name *name)
{
    return (size_t)((name->first + name->len) * 0x9e3779b97f4a7c15U >> 56);
}

static bool same_name(const tag_name *a, const tag_name *b)
{
    return a->first == b->first && a->rest == b->rest && a->len == b->len;
}

static void fill_slot(px_str word, px_html_effect effect)
{
    tag_name name = name_of(word);
    size_t at = slot_of(&name);

    while (slots[at].name.len)
        at = (at + 1) % SLOTS;
    slots[at] = (tag_slot){ name, effect };
}

/* Before main: read by all threads afterwards. */
__attribute__((constructor)) static void fill_tables(void)
{
    for (int c = 0; c < 256; c++)
        lower[c] = (char)(px_is_space(c) || c == '/' || c == '>' ? 0 : px_lower((char)c));
    lower[0] = 1; /* no letter, and no end */
    for (size_t i = 0; i < PX_COUNT(effects); i++) {
        px_str rest = px_str_of(effects[i].names), name;

        while (px_str_split(&rest, ' ', &name))
            fill_slot(name, effects[i].effect);
    }
}

static bool ends_name(char c)
{
    return lower[(unsigned char)c] == 0;
}

px_html_effect px_html_tag(px_str bytes, size_t *ret_len)
{
    tag_name name = name_of(bytes);
    size_t len = name.len;

    if (len == NAME_MAX_LEN)
        while (len < bytes.len && !ends_name(bytes.ptr[len]))
            len++;
    *ret_len = len;
    if (len > NAME_MAX_LEN)
        return PX_HTML_INLINE;
    for (size_t at = slot_of(&name); slots[at].name.len; at = (at + 1) % SLOTS)
        if (same_name(&slots[at].name, &name))
            return slots[at].effect;
    return PX_HTML_INLINE;
}

/* Whether the name stands here, and ends. */
static bool is_name(px_str text, size_t at, px_str name)
{
    return at + name.len < text.len && px_str_eq_nocase(px_str_n(text.ptr + at, name.len), name) &&
           ends_name(text.ptr[at + name.len]);
}

size_t px_html_find_end(px_str text, px_str name)
{
    size_t at = 0;

    while (at + name.len + 2 < text.len) {
        const char *hit = memchr(text.ptr + at, '<', text.len - at);

        if (!hit)
            break;
        at = (size_t)(hit - text.ptr) + 1;
        if (at < text.len && text.ptr[at] == '/' && is_name(text, at + 1, name))
            return at - 1;
    }
    return text.len;
}

size_t px_html_find_nested_end(px_str text, px_str name)
{
    size_t at = 0, depth = 0;

    while (at + name.len + 2 < text.len) {
        const char *hit = memchr(text.ptr + at, '<', text.len - at);

        if (!hit)
            break;
        at = (size_t)(hit - text.ptr) + 1;
        if (is_name(text, at, name))
            depth++;
        else if (at < text.len && text.ptr[at] == '/' && is_name(text, at + 1, name) &&
                 depth-- == 0)
            return at - 1;
    }
    return text.len;
}
