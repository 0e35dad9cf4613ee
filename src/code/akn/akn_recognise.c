/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a file is Akoma Ntoso, by its first bytes. */
#include "code/akn/import_akn.h"

#include "code/xz.h"

#include "base/banned.h"

#define NARROW_MAX 2048

/* Behind the first `end` in *rest; false where there is none. */
static bool skip_to(px_str *rest, px_str end)
{
    size_t at = px_str_find(*rest, end);

    if (at == rest->len)
        return false;
    *rest = px_str_sub(*rest, at + end.len, rest->len);
    return true;
}

/* Past the prolog: declaration, comments, instructions, DOCTYPE. */
static bool skip_prolog(px_str *rest)
{
    static const struct {
        px_str start, end;
    } parts[] = {
        { PX_STR_INIT("<?"), PX_STR_INIT("?>") },
        { PX_STR_INIT("<!--"), PX_STR_INIT("-->") },
        { PX_STR_INIT("<!"), PX_STR_INIT(">") },
    };
    size_t part = 0;

    while (part < PX_COUNT(parts)) {
        *rest = px_str_trim(*rest);
        for (part = 0; part < PX_COUNT(parts); part++)
            if (px_str_starts(*rest, parts[part].start))
                break;
        if (part < PX_COUNT(parts) && !skip_to(rest, parts[part].end))
            return false;
    }
    return true;
}

/* The root is akomaNtoso, with or without a prefix, and names the namespace. */
static bool is_root(px_str rest)
{
    px_str tag = px_str_sub(rest, 1, px_str_find_char(rest, '>')), name;
    size_t end = 0, colon;

    while (end < tag.len && !strchr(" \t\r\n/", tag.ptr[end]))
        end++;
    name = px_str_sub(tag, 0, end);
    colon = px_str_find_char(name, ':');
    if (colon < name.len)
        name = px_str_sub(name, colon + 1, name.len);
    return px_str_starts(rest, PX_STR("<")) && px_str_is(name, "akomaNtoso") &&
           px_str_find(tag, PX_STR("akn/3.0")) < tag.len;
}

/* UTF-16 as ASCII, as far as a prolog goes: every other byte. */
static px_str narrow(px_str head, char bytes[NARROW_MAX])
{
    bool low_first = px_str_starts(head, PX_STR("\xFF\xFE"));
    size_t n = 0;

    for (size_t i = low_first ? 2 : 3; i < head.len && n < NARROW_MAX; i += 2)
        bytes[n++] = head.ptr[i];
    return px_str_n(bytes, n);
}

bool px_import_akn_recognise(px_str head)
{
    char bytes[NARROW_MAX];

    if (px_xz_recognise(head))
        return true;
    if (px_str_starts(head, PX_STR("\xFF\xFE")) || px_str_starts(head, PX_STR("\xFE\xFF")))
        head = narrow(head, bytes);
    else if (px_str_starts(head, PX_STR("\xEF\xBB\xBF")))
        head = px_str_sub(head, 3, head.len);
    return skip_prolog(&head) && is_root(head);
}
