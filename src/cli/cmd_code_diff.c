/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/display.h"
#include "base/file.h"
#include "cli/code_reading.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/word_print.h"
#include "code/compare/compare_html.h"
#include "code/compare/compare_json.h"
#include "code/compare/compare_place.h"
#include "code/compare/line_diff.h"
#include "code/markdown/markdown.h"
#include "code/table_row.h"

#include "base/banned.h"

enum { DIFF_WIDTH = 100 }; /* wider lines are hard to read */

typedef struct diff_run {
    px_invocation *run;
    px_code_reading reading;
    px_version versions[3];
    px_text texts[3];
    px_compare_version sides[3];
    px_compare_detail details[2];
    size_t count; /* of versions */
} diff_run;

/* ---- Reading and comparing */

static int check_usage(const px_invocation *run, px_error *err)
{
    bool html = px_invocation_option(run, "html") != NULL;

    if (html && run->json)
        return px_fail(err, PX_ERR_USAGE, N_("--json and --html exclude each other"), NULL);
    if (run->n_operands == 4 && !html && !run->json)
        return px_fail(err, PX_ERR_USAGE,
                       N_("three versions are compared with --html or --json only"), NULL);
    if (!html &&
        (px_invocation_option(run, "side-by-side") || px_invocation_option(run, "only-changes")))
        return px_fail(err, PX_ERR_USAGE,
                       N_("--side-by-side and --only-changes go with --html only"), NULL);
    return 0;
}

static int check_languages(const diff_run *d, px_error *err)
{
    for (size_t i = 1; i < d->count; i++)
        if (!px_str_eq(d->texts[i].language, d->texts[0].language))
            return px_fail(err, PX_ERR_INVALID,
                           N_("'{first}' is in '{language}' and '{second}' in '{other}'; name a "
                              "language that both have with --lang"),
                           "first", d->run->operands[1], "language",
                           px_arena_cstr(d->run->arena, d->texts[0].language), "second",
                           d->run->operands[i + 1], "other",
                           px_arena_cstr(d->run->arena, d->texts[i].language), NULL);
    return 0;
}

static int read_versions(diff_run *d, px_error *err)
{
    bool with_ids = !px_invocation_option(d->run, "ignore-ids");
    int rc = px_code_reading_open(d->run, &d->reading, err);

    d->count = d->run->n_operands - 1;
    for (size_t i = 0; rc >= 0 && i < d->count; i++)
        rc = px_code_reading_compared(d->run, &d->reading, d->run->operands[i + 1], &d->versions[i],
                                      &d->texts[i], err);
    if (rc >= 0)
        rc = check_languages(d, err);
    for (size_t i = 0; rc >= 0 && i < d->count; i++)
        rc = px_compare_version_make(d->run->arena, d->versions[i].label, d->versions[i].title,
                                     &d->texts[i], with_ids, &d->sides[i], err);
    for (size_t i = 0; rc >= 0 && i + 1 < d->count; i++)
        px_compare_detail_make(d->run->arena, &d->sides[i], &d->sides[i + 1], &d->details[i]);
    return rc;
}

/* ---- JSON and HTML */

static int print_json(diff_run *d, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", d->reading.code.id);
    if (d->count == 2) {
        px_compare_json(&json, &d->details[0]);
        return px_print_json_end(&json, err);
    }
    px_json_key(&json, "comparisons");
    px_json_array(&json);
    for (size_t i = 0; i + 1 < d->count; i++) {
        px_json_object(&json);
        px_compare_json(&json, &d->details[i]);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int write_html(diff_run *d, const char *path, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_compare_page page = {
        .language = d->run->language,
        .code_title = d->reading.code.title,
        .detail = &d->details[0],
        .next = d->count == 3 ? &d->details[1] : NULL,
        .side_by_side = px_invocation_option(d->run, "side-by-side") != NULL,
        .only_changes = px_invocation_option(d->run, "only-changes") != NULL,
    };
    int rc = px_compare_html_document(d->run->arena, &page, &out, err);

    if (rc >= 0)
        rc = px_file_write(path, px_builder_view(&out), 0644, err);
    if (rc >= 0)
        px_say(d->run, N_("wrote '{path}'"), "path", path, NULL);
    return rc;
}

/* ---- The terminal */

typedef struct printer {
    const px_language *language;
    const px_compare_detail *d;
    px_builder out;
    px_word_print print;
    bool bold;
    size_t chapter; /* the last one named */
    bool *named;    /* chapters whose counts were printed */
} printer;

static void print_bold(printer *p, px_str text)
{
    px_builder_add(&p->out, p->bold ? "\x1b[1m" : "");
    px_display_text(&p->out, text);
    px_builder_add(&p->out, p->bold ? "\x1b[0m" : "");
}

static void print_place(printer *p, const px_compare_version *version, size_t node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_compare_place(&name, p->language, version, node);
    print_bold(p, px_builder_view(&name));
}

/* Between a name and what is said of it. */
static void print_colon(printer *p)
{
    px_builder_add(&p->out, px_tr(p->language, N_(": ")));
}

static void print_count(printer *p, px_change_kind kind, size_t count)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(64);
    px_arg args[2] = { { "count", { NULL, 0 } },
                       { "kind", px_str_of(px_tr(p->language, px_change_kind_title(kind))) } };

    px_format_int(&digits, p->language, (long long)count);
    args[0].value = px_builder_view(&digits);
    px_message(&p->out, p->language, N_("{count} {kind}"), args, PX_COUNT(args));
}

/* "3 reworded, 1 new, 40 kept" */
static void print_counts(printer *p, const px_compare_chapter *sum)
{
    bool first = true;

    for (int i = 1; i <= PX_CHANGE_KIND_COUNT; i++) {
        px_change_kind kind = (px_change_kind)(i % PX_CHANGE_KIND_COUNT); /* kept comes last */

        if (sum->counts[kind] == 0)
            continue;
        px_builder_add(&p->out, first ? "" : ", ");
        print_count(p, kind, sum->counts[kind]);
        first = false;
    }
    px_builder_char(&p->out, '\n');
}

static void print_sentence(printer *p, const char *message, size_t a, size_t b)
{
    PX_AUTO_BUILDER px_builder first = PX_BUILDER_INIT(64);
    PX_AUTO_BUILDER px_builder second = PX_BUILDER_INIT(64);
    px_arg args[2] = { { "first", { NULL, 0 } }, { "second", { NULL, 0 } } };

    px_format_int(&first, p->language, (long long)a);
    px_format_int(&second, p->language, (long long)b);
    args[0].value = px_builder_view(&first);
    args[1].value = px_builder_view(&second);
    px_message(&p->out, p->language, message, args, 2);
    px_builder_char(&p->out, '\n');
}

static void print_total(printer *p)
{
    const px_compare_chapter *total = &p->d->total;

    print_counts(p, total);
    print_sentence(p, N_("words: {first} deleted, {second} inserted"), total->deleted,
                   total->inserted);
    if (total->duties[PX_DUTY_STRONGER] + total->duties[PX_DUTY_WEAKER])
        print_sentence(p, N_("duties: {first} ask for more, {second} for less"),
                       total->duties[PX_DUTY_STRONGER], total->duties[PX_DUTY_WEAKER]);
}

/* The chapter's name before its changes; the first time with its counts: what was deleted stands
 * behind what stood before it, so that a chapter may come again. */
static void print_chapter(printer *p, size_t index)
{
    const px_compare_chapter *chapter = &p->d->chapters[index];
    bool gone = chapter->new_node == PX_OUTLINE_TOP;
    size_t node = gone ? chapter->old_node : chapter->new_node;

    if (p->chapter == index)
        return;
    p->chapter = index;
    px_builder_add(&p->out, "\n== ");
    if (node == PX_OUTLINE_TOP)
        print_bold(p, px_str_of(px_tr(p->language, N_("outside of chapters"))));
    else
        print_place(p, gone ? p->d->old_version : p->d->new_version, node);
    if (p->named[index]) {
        px_builder_char(&p->out, '\n');
        return;
    }
    p->named[index] = true;
    print_colon(p);
    print_counts(p, chapter);
}

static void print_message(printer *p, const char *message, px_str place)
{
    px_arg args[] = { { "place", place } };
    PX_AUTO_BUILDER px_builder sentence = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_message(&sentence, p->language, message, args, PX_COUNT(args));
    px_display_text(&p->out, px_builder_view(&sentence));
}

/* What became of it: "moved from Article 3", else its kind. */
static void print_kind(printer *p, const px_change *change)
{
    PX_AUTO_BUILDER px_builder place = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_match_side *old_side = &p->d->old_version->side, *new_side = &p->d->new_version->side;

    for (size_t i = 0; i < change->n_others; i++) {
        px_builder_add(&place, i ? ", " : "");
        px_compare_place(&place, p->language,
                         change->kind == PX_CHANGE_SPLIT ? p->d->new_version : p->d->old_version,
                         change->others[i]);
        if (change->kind == PX_CHANGE_MERGED)
            px_builder_format(&place, " (%.*s)", PX_STR_ARG(p->d->old_version->label));
    }
    if (change->kind == PX_CHANGE_SPLIT)
        print_message(p, N_("split: the rest is now {place}"), px_builder_view(&place));
    else if (change->kind == PX_CHANGE_MERGED)
        print_message(p, N_("merged with {place}"), px_builder_view(&place));
    else if (!change->moved)
        px_builder_add(&p->out, px_tr(p->language, px_change_kind_title(change->kind)));
    if (change->moved) {
        px_builder_clear(&place);
        px_compare_place(&place, p->language, p->d->old_version, change->old_node);
        px_builder_add(&p->out, change->n_others ? px_tr(p->language, N_("; ")) : "");
        print_message(p,
                      px_compare_same_place(p->d->old_version, change->old_node, p->d->new_version,
                                            change->new_node)
                          ? N_("moved among its neighbours")
                          : N_("moved from {place}"),
                      px_builder_view(&place));
    }
    if (change->renumbered) {
        px_builder_add(&p->out, px_tr(p->language, N_("; ")));
        px_display_text(&p->out, old_side->nodes[change->old_node].number);
        px_builder_add(&p->out, " -> ");
        px_display_text(&p->out, new_side->nodes[change->new_node].number);
    }
}

static void print_duties(printer *p, const px_duties *duties)
{
    for (size_t i = 0; i < duties->count; i++) {
        const px_duty_finding *f = &duties->items[i];

        px_builder_format(&p->out, "    %s ",
                          f->effect == PX_DUTY_STRONGER ? "^"
                          : f->effect == PX_DUTY_WEAKER ? "v"
                                                        : "*");
        px_builder_add(&p->out, px_tr(p->language, px_duty_kind_title(f->kind)));
        print_colon(p);
        px_word_print_words(&p->out, &p->print, PX_WORDS_DELETED, f->old_place.words);
        px_builder_add(&p->out, f->old_place.words.len && f->new_place.words.len ? " " : "");
        px_word_print_words(&p->out, &p->print, PX_WORDS_INSERTED, f->new_place.words);
        px_builder_char(&p->out, '\n');
    }
}

/* A row of a table as a reader sees it: plain cells with bars between them. */
static px_str row_words(px_arena *arena, px_str row)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str rest = px_table_row_inner(row), cell;
    px_error ignored = PX_ERROR_INIT;

    for (bool first = true; px_table_row_cell(&rest, &cell); first = false) {
        px_builder_add(&words, first ? "" : " | ");
        if (px_markdown_plain(&words, cell, &ignored) < 0)
            return row;
    }
    return px_arena_str(arena, px_builder_view(&words));
}

/* Lines of code and rows of tables: each with "-" or "+" before it, a changed one word by word. */
static void print_lines(printer *p, const px_change *change, bool rows)
{
    const px_compare_version *const versions[] = { p->d->old_version, p->d->new_version };
    const size_t nodes[] = { change->old_node, change->new_node };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_line_diff lines;
    px_str texts[2];

    for (size_t i = 0; i < 2; i++)
        texts[i] =
            nodes[i] == PX_OUTLINE_TOP ? PX_STR_NONE : versions[i]->text->nodes[nodes[i]].text;
    px_line_diff_make(arena, texts[0], texts[1], rows, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const px_line_pair *pair = &lines.pairs[i];
        px_str before = rows && pair->has_old ? row_words(arena, pair->old_line) : pair->old_line;
        px_str after = rows && pair->has_new ? row_words(arena, pair->new_line) : pair->new_line;
        px_word_diff words;

        if (pair->has_old && pair->has_new) {
            px_word_diff_make(arena, before, after, &words);
            px_word_print_diff(&p->out, &p->print, &words);
            continue;
        }
        px_builder_format(&p->out, "%*s", (int)p->print.indent, "");
        px_word_print_words(&p->out, &p->print,
                            pair->has_old ? PX_WORDS_DELETED : PX_WORDS_INSERTED,
                            pair->has_old ? before : after);
        px_builder_char(&p->out, '\n');
    }
}

static void print_words(printer *p, const px_change *change, const px_change_detail *detail)
{
    if (detail->heading.count)
        px_word_print_diff(&p->out, &p->print, &detail->heading);
    if (detail->words.count == 0)
        return;
    if (px_change_is_of_kind(p->d, change, PX_PROVISION_CODE_BLOCK))
        print_lines(p, change, false);
    else if (px_change_is_of_kind(p->d, change, PX_PROVISION_TABLE))
        print_lines(p, change, true);
    else
        px_word_print_diff(&p->out, &p->print, &detail->words);
}

static void print_change(printer *p, size_t index)
{
    const px_change *change = &p->d->comparison.changes[index];
    const px_change_detail *detail = &p->d->changes[index];
    bool gone = change->new_node == PX_OUTLINE_TOP;

    if (!px_change_is_any(change) ||
        px_change_is_silent(p->d, change, change->old_node, change->new_node))
        return;
    print_chapter(p, detail->chapter);
    px_builder_char(&p->out, '\n');
    print_place(p, gone ? p->d->old_version : p->d->new_version,
                gone ? change->old_node : change->new_node);
    if (gone) {
        px_builder_add(&p->out, " (");
        px_display_text(&p->out, p->d->old_version->label);
        px_builder_char(&p->out, ')');
    }
    print_colon(p);
    print_kind(p, change);
    px_builder_char(&p->out, '\n');
    print_words(p, change, detail);
    print_duties(p, &detail->heading_duties);
    print_duties(p, &detail->duties);
}

static void print_text(diff_run *d)
{
    size_t width = px_terminal_width();
    bool colour = width > 0 && !getenv("NO_COLOR");
    printer p = { .language = d->run->language,
                  .d = &d->details[0],
                  .out = PX_BUILDER_INIT(PX_BUILDER_LARGE),
                  .print = { .indent = 4, .width = PX_MIN(width, DIFF_WIDTH), .colour = colour },
                  .bold = colour,
                  .chapter = SIZE_MAX };

    p.named = px_arena_array(d->run->arena, PX_MAX(p.d->n_chapters, 1), sizeof(*p.named));
    print_bold(&p, d->versions[1].title);
    px_builder_format(&p.out, "\n%.*s -> %.*s", PX_STR_ARG(d->versions[0].label),
                      PX_STR_ARG(d->versions[1].label));
    print_colon(&p);
    print_total(&p);
    for (size_t i = 0; i < p.d->comparison.count; i++)
        print_change(&p, i);
    px_print(px_builder_view(&p.out));
    px_builder_free(&p.out);
}

static int code_diff_run(px_invocation *run, px_error *err)
{
    const char *path = px_invocation_option(run, "html");
    diff_run d = { .run = run };
    int rc = check_usage(run, err);

    if (rc >= 0)
        rc = read_versions(&d, err);
    if (rc >= 0 && path)
        rc = write_html(&d, path, err);
    else if (rc >= 0 && run->json)
        rc = print_json(&d, err);
    else if (rc >= 0)
        print_text(&d);
    px_code_reading_close(&d.reading);
    return rc;
}

static const px_option code_diff_options[] = {
    { "html", N_("FILE"), N_("write an HTML document, which replaces the file if it is there") },
    { "side-by-side", NULL, N_("HTML in two columns, the old text beside the new one") },
    { "only-changes", NULL, N_("HTML with what is unchanged folded away") },
    { "ignore-ids", NULL, N_("match provisions by their words alone, not by lasting ids") },
    { "lang", N_("TAG"), N_("language of the texts (default: that of the messages)") },
    { 0 },
};

static const px_example code_diff_examples[] = {
    { "code diff gpai draft-1 draft-2", N_("prints what changed, provision by provision") },
    { "code diff gpai draft-1 draft-2 --html changes.html --only-changes",
      N_("writes a document with all changes to read in a browser") },
    { "code diff gpai draft-1 draft-2 draft-3 --html columns.html",
      N_("three drafts in three columns, each marked against the one before it") },
    { NULL, NULL },
};

const px_command px_cmd_code_diff = {
    .name = "code diff",
    .operands = N_("ID FROM TO [NEXT]"),
    .summary = N_("compare versions, provision by provision and word by word"),
    .description =
        N_("Tells what was reworded, moved, renumbered, split, merged, added and deleted between "
           "two versions, with the words, and which duties became stronger or weaker. In a pipe "
           "deleted words stand in [-...-], inserted ones in {+...+}.\n\n"
           "The exit status is 0 whether the versions differ or not."),
    .options = code_diff_options,
    .examples = code_diff_examples,
    .min_operands = 3,
    .max_operands = 4,
    .run = code_diff_run,
};
