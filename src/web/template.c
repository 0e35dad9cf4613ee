/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/template.h"

#include "base/banned.h"

static bool url_allowed(px_str url)
{
    if (url.len == 0)
        return false;
    if (url.ptr[0] == '/')
        return url.len < 2 || (url.ptr[1] != '/' && url.ptr[1] != '\\');
    return url.ptr[0] == '#' || px_str_starts(url, PX_STR("https:")) ||
           px_str_starts(url, PX_STR("http:")) || px_str_starts(url, PX_STR("mailto:"));
}

void px_template_url(px_builder *out, px_str url)
{
    px_builder_html(out, url_allowed(url) ? url : PX_STR("#"));
}

/* ---- Messages */

static const px_template_arg *arg_find(const px_template_arg *args, size_t n_args, px_str name)
{
    for (size_t i = 0; i < n_args; i++)
        if (px_str_is(name, args[i].name))
            return &args[i];
    return NULL;
}

static void mark_close(px_builder *out, const px_template_arg **open)
{
    if (!*open)
        return;
    if ((*open)->kind == PX_TEMPLATE_LINK)
        px_builder_add(out, "</a>");
    else
        px_builder_format(out, "</%.*s>", PX_STR_ARG((*open)->text));
    *open = NULL;
}

static void mark_open(px_builder *out, const px_template_arg *arg, const px_template_arg **open)
{
    mark_close(out, open);
    if (arg->kind == PX_TEMPLATE_LINK) {
        px_builder_add(out, "<a href=\"");
        px_template_url(out, arg->text);
        px_builder_add(out, "\">");
    } else {
        px_builder_format(out, "<%.*s>", PX_STR_ARG(arg->text));
    }
    *open = arg;
}

static void value_append(px_builder *out, const px_language *language, const px_template_arg *arg)
{
    if (arg->kind == PX_TEMPLATE_INT)
        px_format_int(out, language, arg->number);
    else if (arg->kind == PX_TEMPLATE_HTML)
        px_builder_str(out, arg->text);
    else
        px_builder_html(out, arg->text);
}

/* Appends what "{name}" stands for; false when it stands for nothing. */
static bool placeholder_append(px_builder *out, const px_language *language,
                               const px_template_arg *args, size_t n_args, px_str name,
                               const px_template_arg **open)
{
    bool closes = px_str_starts(name, PX_STR("/"));
    const px_template_arg *arg =
        arg_find(args, n_args, closes ? px_str_sub(name, 1, name.len) : name);
    bool mark = arg && (arg->kind == PX_TEMPLATE_LINK || arg->kind == PX_TEMPLATE_TAG);

    if (!arg || (closes && !mark))
        return false;
    if (!mark)
        value_append(out, language, arg);
    else if (!closes)
        mark_open(out, arg, open);
    else if (*open == arg)
        mark_close(out, open);
    return true;
}

void px_template_message(px_builder *out, const px_language *language, const char *message,
                         const px_template_arg *args, size_t n_args)
{
    px_str rest = px_str_of(message);
    const px_template_arg *open = NULL;

    while (rest.len) {
        size_t from = px_str_find_char(rest, '{');
        size_t to;

        px_builder_html(out, px_str_sub(rest, 0, from));
        rest = px_str_sub(rest, from, rest.len);
        if (rest.len == 0)
            break;
        to = px_str_find_char(rest, '}');
        if (to < rest.len &&
            placeholder_append(out, language, args, n_args, px_str_sub(rest, 1, to), &open)) {
            rest = px_str_sub(rest, to + 1, rest.len);
        } else {
            px_builder_char(out, '{');
            rest = px_str_sub(rest, 1, rest.len);
        }
    }
    mark_close(out, &open);
}
