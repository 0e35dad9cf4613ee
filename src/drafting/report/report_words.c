/* SPDX-License-Identifier: EUPL-1.2 */
/* Words, runs and cells of reports. */
#include "code/compare/compare_place.h"
#include "drafting/people/country.h"
#include "drafting/people/person.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

enum { CELL_MAX = 12 * 1024 /* bytes of Markdown of a comment or an answer in a cell */ };

/* ---- Words */

px_str px_reporting_words(const px_reporting *r, const char *message, const px_arg *args,
                          size_t n_args)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64 * 1024);

    px_message(&words, r->language, message, args, n_args);
    return px_arena_str(r->arena, px_builder_view(&words));
}

px_str px_reporting_tr(const px_reporting *r, const char *message)
{
    return px_str_of(px_tr(r->language, message));
}

px_str px_reporting_int(const px_reporting *r, long long value)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64);

    px_format_int(&words, r->language, value);
    return px_arena_str(r->arena, px_builder_view(&words));
}

px_str px_reporting_date(const px_reporting *r, px_time time)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    px_civil day = px_civil_from_utc(time);

    px_format_date(&words, r->language, &day);
    return px_arena_str(r->arena, px_builder_view(&words));
}

px_str px_reporting_share(const px_reporting *r, long long part, long long whole)
{
    px_arg percent;

    if (whole <= 0)
        return PX_STR("");
    percent = (px_arg){ "percent", px_reporting_int(r, (200 * part + whole) / (2 * whole)) };
    return px_reporting_words(r, N_("{percent} %"), &percent, 1);
}

px_str px_reporting_version(const px_reporting *r, const px_version *version)
{
    px_arg label = { "version", version->label };

    return px_reporting_words(r, N_("Version {version}"), &label, 1);
}

px_str px_reporting_page(const px_reporting *r, const char *format, ...)
{
    va_list args;
    char *page;

    if (!r->ask->site.len)
        return PX_STR("");
    va_start(args, format);
    page = px_arena_format_args(r->arena, format, args);
    va_end(args);
    return px_str_of(px_arena_format(r->arena, "%.*s%s", PX_STR_ARG(r->ask->site), page));
}

px_doc_tone px_reporting_tone(const px_answer *answer)
{
    static const px_doc_tone tones[PX_ANSWER_STATUS_COUNT] = {
        [PX_ANSWER_ACCEPTED] = PX_DOC_GOOD,    [PX_ANSWER_ACCEPTED_MODIFIED] = PX_DOC_PARTIAL,
        [PX_ANSWER_PARTLY] = PX_DOC_PARTIAL,   [PX_ANSWER_NOTED] = PX_DOC_NEUTRAL,
        [PX_ANSWER_NOT_ACCEPTED] = PX_DOC_BAD, [PX_ANSWER_OUT_OF_SCOPE] = PX_DOC_NEUTRAL,
    };

    return answer->row ? tones[answer->status] : PX_DOC_MUTED;
}

/* ---- Runs and cells */

static void runs_put(const px_reporting *r, px_runs *runs, px_doc_run run)
{
    runs->items =
        px_arena_grow(r->arena, runs->items, runs->count, &runs->room, sizeof(*runs->items));
    runs->items[runs->count++] = run;
}

void px_runs_add(const px_reporting *r, px_runs *runs, px_str text, unsigned marks)
{
    if (text.len)
        runs_put(r, runs, (px_doc_run){ .text = text, .marks = marks });
}

void px_runs_link(const px_reporting *r, px_runs *runs, px_str text, px_str page)
{
    runs_put(r, runs, (px_doc_run){ .text = text, .link = page });
}

/* A cut that falls between lines or words, never inside of a character. */
static px_str cut(px_str text, size_t max)
{
    size_t end = PX_MIN(text.len, max);

    if (end == text.len)
        return text;
    while (end > max / 2 && text.ptr[end] != '\n' && text.ptr[end] != ' ')
        end--;
    return px_utf8_head(text, end);
}

static px_str site_of_provisions(const px_reporting *r)
{
    return px_reporting_page(r, "/codes/%.*s/p/", PX_STR_ARG(r->ask->code->id));
}

int px_runs_markdown(const px_reporting *r, px_runs *runs, px_str markdown, px_str language,
                     px_str page, px_error *err)
{
    px_str part = cut(markdown, CELL_MAX);
    const px_doc_run *more;
    bool first = runs->count > 0;
    size_t count;
    int rc = px_doc_markdown_runs(r->document, part, site_of_provisions(r), &more, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++) {
        px_doc_run run = more[i];

        if (i == 0 && first)
            run.marks |= PX_DOC_BREAK;
        if (language.len && !px_str_eq(language, r->tag))
            run.language = language;
        runs_put(r, runs, run);
    }
    if (part.len < markdown.len)
        runs_put(r, runs,
                 (px_doc_run){ .text = px_reporting_tr(r, N_("… the whole text is on its page")),
                               .marks = PX_DOC_BREAK | PX_DOC_SMALL,
                               .link = page });
    return 0;
}

void px_runs_redline(const px_reporting *r, px_runs *runs, const px_word_diff *diff, int side)
{
    for (size_t i = 0; i < diff->count; i++) {
        const px_words_run *run = &diff->runs[i];

        if ((side < 0 && run->op == PX_WORDS_INSERTED) || (side > 0 && run->op == PX_WORDS_DELETED))
            continue;
        px_runs_add(r, runs, run->text,
                    run->op == PX_WORDS_DELETED    ? PX_DOC_DELETED
                    : run->op == PX_WORDS_INSERTED ? PX_DOC_INSERTED
                                                   : 0);
    }
}

px_doc_cell px_runs_cell(const px_runs *runs)
{
    return (px_doc_cell){ .runs = runs->items, .n_runs = runs->count };
}

px_doc_cell px_cell_text(const px_reporting *r, px_str text)
{
    px_runs runs = { 0 };

    px_runs_add(r, &runs, text, 0);
    return px_runs_cell(&runs);
}

px_doc_cell px_cell_head(const px_reporting *r, px_str text)
{
    px_doc_cell cell = px_cell_text(r, text);

    cell.head = true;
    return cell;
}

px_doc_cell px_cell_share(const px_reporting *r, long long part, long long whole)
{
    px_doc_cell cell = px_cell_text(r, px_reporting_share(r, part, whole));

    cell.right = true;
    return cell;
}

px_doc_cell px_cell_int(const px_reporting *r, long long value)
{
    px_doc_cell cell = px_cell_text(r, px_reporting_int(r, value));

    cell.number = true;
    cell.value = value;
    return cell;
}

/* ---- Comments */

void px_reporting_author(const px_reporting *r, const px_comment_line *line, px_runs *runs)
{
    px_str category = px_reporting_category(r, line->comment.category);

    px_runs_add(r, runs, line->author, 0);
    if (category.len && !px_str_eq(category, line->author))
        px_runs_add(r, runs, category, PX_DOC_SMALL | (runs->count ? PX_DOC_BREAK : 0));
}

/* The proposal against the words that it would take the place of. */
static void add_wording(const px_reporting *r, const px_comment *comment, px_runs *runs)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_COMMENT_WORDING_MAX);
    px_error ignored = PX_ERROR_INIT;
    px_word_diff diff;
    px_str wording;

    if (px_provision_plain(&plain, PX_PROVISION_PARAGRAPH, comment->wording, &ignored) < 0)
        return;
    wording = px_arena_str(r->arena, px_builder_view(&plain));
    if (!wording.len && !comment->anchor.exact.len)
        px_runs_add(r, runs, px_reporting_tr(r, N_("to be deleted")), PX_DOC_EMPHASIS);
    px_word_diff_make(r->arena, comment->anchor.exact, wording, &diff);
    px_runs_redline(r, runs, &diff, 0);
}

void px_reporting_proposal(const px_reporting *r, const px_comment_line *line, px_runs *runs)
{
    if (line->comment.state == PX_COMMENT_SUBMITTED && line->comment.has_wording)
        add_wording(r, &line->comment, runs);
}

int px_reporting_comment(const px_reporting *r, const px_comment_line *line, px_runs *runs,
                         px_error *err)
{
    const px_comment *c = &line->comment;

    if (c->state != PX_COMMENT_SUBMITTED) {
        px_runs_add(r, runs, px_reporting_tr(r, px_comment_state_title(c->state)), PX_DOC_EMPHASIS);
        return 0;
    }
    return px_runs_markdown(r, runs, c->text, c->text_language,
                            px_reporting_page(r, "/comments/%.*s", PX_STR_ARG(c->id)), err);
}

px_str px_reporting_status(const px_reporting *r, const px_comment_line *line)
{
    if (line->answer.row)
        return px_reporting_tr(r, px_answer_status_title(line->answer.status));
    if (line->comment.state != PX_COMMENT_SUBMITTED)
        return PX_STR("");
    return px_reporting_tr(r, N_("not answered yet"));
}

int px_reporting_answer(const px_reporting *r, const px_comment_line *line, px_runs *runs,
                        px_error *err)
{
    if (!line->answer.row)
        return 0;
    return px_runs_markdown(r, runs, line->answer.reason, line->answer.language,
                            px_reporting_page(r, "/comments/%.*s", PX_STR_ARG(line->comment.id)),
                            err);
}

/* ---- Names */

px_str px_reporting_category(const px_reporting *r, px_str key)
{
    return key.len ? px_category_title(key, r->tag) : PX_STR("");
}

px_str px_reporting_country(const px_reporting *r, px_str code)
{
    return code.len ? px_country_title(code, r->tag) : PX_STR("");
}

px_str px_reporting_place(const px_reporting *r, const px_compare_version *version, px_str id)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(16 * 1024);

    for (size_t i = 0; id.len && i < version->side.count; i++) {
        if (!px_str_eq(version->side.nodes[i].id, id))
            continue;
        px_compare_place(&words, r->language, version, i);
        return px_arena_str(r->arena, px_builder_view(&words));
    }
    return px_reporting_tr(r, N_("The whole draft"));
}
