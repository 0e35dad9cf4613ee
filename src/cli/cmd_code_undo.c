/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/comment/change.h"

#include "base/banned.h"

static const char *message_of(const px_import_undo *undo)
{
    if (undo->code_gone)
        return N_("took the import of {code} {version} ({language}) back; nothing is left of the "
                  "code");
    if (undo->version_gone)
        return N_("took the import of {code} {version} ({language}) back; the version is gone");
    if (undo->language_gone)
        return N_("took the import of {code} {version} ({language}) back; the version has no text "
                  "in that language any more");
    return N_("took the last import or edit of {code} {version} ({language}) back; the text before "
              "it is there again");
}

static int code_undo_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_import_undo undo = {
        .code = px_str_of(run->operands[0]),
        .label = px_str_of(run->operands[1]),
        .author = "operator",
        .arena = run->arena,
    };
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc < 0)
        return rc;
    undo.house = house;
    rc = px_house_write(house, px_text_undo_deed, &undo, err);
    if (rc < 0)
        return rc;
    px_say(run, message_of(&undo), "code", run->operands[0], "version", run->operands[1],
           "language", px_arena_cstr(run->arena, undo.language), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", undo.code);
    px_json_pair_str(&json, "version", undo.label);
    px_json_pair_str(&json, "language", undo.language);
    px_json_pair_bool(&json, "language_gone", undo.language_gone);
    px_json_pair_bool(&json, "version_gone", undo.version_gone);
    px_json_pair_bool(&json, "code_gone", undo.code_gone);
    return px_print_json_end(&json, err);
}

static const px_option code_undo_options[] = { { 0 } };

static const px_example code_undo_examples[] = {
    { "code undo gpai draft-1", N_("takes the last import into draft-1 back") },
    { NULL, NULL },
};

const px_command px_cmd_code_undo = {
    .name = "code undo",
    .operands = N_("ID LABEL"),
    .summary = N_("take the last import or edit back"),
    .description =
        N_("Takes the last import into a working version, or the last edit of it, back: its text, "
           "lasting ids, title and "
           "source in that language are what they were before. Again, it takes back the import "
           "before that one. What 'praxis code relink' changed since the import goes with it. The "
           "first import taken back removes the version. A published version stays as it is."),
    .options = code_undo_options,
    .examples = code_undo_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_undo_run,
};
