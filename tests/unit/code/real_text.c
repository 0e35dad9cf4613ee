/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/real_text.h"

#include <lzma.h>

#include "base/file.h"
#include "base/json_read.h"
#include "code/importers.h"
#include "unit/testing.h"

#define MOST_BYTES ((size_t)64 << 20)

static bool read_file(px_arena *arena, const char *path, px_str *ret_bytes)
{
    PX_AUTO_FREE char *bytes = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len;
    char *full = px_arena_format(arena, "%s/%s", PX_SHARED_DATA, path);

    if (access(full, R_OK) != 0) {
        print_message("# skipped: no %s\n", full);
        return false;
    }
    assert_ok(px_file_read(full, MOST_BYTES, &bytes, &len, &err), &err);
    *ret_bytes = px_arena_str(arena, px_str_n(bytes, len));
    return true;
}

static void parse(const char *path, px_str bytes, px_builder *out)
{
    px_error err = PX_ERROR_INIT;
    const px_importer *importer;

    assert_ok(px_importer_find("auto", path, bytes, &importer, &err), &err);
    for (size_t i = 0; i < px_code_parser_count; i++)
        if (strcmp(px_code_parsers[i].name, importer->format) == 0)
            assert_ok(px_code_parsers[i].parse(bytes, PX_STR(""), out, &err), &err);
}

bool px_test_real_text(px_arena *arena, const char *path, px_match_side *ret_side)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;
    px_outline outline;
    px_str bytes;

    if (!read_file(arena, path, &bytes))
        return false;
    parse(path, bytes, &out);
    assert_ok(px_outline_read(px_arena_str(arena, px_builder_view(&out)), arena, &outline, &err),
              &err);
    for (size_t i = 0; i < outline.count; i++)
        outline.nodes[i].id = outline.nodes[i].alias = PX_STR_NONE;
    assert_ok(px_match_side_of_outline(arena, &outline, ret_side, &err), &err);
    return true;
}

/* ---- The AI Act */

static px_str unpacked(px_arena *arena, px_str packed)
{
    uint64_t memory = (uint64_t)256 << 20;
    size_t in = 0, out = 0, room = (size_t)4 << 20;
    char *text = px_arena_alloc(arena, room);

    assert_int_equal(lzma_stream_buffer_decode(&memory, 0, NULL, (const uint8_t *)packed.ptr, &in,
                                               packed.len, (uint8_t *)text, &out, room),
                     LZMA_OK);
    return px_str_n(text, out);
}

static px_str string_of(px_arena *arena, const json_t *object, const char *key)
{
    px_error err = PX_ERROR_INIT;
    px_str value;

    assert_ok(px_json_get_str(object, key, &value, &err), &err);
    return px_arena_str(arena, value);
}

static size_t add(px_outline *outline, size_t parent, px_provision_kind kind, px_str number,
                  px_str heading, px_str text)
{
    size_t node = px_outline_add(outline, parent, kind, 1);

    outline->nodes[node].number = number;
    outline->nodes[node].heading = heading;
    outline->nodes[node].text = text;
    return node;
}

/* The text starts with the number and ends with the points, which stand in sub_points as well. */
static void add_paragraph(px_outline *outline, size_t article, const json_t *paragraph)
{
    px_arena *a = outline->arena;
    px_str text = string_of(a, paragraph, "text"), number = string_of(a, paragraph, "number");
    const json_t *points = json_object_get(paragraph, "sub_points");
    size_t node, list = PX_OUTLINE_TOP;

    if (json_array_size(points))
        text = px_str_sub(text, 0, px_str_find(text, PX_STR("\n(")));
    if (number.len && px_str_starts(text, number))
        text = px_str_trim(px_str_sub(text, number.len + 1, text.len));
    node = add(outline, article, PX_PROVISION_PARAGRAPH, number, PX_STR_NONE, text);
    if (json_array_size(points))
        list = add(outline, node, PX_PROVISION_LIST, PX_STR_NONE, PX_STR_NONE, PX_STR_NONE);
    for (size_t k = 0; k < json_array_size(points); k++)
        (void)add(outline, list, PX_PROVISION_POINT,
                  string_of(a, json_array_get(points, k), "label"), PX_STR_NONE,
                  string_of(a, json_array_get(points, k), "text"));
}

bool px_test_ai_act(px_arena *arena, px_match_side *ret_side)
{
    PX_AUTO_JSON json_t *articles = NULL;
    px_outline outline = { .arena = arena };
    px_error err = PX_ERROR_INIT;
    px_str bytes;

    if (!read_file(arena, "ai-act/articles_en.json.xz", &bytes))
        return false;
    assert_ok(px_json_parse(unpacked(arena, bytes), "articles", MOST_BYTES, &articles, &err), &err);
    for (size_t k = 0; k < json_array_size(articles); k++) {
        const json_t *article = json_array_get(articles, k);
        const json_t *paragraphs = json_object_get(article, "paragraphs");
        size_t node =
            add(&outline, PX_OUTLINE_TOP, PX_PROVISION_ARTICLE, string_of(arena, article, "label"),
                string_of(arena, article, "title"), PX_STR_NONE);

        for (size_t n = 0; n < json_array_size(paragraphs); n++)
            add_paragraph(&outline, node, json_array_get(paragraphs, n));
    }
    assert_ok(px_match_side_of_outline(arena, &outline, ret_side, &err), &err);
    return true;
}
