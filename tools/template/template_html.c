/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The HTML around the tags. A small reader of the HTML that we write ourselves: every element
 * closed, attribute values in double quotes, nothing inline that the content security policy
 * forbids. It knows at each byte whether a value may stand there.
 */
#include "template_compiler.h"

#include "base/banned.h"

static bool in_list(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

static bool is_void(const char *element)
{
    static const char *const names[] = { "area",  "base", "br",   "col",    "embed", "hr",  "img",
                                         "input", "link", "meta", "source", "track", "wbr", NULL };

    return in_list(element, names);
}

static bool is_url_attr(const char *attr)
{
    static const char *const names[] = { "href",     "src",      "action",     "formaction",
                                         "cite",     "poster",   "data",       "ping",
                                         "manifest", "longdesc", "xlink:href", NULL };

    return in_list(attr, names);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *innermost(const tc_html *html)
{
    return html->n_open > 0 ? html->open[html->n_open - 1].name : "";
}

static bool is_open(const tc_html *html, const char *element)
{
    for (size_t i = 0; i < html->n_open; i++)
        if (strcmp(html->open[i].name, element) == 0)
            return true;
    return false;
}

/* Elements whose content is text only. */
static bool is_text_only(const char *element)
{
    static const char *const names[] = { "title", "textarea", "script", "style", NULL };

    return in_list(element, names);
}

static void name_char(char *name, char c, tc_place place)
{
    size_t len = strlen(name);

    if (len + 1 >= TC_MAX_NAME)
        tc_fail(place, "this name is too long for HTML");
    name[len] = c;
    name[len + 1] = '\0';
}

/* ---- Elements */

static void element_open(tc_html *html, tc_place place)
{
    if (strcmp(html->element, "style") == 0)
        tc_fail(place, "a style element is refused by the browser; put it into assets/style");
    if (is_text_only(innermost(html)))
        tc_fail(place, "<%s> holds text only; close it first", innermost(html));
    if (html->n_open >= TC_MAX_ELEMENTS)
        tc_fail(place, "too many elements are open here");
    memcpy(html->open[html->n_open].name, html->element, TC_MAX_NAME);
    html->open[html->n_open].place = place;
    html->n_open++;
}

static void element_close(tc_html *html, tc_place place)
{
    if (is_void(html->element))
        tc_fail(place, "<%s> has no end tag; take it away", html->element);
    if (html->n_open == 0)
        tc_fail(place, "</%s> closes nothing that is open here", html->element);
    if (html->n_open == html->floor)
        tc_fail(place, "</%s> closes an element that was opened outside of this block",
                html->element);
    if (strcmp(innermost(html), html->element) != 0)
        tc_fail(place, "</%s> stands where <%s> is open; close that first", html->element,
                innermost(html));
    html->n_open--;
}

static void tag_end(tc_html *html, tc_place place, bool self)
{
    bool foreign = is_open(html, "svg") || strcmp(html->element, "svg") == 0;

    if (html->closing)
        element_close(html, place);
    else if (self && !foreign && !is_void(html->element))
        tc_fail(place, "<%s/> is not closed by '/' in HTML; write </%s>", html->element,
                html->element);
    else if (!self && !is_void(html->element))
        element_open(html, place);
    html->where = TC_WHERE_TEXT;
}

/* ---- Attributes */

static void attr_end_name(const tc_html *html, tc_place place)
{
    if (html->attr[0] == 'o' && html->attr[1] == 'n')
        tc_fail(place, "the script attribute '%s' is refused by the browser; use assets/praxis.js",
                html->attr);
    if (strcmp(html->attr, "style") == 0)
        tc_fail(place, "a style attribute is refused by the browser; use a class");
}

static bool static_url_ok(const char *value)
{
    px_str s = px_str_of(value);

    return s.len == 0 || value[0] == '#' || (value[0] == '/' && value[1] != '/') ||
           px_str_starts(s, PX_STR("https:")) || px_str_starts(s, PX_STR("http:")) ||
           px_str_starts(s, PX_STR("mailto:"));
}

static void attr_end_value(const tc_html *html, tc_place place)
{
    if (is_url_attr(html->attr) && !html->whole && !static_url_ok(html->value))
        tc_fail(place,
                "the address '%s' must begin with '/', '#', https:, http: or mailto:", html->value);
}

static void value_char(tc_html *html, char c, tc_place place)
{
    if (html->whole)
        tc_fail(place, "a value must be the whole address; make the address in the handler");
    if (is_url_attr(html->attr)) {
        if (html->value_len + 1 >= TC_MAX_STATIC_URL)
            tc_fail(place, "this address is too long");
        html->value[html->value_len] = c;
        html->value[html->value_len + 1] = '\0';
    }
    html->value_len++;
}

/* ---- One character in each state */

static void at_text(tc_html *html, char c, tc_place place)
{
    if (c == '<') {
        html->where = TC_WHERE_OPEN;
        html->closing = false;
        html->element[0] = '\0';
    } else if (c == '>') {
        tc_fail(place, "'>' closes no tag; write &gt;");
    } else if (!is_space(c) && strcmp(innermost(html), "script") == 0) {
        tc_fail(place, "a script in the page is refused by the browser; use assets/praxis.js");
    }
}

static void at_open(tc_html *html, char c, tc_place place)
{
    if (c == '/' && !html->closing) {
        html->closing = true;
    } else if (c == '!' && !html->closing) {
        html->where = TC_WHERE_DECLARATION;
        html->attr[0] = '\0';
    } else if (is_letter(c)) {
        html->where = TC_WHERE_NAME;
        name_char(html->element, c, place);
    } else {
        tc_fail(place, "'<' begins no tag here; write &lt;");
    }
}

static void at_tag(tc_html *html, char c, tc_place place)
{
    if (c == '>') {
        tag_end(html, place, false);
    } else if (c == '/') {
        html->where = TC_WHERE_SELF_END;
    } else if (is_letter(c) && !html->closing) {
        html->where = TC_WHERE_ATTR;
        html->attr[0] = '\0';
        name_char(html->attr, c, place);
    } else if (!is_space(c)) {
        tc_fail(place, "'%c' has no place in a tag", c);
    } else {
        html->where = TC_WHERE_TAG;
    }
}

static void at_name(tc_html *html, char c, tc_place place)
{
    if (is_letter(c) || c == '-' || (c >= '0' && c <= '9'))
        name_char(html->element, c, place);
    else
        at_tag(html, c, place);
}

static void at_attr(tc_html *html, char c, tc_place place)
{
    if (is_letter(c) || c == '-' || c == ':' || (c >= '0' && c <= '9')) {
        name_char(html->attr, c, place);
        return;
    }
    attr_end_name(html, place);
    html->value_len = 0;
    html->value[0] = '\0';
    html->whole = false;
    if (c == '=')
        html->where = TC_WHERE_EQUALS;
    else
        at_tag(html, c, place);
}

static void at_equals(tc_html *html, char c, tc_place place)
{
    if (c != '"')
        tc_fail(place, "the value of '%s' needs double quotes", html->attr);
    html->where = TC_WHERE_VALUE;
}

static void at_value(tc_html *html, char c, tc_place place)
{
    if (c == '"') {
        attr_end_value(html, place);
        html->where = TC_WHERE_BEHIND;
    } else {
        value_char(html, c, place);
    }
}

static void at_behind(tc_html *html, char c, tc_place place)
{
    if (!is_space(c) && c != '>' && c != '/')
        tc_fail(place, "a space is missing between two attributes");
    at_tag(html, c, place);
}

static void at_self_end(tc_html *html, char c, tc_place place)
{
    if (c != '>')
        tc_fail(place, "'/' stands in a tag only before '>'");
    tag_end(html, place, true);
}

/* "<!doctype html>" or "<!-- ... -->": attr keeps the last two characters of a comment. */
static void at_declaration(tc_html *html, char c, tc_place place)
{
    (void)place;
    if (html->where == TC_WHERE_DECLARATION) {
        if (c == '-')
            html->where = TC_WHERE_COMMENT;
        else if (c == '>')
            html->where = TC_WHERE_TEXT;
    } else if (c == '>' && html->attr[0] == '-' && html->attr[1] == '-') {
        html->where = TC_WHERE_TEXT;
    }
    html->attr[0] = html->attr[1];
    html->attr[1] = c;
}

static void html_char(tc_html *html, char c, tc_place place)
{
    static void (*const states[])(tc_html *, char, tc_place) = {
        [TC_WHERE_TEXT] = at_text,           [TC_WHERE_OPEN] = at_open,
        [TC_WHERE_NAME] = at_name,           [TC_WHERE_TAG] = at_tag,
        [TC_WHERE_ATTR] = at_attr,           [TC_WHERE_EQUALS] = at_equals,
        [TC_WHERE_VALUE] = at_value,         [TC_WHERE_BEHIND] = at_behind,
        [TC_WHERE_SELF_END] = at_self_end,   [TC_WHERE_DECLARATION] = at_declaration,
        [TC_WHERE_COMMENT] = at_declaration,
    };

    states[html->where](html, c, place);
}

/* The length of the white space at the head, and whether it may be folded. */
static size_t foldable(const tc_html *html, px_str text, bool *ret_line)
{
    size_t len = 0;

    *ret_line = false;
    if (html->where == TC_WHERE_VALUE || is_open(html, "pre") || is_open(html, "textarea"))
        return 0;
    while (len < text.len && is_space(text.ptr[len]))
        *ret_line |= text.ptr[len++] == '\n';
    return len;
}

void tc_html_static(tc_html *html, tc_place place, px_str text, px_builder *out)
{
    for (size_t i = 0; i < text.len; i++) {
        bool line;
        size_t space = foldable(html, px_str_sub(text, i, text.len), &line);
        tc_place here = { place.source, place.offset + i };

        html_char(html, text.ptr[i], here);
        if (space == 0) {
            px_builder_char(out, text.ptr[i]);
            html->line_start = text.ptr[i] == '\n';
            continue;
        }
        line = line && html->where == TC_WHERE_TEXT;
        if (!html->line_start)
            px_builder_char(out, line ? '\n' : ' ');
        html->line_start |= line;
        i += space - 1;
    }
}

/* ---- Values and blocks */

static void value_in_text(const tc_html *html, tc_place place, tc_type type)
{
    if (strcmp(innermost(html), "script") == 0)
        tc_fail(place, "no value may stand in a script; use a data- attribute");
    if (type == TC_TYPE_HTML && is_text_only(innermost(html)))
        tc_fail(place, "<%s> holds text only; use a text field", innermost(html));
}

static void value_in_attr(tc_html *html, tc_place place, tc_type type)
{
    if (strcmp(html->attr, "srcset") == 0 || strcmp(html->attr, "imagesrcset") == 0)
        tc_fail(place, "no value may stand in '%s'; use src", html->attr);
    if (type == TC_TYPE_HTML)
        tc_fail(place, "html may stand in text only; use a text field in an attribute");
    if (!is_url_attr(html->attr)) {
        html->value_len++;
        return;
    }
    if (type != TC_TYPE_URL)
        tc_fail(place, "'%s' holds an address; only a field of type url may stand in it",
                html->attr);
    if (html->value_len > 0 || html->whole)
        tc_fail(place, "a value must be the whole address; make the address in the handler");
    html->whole = true;
}

void tc_html_value(tc_html *html, tc_place place, tc_type type)
{
    html->line_start = false;
    if (html->where == TC_WHERE_TEXT)
        value_in_text(html, place, type);
    else if (html->where == TC_WHERE_VALUE)
        value_in_attr(html, place, type);
    else if (html->where == TC_WHERE_COMMENT || html->where == TC_WHERE_DECLARATION)
        tc_fail(place, "no value may stand in a comment");
    else if (html->where == TC_WHERE_EQUALS)
        tc_fail(place, "the value of '%s' needs double quotes", html->attr);
    else
        tc_fail(place, "a value may stand in text or in a quoted attribute value only");
}

void tc_html_block(tc_html *html, tc_place place)
{
    bool in_value = html->where == TC_WHERE_VALUE && !is_url_attr(html->attr);

    if (html->where != TC_WHERE_TEXT && html->where != TC_WHERE_TAG &&
        html->where != TC_WHERE_NAME && html->where != TC_WHERE_BEHIND && !in_value)
        tc_fail(place, "a block may stand in text, between attributes or in the value of an "
                       "attribute that is no address");
    if (html->where == TC_WHERE_NAME)
        html->where = TC_WHERE_BEHIND;
    html->floor = html->n_open;
}

/* Between attributes it makes no difference what came before. */
static tc_where where_class(tc_where where)
{
    return where == TC_WHERE_NAME || where == TC_WHERE_BEHIND || where == TC_WHERE_ATTR
               ? TC_WHERE_TAG
               : where;
}

void tc_html_same(const tc_html *before, tc_html *after, tc_place place, const char *what)
{
    if (where_class(before->where) != where_class(after->where))
        tc_fail(place, "%s begins and ends at different places of a tag", what);
    if (before->n_open < after->n_open)
        tc_fail(after->open[after->n_open - 1].place, "%s leaves <%s> open; close it inside", what,
                innermost(after));
    after->line_start = after->line_start && before->line_start;
    if (where_class(after->where) == TC_WHERE_TAG)
        after->where = TC_WHERE_BEHIND;
}

void tc_html_end(const tc_html *html, tc_place place)
{
    if (html->where != TC_WHERE_TEXT)
        tc_fail(place, "the template ends inside a tag");
    if (html->n_open)
        tc_fail(html->open[html->n_open - 1].place, "<%s> is never closed", innermost(html));
}
