/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/comment_view.h"

#include "base/ascii.h"
#include "base/markdown_walk.h"
#include "code/compare/word_diff.h"
#include "code/markdown/markdown.h"
#include "code/provision.h"
#include "drafting/comment/submit.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { PLACE_LETTERS = 90 };

/* ---- Reading */

int px_comment_view_read(const px_request *request, px_comment_view *ret_view, px_error *err)
{
    px_comment_view v = { .request = request };
    const px_who *who = &request->session.who;
    px_arena *arena = request->arena;
    int rc = px_comment_find(request->db, arena, request->params[0], &v.comment, err);

    if (rc >= 0 && !px_comment_may_read(who, &v.comment))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    if (rc >= 0)
        rc = px_code_get(request->db, arena, v.comment.code, px_part_tag(request), &v.code, err);
    if (rc >= 0)
        rc = px_comment_author(request->db, arena, &v.comment, request->language, &v.author, err);
    if (rc < 0)
        return rc;
    v.own = px_comment_is_own(who, &v.comment);
    v.writes = px_comment_may_write(who, &v.comment);
    rc = px_comment_may_end(request->db, who, &v.comment, PX_COMMENT_DISOWNED, &v.disowns, err);
    if (rc < 0)
        return rc;
    v.ends = v.comment.state == PX_COMMENT_SUBMITTED &&
             (v.own ||
              (v.comment.organisation && px_comment_may_submit_for(who, v.comment.organisation)));
    *ret_view = v;
    return 0;
}

px_str px_comment_view_provision(const px_request *request, const px_code *code,
                                 const px_comment *comment)
{
    px_error ignored = PX_ERROR_INIT;
    px_provision_place *places;
    px_text text;
    size_t n;

    if (!comment->anchor.id.len ||
        px_provision_places(request->db, request->arena, code, comment->anchor.id,
                            comment->language, false, &places, &n, &ignored) < 0)
        return PX_STR("");
    for (size_t i = 0; i < n; i++)
        if (places[i].version.row == comment->version &&
            px_provision_text(request->db, request->arena, &places[i], comment->language, &text,
                              &ignored) >= 0 &&
            text.count)
            return text.nodes[0].text;
    return PX_STR("");
}

/* ---- Addresses */

px_str px_comment_view_link(const px_request *request, const px_comment *comment, const char *rest)
{
    return px_page_address(request, "/comments/%.*s%s", PX_STR_ARG(comment->id), rest);
}

px_str px_comment_view_place_link(const px_request *request, const px_comment *comment)
{
    const px_language *found = px_language_find(comment->language);
    const px_anchor *anchor = &comment->anchor;

    return px_str_of(px_arena_format(
        request->arena, "/%s/codes/%.*s/%.*s%s%.*s",
        px_language_tag(found ? found : request->language), PX_STR_ARG(comment->code_id),
        PX_STR_ARG(comment->version_label), anchor->id.len ? "#" : "", PX_STR_ARG(anchor->id)));
}

/* ---- Words */

px_str px_comment_view_message(const px_request *request, const char *message, const char *name,
                               px_str value)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64 * 1024);
    px_arg arg = { name, value };

    px_message(&words, request->language, message, &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

px_str px_comment_view_title(const px_request *request, const char *title)
{
    return px_part_sentence(request, px_str_of(px_tr(request->language, title)), false);
}

px_str px_comment_view_name(const px_request *request, const px_comment *comment)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);

    if (!comment->number)
        return px_str_of(px_tr(request->language, N_("Draft of a comment")));
    px_builder_int(&number, comment->number);
    return px_comment_view_message(request, N_("Comment {number}"), "number",
                                   px_builder_view(&number));
}

typedef struct place_words {
    int64_t version;
    px_str id, words;
} place_words;

struct px_comment_places {
    const px_request *request;
    place_words *rows;
    size_t count, room;
};

px_comment_places *px_comment_places_new(const px_request *request)
{
    px_comment_places *places = px_arena_alloc(request->arena, sizeof(*places));

    places->request = request;
    return places;
}

px_str px_comment_place_words(px_comment_places *places, const px_code *code, int64_t version,
                              px_str language, px_str lasting_id)
{
    const px_request *request = places->request;

    if (!lasting_id.len)
        return px_str_of(px_tr(request->language, N_("The whole draft")));
    for (size_t i = 0; i < places->count; i++)
        if (places->rows[i].version == version && px_str_eq(places->rows[i].id, lasting_id))
            return places->rows[i].words;
    places->rows = px_arena_grow(request->arena, places->rows, places->count, &places->room,
                                 sizeof(*places->rows));
    places->rows[places->count] = (place_words){
        .version = version,
        .id = lasting_id,
        .words = px_comment_view_head(request,
                                      px_provision_name(request->db, request->arena, code, version,
                                                        lasting_id, px_part_tag(request), language),
                                      PLACE_LETTERS),
    };
    return places->rows[places->count++].words;
}

px_str px_comment_view_kind(const px_request *request, const px_comment *comment)
{
    px_str kind = px_comment_view_title(request, px_comment_kind_title(comment->kind));

    if (comment->stance == PX_STANCE_NONE)
        return kind;
    return px_str_of(
        px_arena_format(request->arena, "%.*s, %s", PX_STR_ARG(kind),
                        px_tr(request->language, px_comment_stance_title(comment->stance))));
}

px_str px_comment_view_status(const px_request *request, const px_comment *comment)
{
    px_answer_status status;

    if (!px_answer_status_find(comment->answer, &status))
        return px_str_of(px_tr(request->language, N_("not answered yet")));
    return px_str_of(px_tr(request->language, px_answer_status_title(status)));
}

px_str px_comment_view_gone(const px_request *request, const px_comment *comment)
{
    if (comment->state == PX_COMMENT_WITHDRAWN)
        return px_str_of(
            px_tr(request->language, N_("This comment was withdrawn by its author. Its number and "
                                        "its place stay; its words are gone.")));
    if (comment->state == PX_COMMENT_DISOWNED)
        return px_str_of(px_tr(request->language,
                               N_("This comment was falsely attributed: the person who was named "
                                  "as its author did not make it. Its words are gone.")));
    return PX_STR("");
}

/* Where words are quoted in their plain form, which knows no no-break spaces: French sets its marks
 * apart from the words, and no line begins or ends with such a mark. */
static px_str tied(const px_request *request, px_str text)
{
    const px_str open = PX_STR("\xC2\xAB"), closed = PX_STR("\xC2\xBB"), marks = PX_STR(":;!?");
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t from = 0, i; from < text.len; from = i + 1) {
        px_str behind;

        i = from + px_str_find_char(px_str_sub(text, from, text.len), ' ');
        px_builder_str(&out, px_str_sub(text, from, i));
        if (i == text.len)
            break;
        behind = px_str_sub(text, i + 1, text.len);
        if (px_str_starts(px_str_sub(text, i < 2 ? 0 : i - 2, i), open) ||
            px_str_starts(behind, closed) ||
            (behind.len && px_str_find_char(marks, behind.ptr[0]) < marks.len))
            px_builder_add(&out, "\xC2\xA0");
        else
            px_builder_char(&out, ' ');
    }
    return px_arena_str(request->arena, px_builder_view(&out));
}

px_str px_comment_view_head(const px_request *request, px_str text, size_t max)
{
    size_t at = 0, len, word = 0;

    for (size_t n = 0; at < text.len && n < max; n++) {
        if (text.ptr[at] == ' ')
            word = at;
        (void)px_utf8_decode(px_str_sub(text, at, text.len), &len);
        at += len;
    }
    if (at >= text.len)
        return tied(request, text);
    if (word > at / 2)
        at = word;
    return px_str_of(px_arena_format(request->arena, "%.*s…",
                                     PX_STR_ARG(tied(request, px_str_sub(text, 0, at)))));
}

/* ---- Rows and parts */

px_str px_comment_view_plain(const px_request *request, px_str markdown)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;

    if (px_markdown_plain(&plain, markdown, &ignored) < 0)
        return markdown;
    return px_arena_str(request->arena, px_builder_view(&plain));
}

static void line_break(px_builder *out)
{
    px_builder_char(out, ' ');
}

px_str px_comment_view_before(const px_request *request, px_str words, bool more)
{
    size_t space = px_str_find_char(words, ' ');

    if (!more || space == words.len)
        return words;
    return px_str_of(
        px_arena_format(request->arena, "…%.*s", (int)(words.len - space), words.ptr + space));
}

px_str px_comment_view_after(const px_request *request, px_str words, bool more)
{
    size_t end = words.len;

    while (end > 0 && words.ptr[end - 1] != ' ')
        end--;
    if (!more || end == 0)
        return words;
    return px_str_of(px_arena_format(request->arena, "%.*s…", (int)end, words.ptr));
}

px_str px_comment_view_line(const px_request *request, px_str markdown, size_t max)
{
    static const px_inline_sink sink = { .text = px_builder_str, .line_break = line_break };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;
    px_str words;

    if (px_markdown_walk(markdown, &sink, &text, &ignored) < 0)
        return px_comment_view_head(request, markdown, max);
    words = px_builder_view(&text);
    for (size_t i = 0; i < words.len && line.len <= 4 * max; i++) { /* so many are more than max */
        bool space = px_is_space(words.ptr[i]);

        if (space && (!line.len || i + 1 == words.len || px_is_space(words.ptr[i + 1])))
            continue;
        px_builder_char(&line, space ? ' ' : words.ptr[i]);
    }
    return px_comment_view_head(request, px_arena_str(request->arena, px_builder_view(&line)), max);
}

static void row_words(const px_request *request, const px_comment *c, px_view_comment_row *row)
{
    enum { QUOTE = 220, TEXT = 420 };

    row->quote = px_comment_view_head(request, c->anchor.exact, QUOTE);
    row->quote_language = c->language;
    row->text = px_comment_view_line(request, c->text, TEXT);
    row->text_language = c->text_language.len ? c->text_language : px_part_tag(request);
}

px_view_comment_row px_comment_view_row(const px_request *request, px_comment_places *places,
                                        const px_code *code, const px_comment_line *line)
{
    const px_comment *c = &line->comment;
    px_view_comment_row row = {
        .id = c->id,
        .link = px_comment_view_link(request, c, ""),
        .name = px_comment_view_name(request, c),
        .author = line->author,
        .place = px_comment_place_words(places, code, c->version, c->language, c->anchor.id),
        .place_link = px_comment_view_place_link(request, c),
        .version = c->version_label,
        .late = c->late,
        .wording = c->has_wording,
        .files = (long long)c->n_attachments,
        .gone = px_comment_view_gone(request, c),
        .time = px_part_moment(request, c->number ? c->submitted : c->changed),
    };

    if (row.gone.len)
        return row;
    row_words(request, c, &row);
    row.kind = px_comment_view_title(request, px_comment_kind_title(c->kind));
    if (c->stance != PX_STANCE_NONE)
        row.stance = px_str_of(px_tr(request->language, px_comment_stance_title(c->stance)));
    if (c->number) {
        row.status = px_comment_view_status(request, c);
        row.answered = c->answer.len > 0;
    }
    return row;
}

static void view_reference(void *arg, px_builder *out, px_str id)
{
    px_builder_add(out, "<a href=\"");
    px_builder_str(out, *(const px_str *)arg);
    px_builder_html(out, id);
    px_builder_add(out, "\">");
}

px_str px_comment_view_html(const px_request *request, const px_code *code, px_str markdown,
                            unsigned heading)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;
    px_str address = px_page_address(request, "/codes/%.*s/p/", PX_STR_ARG(code->id));
    px_markdown_hooks hooks = { .arg = &address, .reference = view_reference };

    if (px_markdown_document_html(&html, markdown, heading, &hooks, &ignored) < 0 ||
        px_builder_check(&html, &ignored) < 0) {
        px_builder_clear(&html);
        px_builder_add(&html, "<pre class=\"verbatim\" tabindex=\"0\">");
        px_builder_html(&html, markdown);
        px_builder_add(&html, "</pre>\n");
    }
    return px_arena_str(request->arena, px_builder_view(&html));
}

px_str px_comment_view_redline(const px_request *request, px_str before, px_str after)
{
    static const char *const elements[] = { NULL, "del", "ins" };
    static const char *const words[] = { NULL, N_("deleted"), N_("inserted") };
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_word_diff diff;

    px_word_diff_make(request->arena, px_comment_view_plain(request, before),
                      px_comment_view_plain(request, after), &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const px_words_run *run = &diff.runs[i];

        if (!run->text.len)
            continue;
        if (elements[run->op]) {
            px_builder_format(&html, "<%s data-w=\"", elements[run->op]);
            px_builder_html(&html, px_str_of(px_tr(request->language, words[run->op])));
            px_builder_add(&html, "\">");
        }
        px_builder_html(&html, run->text);
        if (elements[run->op])
            px_builder_format(&html, "</%s>", elements[run->op]);
    }
    return px_arena_str(request->arena, px_builder_view(&html));
}

static px_str file_size(const px_request *request, uint64_t size)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);

    px_format_int(&number, request->language, (long long)(size + 1023) / 1024);
    return px_comment_view_message(request, N_("{count} KiB"), "count", px_builder_view(&number));
}

const px_view_comment_file *px_comment_view_files(const px_request *request,
                                                  const px_comment *comment)
{
    px_view_comment_file *rows =
        px_arena_array(request->arena, comment->n_attachments, sizeof(*rows));

    for (size_t i = 0; i < comment->n_attachments; i++)
        rows[i] = (px_view_comment_file){
            .name = comment->attachments[i].name,
            .size = file_size(request, comment->attachments[i].size),
            .link = px_str_of(px_arena_format(request->arena, "/comments/%.*s/files/%.*s",
                                              PX_STR_ARG(comment->id),
                                              PX_STR_ARG(comment->attachments[i].id))),
        };
    return rows;
}

const px_view_receipts *px_comment_view_receipts(const px_request *request,
                                                 const px_submission *submissions, size_t n)
{
    px_view_receipts *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_receipts_row *rows = px_arena_array(request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_receipts_row){
            .link = px_page_address(request, "/submissions/%.*s", PX_STR_ARG(submissions[i].id)),
            .count = (long long)submissions[i].count,
            .time = px_part_moment(request, submissions[i].time),
        };
    view->rows = rows;
    view->n_rows = n;
    return n ? view : NULL;
}

const px_view_process_head *px_comment_view_crumbs(const px_request *request, const px_code *code)
{
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = code->title.len ? code->title : code->id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(code->id)),
        .title = px_str_of(px_tr(request->language, N_("Comments"))),
        .link = px_page_address(request, "/codes/%.*s/comments", PX_STR_ARG(code->id)),
    };
    return head;
}
