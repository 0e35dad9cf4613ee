/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "corpus/input.h"
#include "corpus/manifest.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

/* What the paths hold of one source; the last one is that of no source. */
typedef struct share {
    size_t inputs;
    uint64_t bytes;
} share;

static int find_shares(px_invocation *run, const px_manifest *manifest, share *shares,
                       px_error *err)
{
    px_input *inputs;
    size_t count;
    int rc;

    if (run->n_operands == 1)
        return 0;
    rc = px_inputs_find(run->arena, run->operands + 1, run->n_operands - 1, &inputs, &count, err);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        const px_source *source = px_manifest_source_of(manifest, inputs[i].name);
        share *of = &shares[source ? (size_t)(source - manifest->sources) : manifest->count];

        if (inputs[i].again)
            continue;
        of->inputs++;
        of->bytes += inputs[i].size;
    }
    return rc;
}

static px_str kind_title(const px_invocation *run, px_str key)
{
    px_source_kind kind;

    if (px_source_kind_find(key, px_str_of(px_language_tag(run->language)), &kind))
        return kind.title;
    return px_str_of(px_tr(run->language, N_("unknown")));
}

static void print_row(const px_invocation *run, px_table *table, px_str name, px_str kind,
                      px_str snapshot, const share *of)
{
    px_table_cell(table, name);
    px_table_cell(table, kind_title(run, kind));
    px_table_cell(table, snapshot);
    if (run->n_operands > 1) {
        px_table_cell_int(table, (long long)of->inputs);
        px_table_cell_int(table, (long long)of->bytes);
    }
}

static int print_text(const px_invocation *run, const px_manifest *m, const share *shares,
                      px_error *err)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("source")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("kind")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("version or snapshot")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("inputs")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("bytes")), PX_ALIGN_RIGHT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, run->n_operands > 1 ? PX_COUNT(columns) : 3);
    size_t width = px_terminal_width();

    for (size_t i = 0; i < m->count; i++)
        print_row(run, table, m->sources[i].name, m->sources[i].kind, m->sources[i].snapshot,
                  &shares[i]);
    if (shares[m->count].inputs)
        print_row(run, table, px_str_of(px_tr(run->language, N_("(of no source)"))), PX_STR(""),
                  PX_STR(""), &shares[m->count]);
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static void json_source(px_json *json, const px_source *source, const share *of, bool with_inputs)
{
    px_json_object(json);
    if (source) {
        px_json_pair_str(json, "name", source->name);
        px_json_pair_str(json, "kind", source->kind);
        px_json_pair_str(json, "snapshot", source->snapshot);
        px_json_pair_str(json, "link", source->link);
        px_json_pair_str(json, "licence", source->licence);
    }
    if (with_inputs) {
        px_json_pair_int(json, "inputs", (long long)of->inputs);
        px_json_pair_int(json, "bytes", (long long)of->bytes);
    }
    px_json_object_end(json);
}

static int print_json(const px_invocation *run, const px_manifest *m, const share *shares,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool with_inputs = run->n_operands > 1;
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "sources");
    px_json_array(&json);
    for (size_t i = 0; i < m->count; i++)
        json_source(&json, &m->sources[i], &shares[i], with_inputs);
    px_json_array_end(&json);
    if (with_inputs) {
        px_json_key(&json, "of_no_source");
        json_source(&json, NULL, &shares[m->count], true);
    }
    return px_print_json_end(&json, err);
}

static int corpus_manifest_run(px_invocation *run, px_error *err)
{
    px_manifest *manifest = NULL;
    share *shares;
    int rc;

    if (px_invocation_option(run, "schema"))
        return px_print_schema("corpus-manifest.json", err);
    if (run->n_operands == 0)
        return px_fail(err, PX_ERR_USAGE, N_("name the manifest that is to be checked"), NULL);
    rc = px_manifest_read(run->operands[0], &manifest, err);
    if (rc < 0)
        return rc;
    shares = px_arena_array(run->arena, manifest->count + 1, sizeof(*shares));
    rc = find_shares(run, manifest, shares, err);
    if (rc >= 0)
        rc = (run->json ? print_json : print_text)(run, manifest, shares, err);
    px_manifest_free(manifest);
    return rc;
}

static const px_option corpus_manifest_options[] = {
    { "schema", NULL, N_("print the JSON Schema of manifests"), 0, false },
    { 0 },
};

static const px_example corpus_manifest_examples[] = {
    { "corpus manifest manifest.json crawl/ sets/",
      N_("which source each of these inputs belongs to") },
    { "corpus manifest --schema", N_("the JSON Schema, for an editor") },
    { NULL, NULL },
};

const px_command px_cmd_corpus_manifest = {
    .name = "corpus manifest",
    .operands = N_("[FILE [PATH...]]"),
    .summary = N_("check a manifest of a training corpus"),
    .description = N_(
        "Reads a manifest, which says what kind of source the public summary of training content "
        "would call each input of a scan, and shows its sources. Where paths are named, too, it "
        "counts the inputs that belong to each source and those that belong to none, without "
        "reading them.\n\n"
        "A description beside the data (Croissant, or a dataset card) fills what a source leaves "
        "open."),
    .options = corpus_manifest_options,
    .examples = corpus_manifest_examples,
    .min_operands = 0,
    .max_operands = PX_MAX_OPERANDS,
    .run = corpus_manifest_run,
};
