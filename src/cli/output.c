/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"

#include <stdarg.h>
#include <sys/ioctl.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/table.h"

#include "base/banned.h"

void px_print(px_str text)
{
    (void)fwrite(text.ptr, 1, text.len, stdout); /* main checks ferror at the end */
}

void px_say(const px_invocation *run, const char *message, ...)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_arg args[8];
    size_t n;
    va_list list;

    if (run->quiet || run->json)
        return;
    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    px_message(&out, run->language, message, args, n);
    px_builder_char(&out, '\n');
    px_print(px_builder_view(&out));
}

int px_print_result(const px_invocation *run, px_str result, px_error *err)
{
    const char *path = px_invocation_option(run, "output");
    int rc;

    if (!path) {
        px_print(result);
        return 0;
    }
    rc = px_file_write(path, result, 0644, err);
    if (rc >= 0)
        px_say(run, N_("wrote '{path}'"), "path", path, NULL);
    return rc;
}

int px_print_schema(const char *name, px_error *err)
{
    for (const px_embedded *file = px_embedded_tables; file->name; file++)
        if (strcmp(file->name, name) == 0) {
            px_print(px_embedded_str(file));
            return 0;
        }
    return px_fail(err, PX_ERR_DAMAGED, N_("the schema '{name}' is missing in this program"),
                   "name", name, NULL);
}

void px_print_json(px_json *json, px_builder *out)
{
    px_json_start(json, out, PX_JSON_PRETTY);
    px_json_object(json);
    px_json_pair_int(json, "schema", 1);
}

int px_print_json_end(px_json *json, px_error *err)
{
    int rc;

    px_json_object_end(json);
    rc = px_json_finish(json, err);
    if (rc < 0)
        return rc;
    px_builder_char(json->out, '\n');
    px_print(px_builder_view(json->out));
    return 0;
}

static void error_json(px_builder *out, const px_invocation *run, const px_error *err)
{
    const px_error_kind *kind = px_error_kind_of(err->code);
    PX_AUTO_BUILDER px_builder sentence = PX_BUILDER_INIT(16 * 1024);
    px_error ignored = PX_ERROR_INIT;
    px_json json;

    px_error_format(&sentence, run->language, err);
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_int(&json, "schema", 1);
    px_json_key(&json, "error");
    px_json_object(&json);
    px_json_pair_cstr(&json, "type", kind->stable_name);
    px_json_pair_int(&json, "exit_status", kind->exit_status);
    px_json_pair_str(&json, "message", px_builder_view(&sentence));
    px_json_key(&json, "arguments");
    px_json_object(&json);
    for (unsigned i = 0; i < err->n_args; i++)
        px_json_pair_cstr(&json, err->arg_names[i], px_error_arg(err, err->arg_names[i]));
    px_json_object_end(&json);
    px_json_object_end(&json);
    px_json_object_end(&json);
    if (px_json_finish(&json, &ignored) < 0) { /* an argument that is not UTF-8 */
        px_builder_clear(out);
        px_builder_format(out, "{\"schema\":1,\"error\":{\"type\":\"%s\",\"exit_status\":%d}}",
                          kind->stable_name, kind->exit_status);
    }
    px_builder_char(out, '\n');
}

void px_print_error(const px_invocation *run, const px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    if (run->json) {
        error_json(&out, run, err);
    } else {
        px_builder_add(&out, "praxis: ");
        /* Forms show it there; here it must be named, once. */
        if (px_error_arg(err, "field") && !strstr(err->message, "{field}"))
            px_builder_format(&out, "%s%s", px_error_arg(err, "field"),
                              px_tr(run->language, N_(": ")));
        px_error_format(&out, run->language, err);
        px_builder_char(&out, '\n');
    }
    (void)fflush(stdout); /* what was printed before comes first, also where both go to one place */
    (void)fwrite(px_builder_cstr(&out), 1, out.len, stderr);
}

size_t px_terminal_width(void)
{
    struct winsize size = { 0 };

    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

static void indent_line(px_builder *out, size_t indent)
{
    for (size_t i = 0; i < indent; i++)
        px_builder_char(out, ' ');
}

/* One paragraph: words joined by single spaces, broken before the width. */
static void wrap_paragraph(px_builder *out, px_str text, size_t indent, size_t width)
{
    size_t column = 0;
    px_str word;

    while (px_str_split(&text, ' ', &word)) {
        size_t wide = px_display_width(word);

        if (word.len == 0)
            continue;
        if (column > 0 && indent + column + 1 + wide > width) {
            px_builder_char(out, '\n');
            column = 0;
        }
        if (column == 0)
            indent_line(out, indent);
        else
            px_builder_char(out, ' ');
        px_builder_str(out, word);
        column += wide + (column > 0);
    }
    px_builder_char(out, '\n');
}

void px_wrap(px_builder *out, px_str text, size_t indent, size_t width)
{
    px_str line;
    bool first = true;

    while (px_str_line(&text, &line)) {
        if (line.len == 0)
            continue;
        if (!first)
            px_builder_char(out, '\n');
        wrap_paragraph(out, line, indent, width);
        first = false;
    }
}
