/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/message.h"

#include "base/ascii.h"
#include "base/message_priv.h"

#include "base/banned.h"

const char *px_tr(const px_language *language, const char *message)
{
    const char *translation = px_catalogue_find(&language->catalogue, message);

    return translation ? translation : message;
}

const char *px_tr_plural(const px_language *language, const char *one, const char *many,
                         unsigned long long n)
{
    const char *translation = px_catalogue_find_plural(&language->catalogue, one, many, n);

    if (translation)
        return translation;
    return n == 1 ? one : many;
}

/* Length of "{name}" at the head of text, 0 where there is none. */
static size_t placeholder_length(px_str text)
{
    size_t n = 1;

    while (n < text.len &&
           (px_is_lower(text.ptr[n]) || px_is_digit(text.ptr[n]) || text.ptr[n] == '_'))
        n++;
    return n > 1 && n < text.len && text.ptr[n] == '}' ? n + 1 : 0;
}

static const px_arg *find_arg(px_str name, const px_arg *args, size_t n_args)
{
    for (size_t i = 0; i < n_args; i++)
        if (px_str_is(name, args[i].name))
            return &args[i];
    return NULL;
}

/* Writes what stands at the head of rest, which begins with a brace; returns the bytes taken. */
static size_t fill_brace(px_builder *out, px_str rest, const px_arg *args, size_t n_args)
{
    const px_arg *arg;
    size_t n;

    if (rest.len > 1 && rest.ptr[1] == rest.ptr[0]) { /* {{ or }}: a literal brace */
        px_builder_char(out, rest.ptr[0]);
        return 2;
    }
    n = rest.ptr[0] == '{' ? placeholder_length(rest) : 0;
    arg = n ? find_arg(px_str_sub(rest, 1, n - 1), args, n_args) : NULL;
    if (arg) {
        px_builder_str(out, arg->value);
        return n;
    }
    px_builder_char(out, rest.ptr[0]);
    return 1;
}

void px_message_fill(px_builder *out, const char *text, const px_arg *args, size_t n_args)
{
    px_str rest = px_str_of(text);

    while (rest.len > 0) {
        size_t n = 0;

        while (n < rest.len && rest.ptr[n] != '{' && rest.ptr[n] != '}')
            n++;
        px_builder_str(out, px_str_sub(rest, 0, n));
        rest = px_str_sub(rest, n, rest.len);
        if (rest.len > 0)
            rest = px_str_sub(rest, fill_brace(out, rest, args, n_args), rest.len);
    }
}

size_t px_args_read(px_arg *args, size_t max, va_list list)
{
    size_t n = 0;

    while (n < max) {
        const char *name = va_arg(list, const char *);

        if (!name)
            break;
        args[n++] = (px_arg){ name, px_str_of(va_arg(list, const char *)) };
    }
    return n;
}

void px_message(px_builder *out, const px_language *language, const char *message,
                const px_arg *args, size_t n_args)
{
    px_message_fill(out, px_tr(language, message), args, n_args);
}

/* Arguments whose value is a message of its own. */
static bool is_message(const char *name)
{
    return strcmp(name, "reason") == 0 || strcmp(name, "operands") == 0;
}

void px_error_format(px_builder *out, const px_language *language, const px_error *err)
{
    const char *message = err->message ? err->message : px_error_kind_of(err->code)->title;
    px_arg args[PX_ERROR_MAX_ARGS];

    for (unsigned i = 0; i < err->n_args; i++) {
        const char *value = err->text + err->arg_at[i];

        if (is_message(err->arg_names[i]))
            value = px_tr(language, value);
        args[i] = (px_arg){ err->arg_names[i], px_str_of(value) };
    }
    px_message(out, language, message, args, err->n_args);
}
