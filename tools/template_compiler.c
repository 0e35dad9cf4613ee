/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * template_compiler [--header FILE] [--source FILE] [--pot FILE] TEMPLATE...: compiles the pages'
 * templates (docs/templates.md) into C, and gathers their messages. Runs at build time only.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template_compiler.h"

#include "base/banned.h"

enum { MAX_TEMPLATE = 1024 * 1024 };

void tc_place_find(tc_place place, unsigned *ret_line, unsigned *ret_column)
{
    unsigned line = 1, column = 1;

    for (size_t i = 0; i < place.offset && i < place.source->text.len; i++) {
        column++;
        if (place.source->text.ptr[i] == '\n') {
            line++;
            column = 1;
        }
    }
    *ret_line = line;
    *ret_column = column;
}

void tc_fail(tc_place place, const char *format, ...)
{
    unsigned line, column;
    va_list args;

    tc_place_find(place, &line, &column);
    fprintf(stderr, "%s:%u:%u: error: ", place.source->path, line, column);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

tc_view *tc_view_find(const tc_program *program, px_str name)
{
    for (tc_view *view = program->views; view; view = view->next)
        if (px_str_eq(view->name, name))
            return view;
    return NULL;
}

tc_field *tc_field_find(const tc_view *view, px_str name)
{
    for (tc_field *field = view->fields; field; field = field->next)
        if (px_str_eq(field->name, name))
            return field;
    return NULL;
}

static PX_NORETURN void fail_file(const char *path)
{
    perror(path);
    exit(1);
}

static px_str read_file(px_arena *arena, const char *path)
{
    char *text = px_arena_alloc(arena, MAX_TEMPLATE + 1);
    FILE *in = fopen(path, "rb");
    size_t len;

    if (!in)
        fail_file(path);
    len = fread(text, 1, MAX_TEMPLATE + 1, in);
    if (ferror(in))
        fail_file(path);
    (void)fclose(in);
    if (len > MAX_TEMPLATE) {
        errno = EFBIG;
        fail_file(path);
    }
    return px_str_n(text, len);
}

static void write_file(const char *path, const px_builder *b)
{
    FILE *out = fopen(path, "wb");

    if (!out || fwrite(px_builder_cstr(b), 1, b->len, out) != b->len || fclose(out) != 0)
        fail_file(path);
}

static const tc_source *source_new(px_arena *arena, const char *path)
{
    tc_source *source = px_arena_alloc(arena, sizeof(*source));
    const char *slash = strrchr(path, '/');
    px_str name = px_str_of(slash ? slash + 1 : path);

    source->path = path;
    source->stem = px_str_ends(name, PX_STR(".html")) ? px_str_sub(name, 0, name.len - 5) : name;
    source->text = read_file(arena, path);
    return source;
}

static void write_outputs(const tc_program *program, const char *const outputs[3])
{
    const char *header = outputs[0] ? outputs[0] : "templates.h";
    const char *slash = strrchr(header, '/');
    px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (int i = 0; i < 3; i++) {
        if (!outputs[i])
            continue;
        px_builder_clear(&b);
        if (i == 0)
            tc_emit_header(program, &b);
        else if (i == 1)
            tc_emit_source(program, slash ? slash + 1 : header, &b);
        else
            tc_emit_pot(program, &b);
        write_file(outputs[i], &b);
    }
    px_builder_free(&b);
}

int main(int argc, char **argv)
{
    static const char *const options[] = { "--header", "--source", "--pot" };
    static tc_program program; /* static, so that what it holds is never a leak */
    const char *outputs[3] = { NULL, NULL, NULL };
    int at = 1;

    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        size_t i = 0;

        while (i < PX_COUNT(options) && strcmp(argv[at], options[i]) != 0)
            i++;
        if (i == PX_COUNT(options))
            break;
        outputs[i] = argv[at + 1];
    }
    if (at >= argc || argv[at][0] == '-') {
        fprintf(stderr, "usage: template_compiler [--header FILE] [--source FILE] [--pot FILE] "
                        "TEMPLATE...\n");
        return 2;
    }
    program.arena = px_arena_new();
    for (; at < argc; at++)
        tc_parse(&program, source_new(program.arena, argv[at]));
    tc_check(&program);
    write_outputs(&program, outputs);
    px_arena_free(program.arena);
    return 0;
}
