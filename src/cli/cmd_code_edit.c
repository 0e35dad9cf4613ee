/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/code_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "code/importers.h"
#include "code/markdown/import_markdown.h"
#include "drafting/comment/change.h"

#include "base/banned.h"

enum { ALSO_MAX = 32 };

/* ---- Showing what is to be edited */

static int edit_show(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_CODE_READING px_code_reading reading = { 0 };
    px_edit_source source = { 0 };
    px_json json;
    int rc = px_code_reading_open(run, &reading, err);

    if (rc >= 0)
        rc = px_edit_read(reading.db, run->arena, px_str_of(run->operands[0]),
                          px_str_of(run->operands[1]), px_option_str(run, "lang"),
                          px_str_of(run->operands[2]), &source, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        px_print(source.markdown);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", source.code.id);
    px_json_pair_str(&json, "version", source.version.label);
    px_json_pair_str(&json, "language", source.language);
    px_json_pair_str(&json, "id", source.place.id);
    px_json_pair_str(&json, "markdown", source.markdown);
    px_json_pair_cstr(&json, "digest", source.digest);
    return px_print_json_end(&json, err);
}

/* ---- Saving */

/* Foreign bytes are parsed in the jail; only its plain outline comes back. */
static int edit_parse(const char *path, px_builder *outline, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const px_importer *importer;
    px_jail *jail = NULL;
    size_t len = 0;
    int rc = px_file_read(path, PX_EDIT_MAX_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = px_jail_start(px_code_parsers, px_code_parser_count, NULL, 0, &jail, err);
    if (rc < 0)
        return rc;
    rc = px_import_parse(jail, "markdown", path, px_str_n(data, len), PX_STR(""), outline,
                         &importer, err);
    px_jail_stop(jail);
    return rc;
}

/* The digest of the text as it is now, in a language. */
static int edit_digest_of(px_invocation *run, px_db *db, const px_edit *edit, px_str language,
                          px_str *ret_digest, px_error *err)
{
    px_edit_source source = { 0 };
    int rc =
        px_edit_read(db, run->arena, edit->code, edit->version, language, edit->id, &source, err);

    *ret_digest = px_arena_str(run->arena, px_str_of(source.digest));
    return rc;
}

/* Without a digest it is the text as it is now that is edited. */
static int edit_digest(px_invocation *run, px_house *house, px_text_edit *text, px_error *err)
{
    px_edit *edit = &text->edit;
    px_db *db = NULL;
    int rc = px_house_reader(house, &db, err);

    edit->digest = px_option_str(run, "digest");
    if (rc >= 0 && !edit->digest.len)
        rc = edit_digest_of(run, db, edit, edit->language, &edit->digest, err);
    for (size_t i = 0; rc >= 0 && i < edit->n_others; i++)
        rc = edit_digest_of(run, db, edit, edit->others[i].language, &edit->others[i].digest, err);
    px_db_close(db);
    return rc;
}

/* The texts of --also: "fr=it.fr.md,de=it.de.md". */
static int edit_also(px_invocation *run, px_text_edit *text, px_error *err)
{
    px_str rest = px_option_str(run, "also"), word;
    px_edit_words *others = px_arena_array(run->arena, ALSO_MAX, sizeof(*others));
    int rc = 0;

    while (rc >= 0 && rest.len && px_str_split(&rest, ',', &word)) {
        PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_edit_words *other = &others[text->edit.n_others];
        px_str path = px_str_trim(word);

        if (text->edit.n_others == ALSO_MAX || !px_str_split(&path, '=', &other->language) ||
            !path.len)
            return px_fail(err, PX_ERR_USAGE,
                           N_("'--also' takes languages with their files, as in "
                              "'fr=it.fr.md,de=it.de.md'"),
                           NULL);
        rc = edit_parse(px_arena_cstr(run->arena, path), &outline, err);
        other->outline = px_arena_str(run->arena, px_builder_view(&outline));
        text->edit.n_others++;
    }
    text->edit.others = others;
    return rc;
}

/* One of --before, --behind and --inside. */
static int edit_place(px_invocation *run, px_edit *edit, px_error *err)
{
    static const char *const names[] = { "before", "behind", "inside" };

    for (size_t i = 0; i < PX_COUNT(names); i++) {
        if (!px_invocation_option(run, names[i]))
            continue;
        if (edit->place != PX_EDIT_STAYS)
            return px_fail(err, PX_ERR_USAGE,
                           N_("a provision goes to one place; give one of '--before', '--behind' "
                              "and '--inside'"),
                           NULL);
        (void)px_edit_place_find(px_str_of(names[i]), &edit->place);
        edit->beside = px_option_str(run, names[i]);
    }
    return 0;
}

/* What is only moved, or edited in other languages alone, keeps the text that it has. */
static int edit_keep(px_invocation *run, px_house *house, const px_edit *edit, px_builder *outline,
                     px_error *err)
{
    px_edit_source source = { 0 };
    px_db *db = NULL;
    int rc = px_house_reader(house, &db, err);

    if (rc >= 0)
        rc = px_edit_read(db, run->arena, edit->code, edit->version, edit->language, edit->id,
                          &source, err);
    px_db_close(db);
    return rc < 0 ? rc : px_import_markdown(source.markdown, PX_STR(""), outline, err);
}

/* The comments of --because, by commas. */
static int edit_comments(px_invocation *run, px_text_edit *edit, px_error *err)
{
    px_str rest = px_option_str(run, "because"), word;
    px_str *ids = px_arena_array(run->arena, PX_EDIT_COMMENTS_MAX, sizeof(*ids));

    while (rest.len && px_str_split(&rest, ',', &word)) {
        if (edit->n_comments == PX_EDIT_COMMENTS_MAX)
            return px_fail(err, PX_ERR_TOO_MANY, N_("an edit can name at most 100 comments"), NULL);
        ids[edit->n_comments++] = px_str_trim(word);
    }
    edit->comments = ids;
    return 0;
}

static int edit_save(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    const char *path = px_invocation_option(run, "file");
    px_text_edit text = {
        .edit = {
            .code = px_str_of(run->operands[0]),
            .version = px_str_of(run->operands[1]),
            .language = px_option_str(run, "lang"),
            .id = px_str_of(run->operands[2]),
            .remove = px_invocation_option(run, "remove") != NULL,
            .author = "operator",
            .arena = run->arena,
            .reader = run->language,
        },
    };
    int rc = path ? edit_parse(path, &outline, err) : 0;

    if (rc >= 0)
        rc = edit_comments(run, &text, err);
    if (rc >= 0)
        rc = edit_also(run, &text, err);
    if (rc >= 0)
        rc = edit_place(run, &text.edit, err);
    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0 && !path && !text.edit.remove)
        rc = edit_keep(run, house, &text.edit, &outline, err);
    if (rc >= 0)
        rc = edit_digest(run, house, &text, err);
    if (rc < 0)
        return rc;
    text.edit.outline = px_builder_view(&outline);
    text.edit.house = house;
    rc = px_house_write(house, px_text_edit_deed, &text, err);
    if (rc < 0)
        return rc;
    if (!text.edit.ret_changed)
        return px_deed_print(run, err, N_("the provision says that already; nothing was changed"),
                             NULL);
    return px_deed_print(run, err, N_("edited {id} in {code} {version}; the act is {act}"), "id",
                         run->operands[2], "code", run->operands[0], "version", run->operands[1],
                         "act", text.edit.ret_act, NULL);
}

static int code_edit_run(px_invocation *run, px_error *err)
{
    static const char *const writing[] = { "also", "before", "behind", "inside", NULL };
    const char *path = px_invocation_option(run, "file");
    bool remove = px_invocation_option(run, "remove") != NULL, writes = path || remove;

    if (path && remove)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'--file' gives a new text and '--remove' takes the provision out; give "
                          "one of them"),
                       NULL);
    for (const char *const *name = writing; !writes && *name; name++)
        writes = px_invocation_option(run, *name) != NULL;
    return writes ? edit_save(run, err) : edit_show(run, err);
}

static const px_option code_edit_options[] = {
    { "file", N_("PATH"), N_("the new text in Markdown; '-' is standard input") },
    { "lang", N_("TAG"), N_("language of the text (default: the first that there is)") },
    { "also", N_("TAG=PATH,..."), N_("the new text in further languages, edited along") },
    { "before", N_("PROVISION"), N_("move it before that one") },
    { "behind", N_("PROVISION"), N_("move it behind that one") },
    { "inside", N_("PROVISION"), N_("move it into that one, as the last in it") },
    { "digest", N_("DIGEST"), N_("of the text that was edited, as --json shows it") },
    { "because", N_("IDS"), N_("the comments that led to it, with commas between") },
    { "remove", NULL, N_("take the provision out, with all that stands in it") },
    { 0 },
};

static const px_example code_edit_examples[] = {
    { "code edit gpai draft-2 k3v7q0m2a9 > it.md", N_("writes the provision out") },
    { "code edit gpai draft-2 k3v7q0m2a9 --file it.md", N_("puts it back, changed") },
    { "code edit gpai draft-2 k3v7q0m2a9 --file it.md --also fr=it.fr.md",
      N_("the same in two languages at once") },
    { "code edit gpai draft-2 k3v7q0m2a9 --inside c0mm1tmen2", N_("moves it into another one") },
    { NULL, NULL },
};

const px_command px_cmd_code_edit = {
    .name = "code edit",
    .operands = N_("CODE LABEL PROVISION"),
    .summary = N_("edit a provision of a working version"),
    .description =
        N_("Shows a provision of a version, with all that stands in it, as Markdown with its "
           "lasting ids; with --file it is put back as it is in that file. What has no id gets a "
           "new one; what is left out is taken out; what stands beside the provision becomes its "
           "neighbour. Where somebody else has changed it since it was read, --digest lets nothing "
           "be overwritten. A version in several languages has one structure for all: that of the "
           "edited text. The others keep the words of what stays, or come along with --also; what "
           "is new has no words in them until they are written, and the version is not published "
           "before. 'praxis code undo' takes the last edit back."),
    .options = code_edit_options,
    .examples = code_edit_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = code_edit_run,
};
