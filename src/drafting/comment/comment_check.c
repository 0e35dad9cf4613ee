/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks of what is written, and of where. */
#include "code/language_code.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "drafting/comment/comment_priv.h"

#include "base/banned.h"

/* Adds to a failure which field it was. */
static int of_field(int rc, const char *field, px_error *err)
{
    if (rc < 0)
        px_error_add(err, "field", field);
    return rc;
}

/* ---- Texts */

typedef struct linking {
    px_db *db;
    px_arena *arena;
    const px_code *code;
} linking;

/* Whether the code has, or had, a provision of that id. */
static int check_reference(const linking *l, px_str id, px_error *err)
{
    px_provision_place *places;
    char excerpt[PX_EXCERPT_SIZE];
    size_t n;
    int rc = px_provision_places(l->db, l->arena, l->code, id, PX_STR(""), true, &places, &n, err);

    if (rc < 0 || n)
        return rc;
    return px_fail(err, PX_ERR_INVALID,
                   N_("the link '#{id}' leads to no provision of this code; write the id of a "
                      "provision, or the whole address of a page"),
                   "id", px_str_excerpt(id, excerpt), NULL);
}

static int check_link(void *arg, px_str address, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    if (px_str_starts(address, PX_STR("#")))
        return check_reference(arg, px_str_sub(address, 1, address.len), err);
    if (px_link_allowed(address))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("the link '{address}' cannot be used; links begin with https://, http:// or "
                      "mailto:, or are the id of a provision like #{{id}}"),
                   "address", px_str_excerpt(address, excerpt), NULL);
}

/* Markdown in normal form, without white space around it. */
static int check_markdown(linking *l, px_str text, size_t max, px_str *ret_text, px_error *err)
{
    PX_AUTO_BUILDER px_builder normal = PX_BUILDER_INIT(4 * max + 64);
    px_str words;
    int rc;

    if (text.len > max)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("this is longer than {max} KiB"), "max",
                       px_arena_format(l->arena, "%zu", max / 1024), NULL);
    rc = px_text_normal(&normal, text, err);
    if (rc < 0)
        return rc;
    words = px_str_trim(px_builder_view(&normal));
    rc = px_markdown_document_links(words, check_link, l, err);
    if (rc >= 0)
        *ret_text = px_arena_str(l->arena, words);
    return rc;
}

/* Proposed wording has to be words that a provision can have: spans, no HTML. */
static int check_wording(linking *l, px_str wording, px_str *ret_wording, px_error *err)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(16 * PX_COMMENT_WORDING_MAX);
    int rc = check_markdown(l, wording, PX_COMMENT_WORDING_MAX, ret_wording, err);

    return rc < 0 ? rc : px_markdown_html(&html, *ret_wording, err);
}

static int check_choices(const px_comment_words *words, px_error *err)
{
    if ((unsigned)words->kind >= PX_COMMENT_KIND_COUNT)
        return px_fail(err, PX_ERR_INVALID, N_("choose one of the kinds of comment"), "field",
                       "kind", NULL);
    if ((unsigned)words->stance >= PX_STANCE_COUNT)
        return px_fail(err, PX_ERR_INVALID, N_("choose one of the stances"), "field", "stance",
                       NULL);
    if (words->text_language.len)
        return of_field(px_language_tag_check(words->text_language, err), "text_language", err);
    return 0;
}

int comment_words_check(px_db *db, px_arena *arena, const px_code *code,
                        const px_comment_words *words, px_comment_words *ret_words, px_error *err)
{
    linking l = { .db = db, .arena = arena, .code = code };
    px_comment_words checked = *words;
    int rc = check_choices(words, err);

    if (rc >= 0)
        rc = of_field(check_markdown(&l, words->text, PX_COMMENT_TEXT_MAX, &checked.text, err),
                      "text", err);
    if (rc >= 0 && checked.text.len == 0)
        rc = px_fail(err, PX_ERR_INVALID, N_("write what you have to say"), "field", "text", NULL);
    if (rc >= 0 && words->has_wording)
        rc = of_field(check_wording(&l, words->wording, &checked.wording, err), "wording", err);
    if (rc < 0)
        return rc;
    if (!words->text_language.ptr)
        checked.text_language = PX_STR("");
    *ret_words = checked;
    return 0;
}

int comment_line_check(px_arena *arena, const char *field, px_str text, size_t max,
                       px_str *ret_line, px_error *err)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(16 * max + 64);
    bool one_line;
    int rc;

    text = px_str_trim(text.ptr ? text : PX_STR(""));
    if (!px_utf8_valid(text, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("this is not UTF-8"), "field", field, NULL);
    one_line = !px_text_has_control(text);
    for (size_t i = 0; i < text.len && one_line; i++)
        one_line = (unsigned char)text.ptr[i] >= ' ';
    if (!one_line)
        return px_fail(err, PX_ERR_INVALID, N_("this must be one line of text"), "field", field,
                       NULL);
    if (px_utf8_count(text) > max)
        return px_fail(err, PX_ERR_INVALID, N_("this is too long"), "field", field, NULL);
    rc = px_text_nfc(&line, text, err);
    if (rc >= 0)
        *ret_line = px_arena_str(arena, px_builder_view(&line));
    return rc;
}

/* ---- The place */

static int spot_language(const px_version *version, px_str language, px_str *ret_language,
                         px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    if (!language.len && version->n_languages) {
        *ret_language = version->languages[0];
        return 0;
    }
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], language)) {
            *ret_language = version->languages[i];
            return 0;
        }
    return px_fail(err, PX_ERR_INVALID, N_("the version has no text in the language '{language}'"),
                   "language", px_str_excerpt(language, excerpt), "field", "language", NULL);
}

static int spot_anchor(px_arena *arena, const px_comment_where *where,
                       const px_provision_spot *found, comment_spot *spot, px_error *err)
{
    px_match_node node = { .id = found->id, .heading = found->heading, .text = found->text };
    const px_match_side side = { .nodes = &node, .count = 1 };
    bool words = where->start != where->end;
    int rc = px_anchor_make(arena, spot->version.label, &side, 0, words && where->in_heading,
                            words ? where->start : 0, words ? where->end : 0, &spot->anchor, err);

    if (rc < 0)
        return of_field(rc, "where", err);
    spot->anchor.eid = found->eid;
    if (!where->exact.len || px_str_eq(where->exact, spot->anchor.exact))
        return 0;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("these words do not stand at that place of the text; choose the words "
                      "again"),
                   "field", "where", NULL);
}

int comment_spot_find(px_db *db, px_arena *arena, const px_comment_where *where,
                      comment_spot *ret_spot, px_error *err)
{
    comment_spot spot = { 0 };
    px_provision_spot found;
    int rc = px_code_find(db, arena, where->code, PX_STR(""), &spot.code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &spot.code, where->version, PX_STR(""), &spot.version, err);
    if (rc >= 0 && spot.version.state == PX_VERSION_WORKING)
        rc = px_fail(err, PX_ERR_INVALID,
                     N_("this version is not published; comments are made on published ones"),
                     "field", "where", NULL);
    if (rc >= 0)
        rc = spot_language(&spot.version, where->language, &spot.language, err);
    if (rc < 0)
        return rc;
    spot.anchor = (px_anchor){ .version = spot.version.label, .id = PX_STR(""), .eid = PX_STR("") };
    if (where->lasting_id.len) {
        rc = px_provision_spot_find(db, arena, &spot.code, spot.version.row, where->lasting_id,
                                    spot.language, &found, err);
        if (rc == -(int)PX_ERR_NOT_FOUND)
            rc = px_fail(err, PX_ERR_INVALID,
                         N_("this version has no such provision; choose the place again"), "field",
                         "where", NULL);
        if (rc >= 0)
            rc = spot_anchor(arena, where, &found, &spot, err);
        if (rc < 0)
            return rc;
        spot.around = found.around;
        spot.n_around = found.n_around;
        spot.place = px_comment_place_key(found.position, spot.anchor.in_heading, spot.anchor.start,
                                          spot.anchor.end);
    }
    *ret_spot = spot;
    return 0;
}
