/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_html.h"

#include "base/embedded.h"
#include "base/macro.h"
#include "base/map.h"
#include "code/compare/compare_html_priv.h"
#include "code/compare/compare_place.h"

#include "base/banned.h"

enum {
    SENTENCE_AROUND = 140, /* bytes of a sentence that are shown on either side of its words */
    CHAPTERS_ALL = 20 /* with more chapters those without changes are left out of the summary */
};

/* ---- Shared */

void px_compare_html_message(px_builder *out, const px_language *language, const char *message,
                             const px_arg *args, size_t n_args)
{
    PX_AUTO_BUILDER px_builder escaped = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_html(&escaped, px_str_of(px_tr(language, message)));
    px_message_fill(out, px_builder_cstr(&escaped), args, n_args);
}

size_t px_compare_html_version(const px_compare_page *page, const px_compare_version *version)
{
    return version == page->detail->old_version ? 0 : version == page->detail->new_version ? 1 : 2;
}

void px_compare_html_id(const px_compare_writer *w, px_builder *out,
                        const px_compare_version *version, size_t node)
{
    size_t which = px_compare_html_version(w->page, version);

    if (w->page->prefix)
        px_builder_html(out, px_str_of(w->page->prefix));
    if (w->newer[which][node])
        px_builder_format(out, "%c-", "ab"[which]);
    px_builder_html(out, version->text->nodes[node].lasting_id);
}

static px_str version_name(px_compare_writer *w, const px_compare_version *version)
{
    PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(4096);
    px_arg arg = { "version", { NULL, 0 } };

    px_builder_html(&label, version->label);
    arg.value = px_builder_view(&label);
    px_compare_html_message(&name, w->language, N_("Version {version}"), &arg, 1);
    return px_arena_str(w->arena, px_builder_view(&name));
}

/* Names the versions and looks, from the newest one back, which lasting ids a newer one has. */
static void meet_versions(px_compare_writer *w)
{
    const px_compare_page *page = w->page;
    const px_compare_version *versions[3] = { page->detail->old_version, page->detail->new_version,
                                              page->next ? page->next->new_version : NULL };
    px_map seen = PX_MAP_INIT;

    for (size_t i = 3; i-- > 0;) {
        const px_text *text = versions[i] ? versions[i]->text : NULL;

        if (!text)
            continue;
        w->names[i] = version_name(w, versions[i]);
        w->newer[i] = px_arena_array(w->arena, PX_MAX(text->count, 1), sizeof(bool));
        for (size_t k = 0; k < text->count; k++)
            w->newer[i][k] = px_map_get(&seen, text->nodes[k].lasting_id) != NULL;
        for (size_t k = 0; i > 0 && k < text->count; k++)
            (void)px_map_put(&seen, text->nodes[k].lasting_id, &text->nodes[k]);
    }
    px_map_free(&seen);
}

px_str px_compare_html_link(px_compare_writer *w, const px_compare_version *version, size_t node)
{
    PX_AUTO_BUILDER px_builder link = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_compare_place(&name, w->language, version, node);
    px_builder_add(&link, "<a href=\"#");
    px_compare_html_id(w, &link, version, node);
    px_builder_add(&link, "\">");
    px_builder_html(&link, px_builder_view(&name));
    px_builder_add(&link, "</a>");
    return px_arena_str(w->arena, px_builder_view(&link));
}

static void write_translated(px_compare_writer *w, const char *message)
{
    px_builder_html(w->out, px_str_of(px_tr(w->language, message)));
}

static void write_number(px_compare_writer *w, size_t number)
{
    px_format_int(w->out, w->language, (long long)number);
}

/* "from draft-4 to draft-5" in marks of their own. */
static void write_versions(px_compare_writer *w, const char *message, const px_compare_detail *d)
{
    PX_AUTO_BUILDER px_builder from = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder to = PX_BUILDER_INIT(1024);
    px_arg args[2] = { { "from", { NULL, 0 } }, { "to", { NULL, 0 } } };

    px_builder_html(&from, d->old_version->label);
    px_builder_html(&to, d->new_version->label);
    args[0].value = px_builder_view(&from);
    args[1].value = px_builder_view(&to);
    px_compare_html_message(w->out, w->language, message, args, PX_COUNT(args));
}

/* ---- Summary: a table of chapters, with the columns that are not empty */

typedef struct sum_column {
    const char *title; /* message id */
    size_t offset;     /* of a size_t in px_compare_chapter */
} sum_column;

static const sum_column sum_columns[] = {
    { N_("reworded"), offsetof(px_compare_chapter, counts[PX_CHANGE_REWORDED]) },
    { N_("moved"), offsetof(px_compare_chapter, counts[PX_CHANGE_MOVED]) },
    { N_("renumbered"), offsetof(px_compare_chapter, counts[PX_CHANGE_RENUMBERED]) },
    { N_("split"), offsetof(px_compare_chapter, counts[PX_CHANGE_SPLIT]) },
    { N_("merged"), offsetof(px_compare_chapter, counts[PX_CHANGE_MERGED]) },
    { N_("new"), offsetof(px_compare_chapter, counts[PX_CHANGE_NEW]) },
    { N_("deleted"), offsetof(px_compare_chapter, counts[PX_CHANGE_DELETED]) },
    { N_("kept"), offsetof(px_compare_chapter, counts[PX_CHANGE_KEPT]) },
    { N_("words deleted"), offsetof(px_compare_chapter, deleted) },
    { N_("words inserted"), offsetof(px_compare_chapter, inserted) },
    { N_("asks for more"), offsetof(px_compare_chapter, duties[PX_DUTY_STRONGER]) },
    { N_("asks for less"), offsetof(px_compare_chapter, duties[PX_DUTY_WEAKER]) },
};

static size_t sum_of(const px_compare_chapter *sum, const sum_column *column)
{
    return *(const size_t *)((const char *)sum + column->offset);
}

static void write_sums(px_compare_writer *w, const px_compare_detail *d,
                       const px_compare_chapter *sum)
{
    for (size_t i = 0; i < PX_COUNT(sum_columns); i++) {
        size_t count = sum_of(sum, &sum_columns[i]);

        if (sum_of(&d->total, &sum_columns[i]) == 0)
            continue;
        px_builder_add(w->out, count ? "<td>" : "<td class=\"zero\">");
        write_number(w, count);
        px_builder_add(w->out, "</td>");
    }
    px_builder_add(w->out, "</tr>\n");
}

/* Number and heading of a chapter, as a link into the text. */
static void write_chapter(px_compare_writer *w, const px_compare_detail *d,
                          const px_compare_chapter *chapter)
{
    bool gone = chapter->new_node == PX_OUTLINE_TOP;
    const px_compare_version *version = gone ? d->old_version : d->new_version;
    size_t index = gone ? chapter->old_node : chapter->new_node;
    const px_match_node *node;

    if (index == PX_OUTLINE_TOP) {
        write_translated(w, N_("outside of chapters"));
        return;
    }
    node = &version->side.nodes[index];
    if (!node->heading.len) {
        px_builder_str(w->out, px_compare_html_link(w, version, index));
        return;
    }
    px_builder_add(w->out, "<a href=\"#");
    px_compare_html_id(w, w->out, version, index);
    px_builder_add(w->out, "\">");
    if (node->number.len) {
        px_builder_add(w->out, "<span class=\"num\">");
        px_builder_html(w->out, node->number);
        px_builder_add(w->out, "</span> ");
    }
    px_builder_html(w->out, node->heading);
    px_builder_add(w->out, "</a>");
}

static void write_sum_head(px_compare_writer *w, const px_compare_detail *d)
{
    px_builder_add(w->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    write_translated(w, N_("Sums by chapter"));
    px_builder_add(w->out, "\"><table class=\"c-sums\">\n<thead><tr><th scope=\"col\">");
    write_translated(w, N_("Chapter"));
    px_builder_add(w->out, "</th>");
    for (size_t i = 0; i < PX_COUNT(sum_columns); i++) {
        if (sum_of(&d->total, &sum_columns[i]) == 0)
            continue;
        px_builder_add(w->out, "<th scope=\"col\">");
        write_translated(w, sum_columns[i].title);
        px_builder_add(w->out, "</th>");
    }
    px_builder_add(w->out, "</tr></thead>\n<tbody>\n");
}

static bool chapter_kept(const px_compare_chapter *chapter)
{
    for (int kind = 0; kind < PX_CHANGE_KIND_COUNT; kind++)
        if (kind != PX_CHANGE_KEPT && chapter->counts[kind])
            return false;
    return true;
}

/* Of a long text only the chapters in which something changed have a row; how many others. */
static size_t chapters_left_out(const px_compare_detail *d)
{
    size_t kept = 0;

    for (size_t i = 0; i < d->n_chapters; i++)
        kept += chapter_kept(&d->chapters[i]);
    return d->n_chapters > CHAPTERS_ALL ? kept : 0;
}

static void write_left_out(px_compare_writer *w, size_t count)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    px_arg args[] = { { "count", { NULL, 0 } } };

    px_format_int(&number, w->language, (long long)count);
    args[0].value = px_builder_view(&number);
    px_builder_add(w->out, "<p class=\"c-rest\">");
    px_compare_html_message(w->out, w->language,
                            px_tr_plural(w->language, "{count} chapter has not changed.",
                                         "{count} chapters have not changed.", count),
                            args, PX_COUNT(args));
    px_builder_add(w->out, "</p>\n");
}

static void write_sum_table(px_compare_writer *w, const px_compare_detail *d)
{
    size_t left_out = chapters_left_out(d);

    write_sum_head(w, d);
    for (size_t i = 0; i < d->n_chapters; i++) {
        if (left_out && chapter_kept(&d->chapters[i]))
            continue;
        px_builder_add(w->out, "<tr><th scope=\"row\">");
        write_chapter(w, d, &d->chapters[i]);
        px_builder_add(w->out, "</th>");
        write_sums(w, d, &d->chapters[i]);
    }
    px_builder_add(w->out, "</tbody>\n<tfoot><tr><th scope=\"row\">");
    write_translated(w, N_("Total"));
    px_builder_add(w->out, "</th>");
    write_sums(w, d, &d->total);
    px_builder_add(w->out, "</tfoot>\n</table></div>\n");
    if (left_out)
        write_left_out(w, left_out);
}

static void write_summary(px_compare_writer *w, const px_compare_detail *d, bool named)
{
    size_t kept = d->total.counts[PX_CHANGE_KEPT];

    px_builder_add(w->out, "<section class=\"c-summary\">\n<h2>");
    if (named)
        write_versions(w, N_("Summary: from {from} to {to}"), d);
    else
        write_translated(w, N_("Summary"));
    px_builder_add(w->out, "</h2>\n");
    if (kept == d->comparison.count) {
        px_builder_add(w->out, "<p>");
        write_translated(w, N_("Nothing has changed."));
        px_builder_add(w->out, "</p>\n");
    } else {
        write_sum_table(w, d);
    }
    px_builder_add(w->out, "</section>\n");
}

/* ---- Duties */

/* Part of a sentence, cut at words. */
static void write_context(px_compare_writer *w, px_str part, bool before)
{
    px_str shown = part;

    if (part.len > SENTENCE_AROUND) {
        size_t cut = before ? part.len - SENTENCE_AROUND : SENTENCE_AROUND;

        while (cut > 0 && cut < part.len && part.ptr[cut] != ' ')
            cut += before ? 1 : (size_t)-1;
        shown = before ? px_str_sub(part, cut, part.len) : px_str_sub(part, 0, cut);
    }
    if (before && shown.len < part.len)
        px_builder_add(w->out, "…");
    px_builder_html(w->out, shown);
    if (!before && shown.len < part.len)
        px_builder_add(w->out, " …");
}

/* The sentence, with what was deleted and inserted at the place in question. */
static void write_sentence(px_compare_writer *w, const px_duty_finding *f)
{
    bool now = f->new_place.words.len > 0;
    const px_duty_place *place = now ? &f->new_place : &f->old_place;
    const char *start = place->sentence.ptr, *end = start + place->sentence.len;
    px_str before = px_str_n(start, (size_t)(place->words.ptr - start));
    px_str behind = px_str_n(place->words.ptr + place->words.len,
                             (size_t)(end - place->words.ptr) - place->words.len);

    px_builder_add(w->out, "<q>");
    write_context(w, before, true);
    if (f->old_place.words.len) {
        px_compare_html_open(w, PX_WORDS_DELETED);
        px_builder_html(w->out, f->old_place.words);
        px_compare_html_close(w, PX_WORDS_DELETED);
    }
    if (f->old_place.words.len && now)
        px_builder_char(w->out, ' ');
    if (now) {
        px_compare_html_open(w, PX_WORDS_INSERTED);
        px_builder_html(w->out, f->new_place.words);
        px_compare_html_close(w, PX_WORDS_INSERTED);
    }
    write_context(w, behind, false);
    px_builder_add(w->out, "</q>");
}

static void write_finding(px_compare_writer *w, const px_compare_detail *d, const px_change *change,
                          const px_duty_finding *f)
{
    bool now = change->new_node != PX_OUTLINE_TOP;

    px_builder_add(w->out, "<li><p class=\"c-what\">");
    px_builder_str(w->out, px_compare_html_link(w, now ? d->new_version : d->old_version,
                                                now ? change->new_node : change->old_node));
    px_builder_add(w->out, " <span class=\"c-note\">");
    write_translated(w, px_duty_kind_title(f->kind));
    px_builder_add(w->out, "</span></p>\n<p");
    px_builder_add(w->out, " lang=\"");
    px_builder_html(w->out, d->new_version->text->language);
    px_builder_add(w->out, "\">");
    write_sentence(w, f);
    px_builder_add(w->out, "</p></li>\n");
}

static void write_findings(px_compare_writer *w, const px_compare_detail *d, px_duty_effect effect)
{
    for (size_t i = 0; i < d->comparison.count; i++) {
        const px_duties *lists[] = { &d->changes[i].heading_duties, &d->changes[i].duties };

        for (size_t k = 0; k < PX_COUNT(lists); k++)
            for (size_t n = 0; n < lists[k]->count; n++)
                if (lists[k]->items[n].effect == effect)
                    write_finding(w, d, &d->comparison.changes[i], &lists[k]->items[n]);
    }
}

static void write_duties(px_compare_writer *w, const px_compare_detail *d, bool named)
{
    static const struct {
        px_duty_effect effect;
        const char *title;
    } groups[] = {
        { PX_DUTY_STRONGER, N_("Asks for more") },
        { PX_DUTY_WEAKER, N_("Asks for less") },
        { PX_DUTY_NEUTRAL, N_("Other changes of duties, times and numbers") },
    };
    bool any = false;

    for (size_t i = 0; i < PX_COUNT(groups); i++)
        any = any || d->total.duties[groups[i].effect];
    if (!any)
        return;
    px_builder_add(w->out, "<section class=\"c-duties\">\n<h2>");
    if (named)
        write_versions(w, N_("Duties: from {from} to {to}"), d);
    else
        write_translated(w, N_("Duties"));
    px_builder_add(w->out, "</h2>\n");
    for (size_t i = 0; i < PX_COUNT(groups); i++) {
        size_t count = d->total.duties[groups[i].effect];

        if (count == 0)
            continue;
        px_builder_format(w->out, "<details class=\"%s\"%s><summary><h3>",
                          px_duty_effect_name(groups[i].effect),
                          groups[i].effect == PX_DUTY_NEUTRAL ? "" : " open");
        write_translated(w, groups[i].title);
        px_builder_add(w->out, " <span class=\"c-count\">");
        write_number(w, count);
        px_builder_add(w->out, "</span></h3></summary>\n<ul>\n");
        write_findings(w, d, groups[i].effect);
        px_builder_add(w->out, "</ul></details>\n");
    }
    px_builder_add(w->out, "</section>\n");
}

/* ---- Body and document */

/* data-w: what the style sheet puts before the words for those who do not see them. */
static char *word_attribute(px_arena *arena, const px_language *language, const char *message)
{
    PX_AUTO_BUILDER px_builder attribute = PX_BUILDER_INIT(1024);

    px_builder_add(&attribute, " data-w=\"");
    px_builder_html(&attribute, px_str_of(px_tr(language, message)));
    px_builder_char(&attribute, '"');
    return px_arena_cstr(arena, px_builder_view(&attribute));
}

static void write_legend(px_compare_writer *w)
{
    px_builder_add(w->out, "<p class=\"c-legend\">");
    px_compare_html_open(w, PX_WORDS_DELETED);
    write_translated(w, N_("deleted words"));
    px_compare_html_close(w, PX_WORDS_DELETED);
    px_builder_char(w->out, ' ');
    px_compare_html_open(w, PX_WORDS_INSERTED);
    write_translated(w, N_("inserted words"));
    px_compare_html_close(w, PX_WORDS_INSERTED);
    px_builder_char(w->out, ' ');
    write_translated(w, N_("Words are compared, marks such as emphasis are not."));
    px_builder_add(w->out, "</p>\n");
}

static px_compare_writer writer_make(px_arena *arena, const px_compare_page *page, px_builder *out)
{
    px_compare_writer w = { .arena = arena, .page = page, .language = page->language, .out = out };

    meet_versions(&w);
    w.deleted_attribute = word_attribute(arena, page->language, N_("deleted"));
    w.inserted_attribute = word_attribute(arena, page->language, N_("inserted"));
    return w;
}

static void write_changes(px_compare_writer *w)
{
    px_builder_add(w->out, "<div class=\"c-text\" lang=\"");
    px_builder_html(w->out, w->page->detail->new_version->text->language);
    px_builder_add(w->out, "\">\n");
    px_compare_html_text(w);
    px_builder_add(w->out, "</div>\n");
}

int px_compare_html_body(px_arena *arena, const px_compare_page *page, px_builder *out,
                         px_error *err)
{
    px_compare_writer w = writer_make(arena, page, out);
    bool named = page->next != NULL;

    px_builder_add(out, "<div class=\"comparison\">\n");
    write_summary(&w, page->detail, named);
    if (named)
        write_summary(&w, page->next, named);
    write_duties(&w, page->detail, named);
    if (named)
        write_duties(&w, page->next, named);
    px_builder_add(out, "<section class=\"c-changes\">\n<h2>");
    write_translated(&w, N_("Text"));
    px_builder_add(out, "</h2>\n");
    write_legend(&w);
    write_changes(&w);
    px_builder_add(out, "</section>\n</div>\n");
    return px_builder_check(out, err);
}

int px_compare_html_redline(px_arena *arena, const px_compare_page *page, px_builder *out,
                            px_error *err)
{
    px_compare_writer w = writer_make(arena, page, out);

    px_builder_add(out, "<div class=\"comparison\">\n");
    write_changes(&w);
    px_builder_add(out, "</div>\n");
    return px_builder_check(out, err);
}

static px_str style(void)
{
    for (const px_embedded *file = px_embedded_styles; file->name; file++)
        if (strcmp(file->name, "compare.css") == 0)
            return px_embedded_str(file);
    return PX_STR("");
}

static void write_title(px_compare_writer *w)
{
    const px_compare_page *page = w->page;
    px_compare_detail ends = *page->detail;

    if (page->next)
        ends.new_version = page->next->new_version;
    write_versions(w, N_("Changes from version {from} to version {to}"), &ends);
}

int px_compare_html_document(px_arena *arena, const px_compare_page *page, px_builder *out,
                             px_error *err)
{
    px_compare_writer w = { .arena = arena, .page = page, .language = page->language, .out = out };
    int rc;

    px_builder_format(out,
                      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                      px_language_tag(page->language));
    px_builder_add(out, "<title>");
    px_builder_html(out, page->code_title);
    px_builder_add(out, px_tr(page->language, N_(": ")));
    write_title(&w);
    px_builder_add(out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<meta name=\"generator\" content=\"praxis\">\n"
                        "<style>\n");
    px_builder_str(out, style());
    px_builder_add(out, "</style>\n</head>\n<body>\n<header>\n<p class=\"code\">");
    px_builder_html(out, page->code_title);
    px_builder_add(out, "</p>\n<h1>");
    write_title(&w);
    px_builder_add(out, "</h1>\n</header>\n<main>\n");
    rc = px_compare_html_body(arena, page, out, err);
    px_builder_add(out, "</main>\n</body>\n</html>\n");
    return rc < 0 ? rc : px_builder_check(out, err);
}
