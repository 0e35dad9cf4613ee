/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"
#include "cli/dossier_print.h"
#include "cli/output.h"
#include "drafting/dossier.h"
#include "drafting/dossier_json.h"
#include "drafting/process/process.h"

#include "base/banned.h"

static int fail_kind(const char *name, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(800);

    for (int i = 0; i < PX_DOSSIER_KIND_COUNT; i++) {
        px_builder_add(&list, i ? ", " : "");
        px_builder_add(&list, px_dossier_kind_name((px_dossier_kind)i));
    }
    return px_fail(err, PX_ERR_USAGE, N_("'{kind}' is no kind of entry; write one of {list}"),
                   "kind", name, "list", px_builder_cstr(&list), NULL);
}

/* The entries of the kind that is asked for, or all. */
static int choose_kind(const px_invocation *run, const px_dossier *dossier, px_dossier *ret_shown,
                       px_error *err)
{
    const char *name = px_invocation_option(run, "kind");
    px_dossier shown = { .as_of = dossier->as_of };
    px_dossier_kind kind;

    if (!name) {
        *ret_shown = *dossier;
        return 0;
    }
    if (!px_dossier_kind_find(px_str_of(name), &kind))
        return fail_kind(name, err);
    shown.entries = px_arena_array(run->arena, PX_MAX(dossier->count, 1), sizeof(*shown.entries));
    for (size_t i = 0; i < dossier->count; i++)
        if (dossier->entries[i].kind == kind)
            shown.entries[shown.count++] = dossier->entries[i];
    *ret_shown = shown;
    return 0;
}

static int read_dossier(px_invocation *run, const px_code_reading *r, px_dossier *ret_dossier,
                        px_error *err)
{
    const char *provision = px_invocation_option(run, "provision");

    if (provision)
        return px_dossier_load_provision(r->db, run->arena, &r->code, px_str_of(provision),
                                         r->language, ret_dossier, err);
    return px_process_dossier(r->db, run->arena, &r->code, r->language, ret_dossier, err);
}

static int show_json(const px_code_reading *r, const px_dossier *dossier, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_pair_str(&json, "title", r->code.title);
    px_dossier_json(&json, dossier, r->language);
    return px_print_json_end(&json, err);
}

static int show_text(const px_invocation *run, const px_dossier *shown, const px_dossier *all,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc;

    px_dossier_print(&out, run->language, shown, all);
    rc = px_builder_check(&out, err);
    if (rc < 0)
        return rc;
    px_print(px_builder_view(&out));
    if (!shown->count)
        px_say(run, N_("there is nothing of it in the dossier of '{code}'"), "code",
               run->operands[0], NULL);
    return 0;
}

static int dossier_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    px_dossier all, shown = { 0 };
    int rc = px_code_reading_open(run, &r, err);

    if (rc >= 0)
        rc = read_dossier(run, &r, &all, err);
    if (rc >= 0)
        rc = choose_kind(run, &all, &shown, err);
    if (rc < 0)
        return rc;
    return run->json ? show_json(&r, &shown, err) : show_text(run, &shown, &all, err);
}

static const px_option dossier_show_options[] = {
    { "kind", N_("KIND"), N_("only entries of this kind, such as step or duty") },
    { "provision", N_("ID"), N_("only what is about the provision of this lasting id") },
    { "lang", N_("TAG"), N_("language of the texts (default: that of the messages)") },
    { 0 },
};

static const px_example dossier_show_examples[] = {
    { "dossier show gpai --kind step", N_("prints the steps of the drafting by their dates") },
    { "dossier show gpai --provision k3v7q0m2a9 --json",
      N_("prints the duties of a provision as JSON") },
    { NULL, NULL },
};

const px_command px_cmd_dossier_show = {
    .name = "dossier show",
    .operands = N_("ID"),
    .summary = N_("print what is known of a code beside its text"),
    .description =
        N_("Prints the entries of the dossier of a code by their dates: when, what, the figures, "
           "and the sources with how sure they are. Of the duties of provisions it prints who is "
           "bound, the articles of law that they serve, and their terms."),
    .options = dossier_show_options,
    .examples = dossier_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = dossier_show_run,
};
