/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

#define ALIAS_MAX 256

/* Cuts the next word off; quotation marks keep spaces inside. */
static bool next_word(px_str *rest, px_str *ret_word)
{
    char quote = '\0';
    size_t end = 0;

    *rest = px_str_trim(*rest);
    while (end < rest->len && (quote || rest->ptr[end] != ' ')) {
        char c = rest->ptr[end++];

        if (quote && c == quote)
            quote = '\0';
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    *ret_word = px_str_sub(*rest, 0, end);
    *rest = px_str_sub(*rest, end, rest->len);
    return end > 0;
}

/* The value without the quotation marks around it. */
static px_str unquoted(px_str value)
{
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
        value.ptr[value.len - 1] == value.ptr[0])
        return px_str_sub(value, 1, value.len - 1);
    return value;
}

/* name=value or name*=value. */
static void take_pair(px_str word, px_md_attr *attr)
{
    const struct {
        const char *name;
        px_md_value *value;
    } known[] = {
        { "title", &attr->title }, { "number", &attr->number }, { "extra", &attr->extra },
        { "text", &attr->text },   { "in", &attr->in },
    };
    size_t at = px_str_find_char(word, '=');
    px_str name = px_str_sub(word, 0, at), value = unquoted(px_str_sub(word, at + 1, word.len));
    bool coded = px_str_ends(name, PX_STR("*"));

    if (at == word.len)
        return;
    if (px_str_is(name, "numbered"))
        attr->unnumbered = px_str_is(value, "false");
    name.len -= coded ? 1 : 0;
    for (size_t i = 0; i < PX_COUNT(known); i++)
        if (px_str_is(name, known[i].name))
            *known[i].value = (px_md_value){ value, true, coded };
}

static void take_word(px_str word, px_md_attr *attr)
{
    px_str tail = px_str_sub(word, 1, word.len);

    if (word.ptr[0] == '#') {
        /* "#id.class" is an id and a class. */
        size_t dot = px_str_find_char(tail, '.');

        if (dot < tail.len)
            take_word(px_str_sub(tail, dot, tail.len), attr);
        if (dot && dot <= ALIAS_MAX)
            attr->id = px_str_sub(tail, 0, dot);
    } else if (word.ptr[0] == '.') {
        if (tail.len && attr->classes < PX_COUNT(attr->class_names))
            attr->class_names[attr->classes++] = tail;
    } else {
        take_pair(word, attr);
    }
}

static void parse(px_str inner, px_md_attr *ret_attr)
{
    px_md_attr attr = { .any = true };
    px_str word;

    while (next_word(&inner, &word))
        take_word(word, &attr);
    *ret_attr = attr;
}

/* The inside of "{...}" when it is an attribute list: starts with #, . or a single colon. */
static bool inside(px_str braces, px_str *ret_inner)
{
    px_str inner = px_str_sub(braces, 1, braces.len - 1);

    if (inner.len && inner.ptr[0] == ':') {
        if (inner.len > 1 && (inner.ptr[1] == ':' || inner.ptr[1] == '/'))
            return false; /* an extension, "{::comment}" */
        *ret_inner = px_str_sub(inner, 1, inner.len);
        return true;
    }
    *ret_inner = inner;
    return inner.len > 1 && (inner.ptr[0] == '#' || inner.ptr[0] == '.');
}

bool px_md_attr_line(px_str line, px_md_attr *ret_attr)
{
    px_str s = px_str_trim(line), inner;

    if (s.len < 3 || s.ptr[0] != '{' || px_str_find_char(s, '}') != s.len - 1 || !inside(s, &inner))
        return false;
    parse(inner, ret_attr);
    return true;
}

bool px_md_attr_tail(px_str *text, px_md_attr *ret_attr)
{
    px_str s = px_str_trim(*text), inner;
    size_t open = s.len;

    if (s.len < 3 || s.ptr[s.len - 1] != '}')
        return false;
    while (open && s.ptr[open - 1] != '{')
        open--;
    if (!open || (open >= 2 && (s.ptr[open - 2] == '{' || s.ptr[open - 2] == '\\')))
        return false;
    if (!inside(px_str_sub(s, open - 1, s.len), &inner))
        return false;
    parse(inner, ret_attr);
    *text = px_str_trim(px_str_sub(s, 0, open - 1));
    return true;
}
