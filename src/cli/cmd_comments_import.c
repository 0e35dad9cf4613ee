/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>

#include "cli/command.h"
#include "cli/output.h"
#include "drafting/comment/exchange/comment_import.h"
#include "drafting/people/organisation.h"
#include "store/house.h"

#include "base/banned.h"

enum { HEAD = 1024 * 1024 };

typedef struct comments_importing {
    px_invocation *run;
    px_comment_import import;
    px_json json;
    px_builder rows; /* of --json */

} comments_importing;

/* ---- The report, as it comes */

static void say_row(comments_importing *c, const px_comment_report *report)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);
    PX_AUTO_ARENA px_arena *arena = px_arena_new(); /* of the row */
    const char *line = px_arena_format(arena, "%lld", (long long)report->line);

    if (report->taken == PX_TAKEN_ERROR) {
        px_error_format(&text, c->run->language, &report->error);
        px_say(c->run, N_("row {line}: {reason}"), "line", line, "reason", px_builder_cstr(&text),
               NULL);
    } else if (report->unanswered) {
        px_error_format(&text, c->run->language, &report->error);
        px_say(c->run, N_("row {line}: the observation was not taken as an answer: {reason}"),
               "line", line, "reason", px_builder_cstr(&text), NULL);
    } else if (report->unplaced) {
        px_say(c->run,
               N_("row {line}: '{clause}' is not in the text; the comment is on the whole "
                  "draft and keeps its place in words"),
               "line", line, "clause", px_arena_cstr(arena, report->called), NULL);
    } else if (c->import.preview) {
        px_say(c->run, N_("row {line}: {state}: {place}: {text}"), "line", line, "state",
               px_tr(c->run->language, px_comment_taken_title(report->taken)), "place",
               px_arena_cstr(arena, report->place), "text", px_arena_cstr(arena, report->text),
               NULL);
    }
}

/* Which provisions the place can be. */
static void json_candidates(px_json *json, const px_comment_report *report)
{
    if (!report->n_candidates)
        return;
    px_json_key(json, "candidates");
    px_json_array(json);
    for (size_t i = 0; i < report->n_candidates; i++) {
        px_json_object(json);
        px_json_pair_str(json, "id", report->candidates[i].id);
        px_json_pair_str(json, "title", report->candidates[i].title);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void json_row(comments_importing *c, const px_comment_report *report)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);
    px_json *json = &c->json;

    px_json_object(json);
    px_json_pair_int(json, "row", report->line);
    px_json_pair_cstr(json, "state", px_comment_taken_name(report->taken));
    px_json_pair_str(json, "place", report->place);
    px_json_pair_bool(json, "unplaced", report->unplaced);
    if (report->id.len && !c->import.preview)
        px_json_pair_str(json, "id", report->id);
    if (report->taken == PX_TAKEN_ERROR) {
        px_error_format(&text, px_language_english(), &report->error);
        px_json_pair_str(json, "error", px_builder_view(&text));
        json_candidates(json, report);
    }
    px_json_object_end(json);
}

static int report_row(const px_comment_report *report, void *arg, px_error *err)
{
    comments_importing *c = arg;

    (void)err;
    if (c->run->json)
        json_row(c, report);
    else
        say_row(c, report);
    return 0;
}

static const char *number_of(const px_invocation *run, int64_t number)
{
    return px_arena_format(run->arena, "%lld", (long long)number);
}

static int report_end(comments_importing *c, px_error *err)
{
    const px_comment_import *import = &c->import;
    px_invocation *run = c->run;

    if (run->json) {
        px_json_array_end(&c->json);
        for (int i = 0; i < PX_TAKEN_COUNT; i++)
            px_json_pair_int(&c->json, px_comment_taken_name((px_comment_taken)i),
                             import->ret_counts[i]);
        px_json_pair_int(&c->json, "unplaced", import->ret_unplaced);
        px_json_pair_int(&c->json, "answered", import->ret_answered);
        px_json_pair_int(&c->json, "judged", import->ret_judged);
        px_json_pair_bool(&c->json, "preview", import->preview);
        return px_print_json_end(&c->json, err);
    }
    px_say(
        run,
        import->preview
            ? N_("preview, nothing was changed; new: {new}, there already: {known}, with errors: "
                 "{errors}")
            : N_("comments taken: {new}, there already: {known}, with errors: {errors}"),
        "new", number_of(run, import->ret_counts[PX_TAKEN_NEW]), "known",
        number_of(run, import->ret_counts[PX_TAKEN_KNOWN]), "errors",
        number_of(run, import->ret_counts[PX_TAKEN_ERROR]), NULL);
    if (import->ret_judged)
        px_say(run, N_("opinions of authors on answers: {count}"), "count",
               number_of(run, import->ret_judged), NULL);
    if (import->ret_answered)
        px_say(run, N_("answers: {count}"), "count", number_of(run, import->ret_answered), NULL);
    return 0;
}

/* ---- Whose, and from what */

static int import_whose(px_invocation *run, px_house *house, px_comment_import *import,
                        px_error *err)
{
    const char *as = px_invocation_option(run, "as"),
               *organisation = px_invocation_option(run, "organisation"),
               *byline = px_invocation_option(run, "byline");
    px_organisation found;
    px_person person;
    px_db *db = NULL;
    int rc = 0;

    if (import->accounts && (as || organisation || byline))
        return px_fail(err, PX_ERR_USAGE,
                       N_("with --accounts each row says whose it is: leave out --as, "
                          "--organisation and --byline"),
                       NULL);
    if ((as != NULL) + (organisation != NULL) + (byline != NULL) > 1)
        return px_fail(err, PX_ERR_USAGE, N_("use one of --as, --organisation and --byline"), NULL);
    import->byline = px_str_of(byline ? byline : "");
    rc = px_house_reader(house, &db, err);
    if (rc >= 0 && as) {
        rc = px_person_find_any(db, run->arena, px_str_of(as), &person, err);
        import->person = rc < 0 ? 0 : person.row;
    }
    if (rc >= 0 && organisation) {
        rc = px_organisation_find(db, run->arena, px_str_of(organisation), &found, err);
        if (rc == -PX_ERR_NOT_FOUND)
            rc = px_organisation_find_name(db, run->arena, px_str_of(organisation), &found, err);
        import->organisation = rc < 0 ? 0 : found.row;
    }
    px_db_close(db);
    return rc;
}

/* By what the file begins with. */
static int format_of_file(const char *path, px_comment_format *ret_format, px_error *err)
{
    PX_AUTO_FREE char *head = px_alloc(HEAD);
    FILE *file = fopen(path, "re");
    size_t len;

    if (!file)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", path, NULL);
    len = fread(head, 1, HEAD, file);
    (void)fclose(file);
    *ret_format = px_comment_format_of(px_str_n(head, len));
    return 0;
}

/* By --format, else by the file itself. */
static int import_format(px_invocation *run, const char *path, px_comment_format *ret_format,
                         px_error *err)
{
    const char *format = px_invocation_option(run, "format");

    if (!format)
        return format_of_file(path, ret_format, err);
    if (px_comment_format_find(px_str_of(format), ret_format))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("the format '{format}' is not known; use iso, osd, csv or json"), "format",
                   format, NULL);
}

static int comments_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    comments_importing c = { .run = run, .rows = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    px_comment_import *import = &c.import;
    px_comment_file file = { .path = run->operands[2] };
    px_comment_format format;
    int rc = import_format(run, file.path, &format, err);

    import->code = px_str_of(run->operands[0]);
    import->version = px_str_of(run->operands[1]);
    import->preview = px_invocation_option(run, "preview") != NULL;
    import->unplaced = px_invocation_option(run, "unplaced") != NULL;
    import->publish = px_invocation_option(run, "publish-answers") != NULL;
    import->answers = import->publish || px_invocation_option(run, "answers") != NULL;
    import->accounts = px_invocation_option(run, "accounts") != NULL;
    import->author = "operator";
    import->report = report_row;
    import->report_arg = &c;
    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = import_whose(run, house, import, err);
    if (rc < 0)
        return rc;
    if (run->json) {
        px_print_json(&c.json, &c.rows);
        px_json_key(&c.json, "rows");
        px_json_array(&c.json);
    }
    rc = px_comment_import_file(house, import, &file, format, err);
    if (rc >= 0)
        rc = report_end(&c, err);
    px_builder_free(&c.rows);
    if (rc >= 0 && import->ret_counts[PX_TAKEN_ERROR])
        return px_fail(err, PX_ERR_INVALID,
                       import->preview
                           ? N_("{count} rows have errors and would be left out")
                           : N_("{count} rows have errors and were left out; mend them and import "
                                "the file again, nothing comes in twice"),
                       "count", number_of(run, import->ret_counts[PX_TAKEN_ERROR]), NULL);
    return rc;
}

static const px_option comments_import_options[] = {
    { "as", N_("PERSON"), N_("they become drafts of this person: address of mail or public id") },
    { "organisation", N_("NAME"), N_("they are submitted for this organisation: name or id") },
    { "byline", N_("NAME"), N_("they are submitted under this name") },
    { "format", N_("NAME"), N_("iso, osd, csv or json (default: by what is in the file)") },
    { "accounts", NULL,
      N_("rows that name an account (its address) are its own: drafts, ready or submitted by it") },
    { "unplaced", NULL,
      N_("rows whose place is not in the text go on the whole draft, and keep it in words") },
    { "answers", NULL, N_("observations become drafts of answers") },
    { "publish-answers", NULL, N_("observations become answers that are published at once") },
    { "preview", NULL, N_("show what would become of each row, and change nothing") },
    { 0 },
};

static const px_example comments_import_examples[] = {
    { "comments import gpai draft-3 comments.docx --as ann@example.org --preview",
      N_("shows what would become of the rows of a form") },
    { "comments import gpai draft-3 comments.docx --organisation 'Example Institute'",
      N_("submits a form for an organisation") },
    { "comments import gpai draft-3 comments.json", N_("takes over what another house has") },
    { NULL, NULL },
};

const px_command px_cmd_comments_import = {
    .name = "comments import",
    .operands = N_("CODE VERSION FILE"),
    .summary = N_("take comments in from a file"),
    .description = N_(
        "Reads the ISO commenting form as people fill it in (DOCX), tables with a header (XLSX, "
        "CSV) and JSON as 'praxis comments export' writes it. Each row is reported; rows with "
        "errors are left out, and the others taken. Nothing comes in twice, however often a file "
        "is read.\n\nWith --as the comments become drafts of a person, who submits them. "
        "Otherwise they are submitted at once: for an organisation, under a name, or under what "
        "each row says; those of a form need a round that takes comments.\n\nWith --accounts, for "
        "what people wrote in another system, a row can name the account here that it belongs to; "
        "docs/exchanging-comments.md tells how."),
    .options = comments_import_options,
    .examples = comments_import_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = comments_import_run,
};
