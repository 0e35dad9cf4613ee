/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"
#include "cli/output.h"
#include "code/doubt.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

static int show_inline(px_builder *out, px_str markdown, size_t indent, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_markdown_plain(&plain, markdown, err);

    if (rc >= 0)
        px_wrap(out, px_builder_view(&plain), indent, PX_TEXT_WIDTH);
    return rc;
}

static int show_node(px_builder *out, const px_language *language, const px_node *node,
                     px_error *err)
{
    size_t indent = 2 * (size_t)node->depth;
    int rc = 0;

    px_builder_format(out, "%*s[%.*s] ", (int)indent, "", PX_STR_ARG(node->lasting_id));
    px_provision_kind_words(out, language, node->kind, node->extra);
    px_builder_format(out, "%s%.*s\n", node->number.len ? " " : "", PX_STR_ARG(node->number));
    if (node->heading.len)
        rc = show_inline(out, node->heading, indent + 2, err);
    if (rc < 0 || node->text.len == 0)
        return rc;
    if (node->kind != PX_PROVISION_CODE_BLOCK && node->kind != PX_PROVISION_TABLE)
        return show_inline(out, node->text, indent + 2, err);
    px_builder_str(out, node->text);
    px_builder_char(out, '\n');
    return 0;
}

static void show_json(px_json *json, const px_node *node)
{
    px_json_object(json);
    px_json_pair_str(json, "id", node->lasting_id);
    px_json_pair_str(json, "eid", node->eid);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(node->kind));
    px_json_pair_int(json, "depth", node->depth);
    px_json_pair_str(json, "number", node->number);
    px_json_pair_str(json, "heading", node->heading);
    px_json_pair_str(json, "text", node->text);
    px_json_pair_str(json, "extra", node->extra);
    px_json_object_end(json);
}

static int show_text(px_invocation *run, const px_version *version, const px_text *text,
                     size_t doubts, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc = 0;

    if (run->json) {
        px_print_json(&json, &out);
        px_json_pair_str(&json, "title", version->title);
        px_json_pair_str(&json, "language", text->language);
        px_json_pair_int(&json, "doubts", (long long)doubts);
        px_json_key(&json, "provisions");
        px_json_array(&json);
        for (size_t i = 0; i < text->count; i++)
            show_json(&json, &text->nodes[i]);
        px_json_array_end(&json);
        return px_print_json_end(&json, err);
    }
    px_builder_str(&out, version->title);
    px_builder_add(&out, "\n\n");
    for (size_t i = 0; rc >= 0 && i < text->count; i++)
        rc = show_node(&out, run->language, &text->nodes[i], err);
    if (rc < 0)
        return rc;
    px_print(px_builder_view(&out));
    if (doubts)
        px_say(run,
               N_("{count} lasting ids are in doubt; 'praxis code doubts {code} {version}' lists "
                  "them"),
               "count", px_arena_format(run->arena, "%zu", doubts), "code", run->operands[0],
               "version", run->operands[1], NULL);
    return 0;
}

static int code_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading reading = { 0 };
    px_version version;
    px_doubt *doubts;
    size_t count;
    px_text text;
    int rc = px_code_reading_open(run, &reading, err);

    if (rc >= 0)
        rc = px_code_reading_text(run, &reading, run->operands[1], &version, &text, err);
    if (rc >= 0)
        rc =
            px_doubt_list(reading.db, run->arena, &version, reading.language, &doubts, &count, err);
    if (rc >= 0)
        rc = show_text(run, &version, &text, count, err);
    return rc;
}

static const px_option code_show_options[] = {
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { 0 },
};

static const px_example code_show_examples[] = {
    { "code show gpai draft-1 --lang fr", N_("prints the French text with its lasting ids") },
    { NULL, NULL },
};

const px_command px_cmd_code_show = {
    .name = "code show",
    .operands = N_("ID LABEL"),
    .summary = N_("print a version with its lasting ids"),
    .description = N_("Prints every provision of a version with its lasting id, kind and number."),
    .options = code_show_options,
    .examples = code_show_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_show_run,
};
