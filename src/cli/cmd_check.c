/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "store/house_check.h"

#include "base/banned.h"

typedef struct check_print {
    px_invocation *run;
    px_json *json; /* NULL: sentences */
} check_print;

static void check_json(check_print *print, const char *check, uint64_t figure,
                       const px_error *finding)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

    px_json_object(print->json);
    px_json_pair_cstr(print->json, "check", check);
    px_json_pair_bool(print->json, "ok", finding == NULL);
    px_json_pair_int(print->json, "figure", (long long)figure);
    if (finding) {
        px_error_format(&text, print->run->language, finding);
        px_json_pair_str(print->json, "finding", px_builder_view(&text));
    }
    px_json_object_end(print->json);
}

static void check_line(void *arg, const char *check, uint64_t figure, const px_error *finding)
{
    check_print *print = arg;
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(16 * 1024);

    if (print->json) {
        check_json(print, check, figure, finding);
        return;
    }
    if (!finding) {
        px_say(print->run, N_("ok: {check} ({figure})"), "check",
               px_tr(print->run->language, check), "figure",
               px_arena_format(print->run->arena, "%ju", (uintmax_t)figure), NULL);
        return;
    }
    px_error_format(&line, print->run->language, finding);
    px_builder_char(&line, '\n');
    px_print(px_builder_view(&line)); /* findings are what was asked for: also with --quiet */
}

static int check_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_error ignored = PX_ERROR_INIT;
    px_json json = { 0 };
    check_print print = { .run = run, .json = run->json ? &json : NULL };
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc < 0)
        return rc;
    if (run->json) {
        px_print_json(&json, &out);
        px_json_key(&json, "checks");
        px_json_array(&json);
    }
    rc = px_house_check(house, check_line, &print, err);
    if (run->json) {
        px_json_array_end(&json);
        px_json_pair_bool(&json, "ok", rc >= 0);
        if (px_print_json_end(&json, rc >= 0 ? err : &ignored) < 0 && rc >= 0)
            return -(int)err->code;
    }
    if (rc >= 0)
        px_say(run, N_("the house '{path}' is whole"), "path", run->house, NULL);
    return rc;
}

static const px_option check_options[] = { { 0 } };

static const px_example check_examples[] = {
    { "--house /srv/code check", N_("looks for damage, for instance after a crash") },
    { NULL, NULL },
};

const px_command px_cmd_check = {
    .name = "check",
    .summary = N_("look whether the house is whole"),
    .description = N_("Checks the database, its references, every file against its hash, the log "
                      "against its rows and its signatures, and the rights of the key files. "
                      "Nothing is changed. Each finding is one line; the exit status is 0 when "
                      "there is none."),
    .options = check_options,
    .examples = check_examples,
    .run = check_run,
};
