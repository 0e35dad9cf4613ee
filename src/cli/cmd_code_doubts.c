/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"
#include "cli/output.h"
#include "code/doubt.h"

#include "base/banned.h"

static int read_doubts(px_invocation *run, px_doubt **ret_doubts, size_t *ret_count, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    px_version version;
    int rc = px_code_reading_open(run, &r, err);

    if (rc >= 0)
        rc = px_version_find(r.db, run->arena, &r.code, px_str_of(run->operands[1]), r.language,
                             &version, err);
    if (rc < 0)
        return rc;
    return px_doubt_list(r.db, run->arena, &version, r.language, ret_doubts, ret_count, err);
}

static void doubt_json(px_json *json, const px_doubt *d)
{
    px_json_object(json);
    px_json_pair_str(json, "id", d->id);
    px_json_pair_str(json, "eid", d->eid);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(d->kind));
    px_json_pair_str(json, "words", d->words);
    px_json_pair_str(json, "reason", d->reason);
    px_json_key(json, "similarity");
    px_json_real(json, d->similarity / 1000.0);
    px_json_key(json, "was");
    px_json_object(json);
    px_json_pair_str(json, "version", d->was_in);
    px_json_pair_str(json, "eid", d->was_eid);
    px_json_pair_str(json, "words", d->was_words);
    px_json_object_end(json);
    px_json_object_end(json);
}

static int doubts_json(const px_doubt *doubts, size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "doubts");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        doubt_json(&json, &doubts[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static void say_doubt(const px_invocation *run, const px_doubt *d)
{
    px_say(run, "{id} {eid} {words}", "id", px_arena_cstr(run->arena, d->id), "eid",
           px_arena_cstr(run->arena, d->eid), "words", px_arena_cstr(run->arena, d->words), NULL);
    if (d->was_in.ptr)
        px_say(run, N_("  was in version {version}: {eid} {words}"), "version", d->was_in.ptr,
               "eid", px_arena_cstr(run->arena, d->was_eid), "words",
               px_arena_cstr(run->arena, d->was_words), NULL);
    px_say(run, N_("  {share} % of the words are the same"), "share",
           px_arena_format(run->arena, "%d", (d->similarity + 5) / 10), NULL);
}

static int code_doubts_run(px_invocation *run, px_error *err)
{
    px_doubt *doubts;
    size_t count;
    int rc = read_doubts(run, &doubts, &count, err);

    if (rc < 0)
        return rc;
    if (run->json)
        return doubts_json(doubts, count, err);
    for (size_t i = 0; i < count; i++)
        say_doubt(run, &doubts[i]);
    if (count)
        px_say(run,
               N_("settle each with: praxis code relink {code} {version} LASTING-ID --confirm, "
                  "--new or --to OTHER-ID"),
               "code", run->operands[0], "version", run->operands[1], NULL);
    else
        px_say(run, N_("no lasting id of {code} {version} is in doubt"), "code", run->operands[0],
               "version", run->operands[1], NULL);
    return 0;
}

static const px_option code_doubts_options[] = { { 0 } };

static const px_example code_doubts_examples[] = {
    { "code doubts gpai draft-1", N_("lists what an editor should look at") },
    { NULL, NULL },
};

const px_command px_cmd_code_doubts = {
    .name = "code doubts",
    .operands = N_("ID LABEL"),
    .summary = N_("list the lasting ids that are in doubt"),
    .description =
        N_("Lists the provisions of a working version that the import matched with an older one "
           "without certainty, because another one was nearly as good. They have the proposed "
           "lasting id until 'praxis code relink' settles it. A version is not published while "
           "one is open."),
    .options = code_doubts_options,
    .examples = code_doubts_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_doubts_run,
};
