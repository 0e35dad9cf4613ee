/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/comment_form.h"

#include "base/number.h"
#include "code/quote_search.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/page_part.h"

#include "base/banned.h"

enum { AROUND = 120, LARGEST = 1000000000, WORDS_MAX = 5000 };

const px_form_option px_comment_form_kinds[PX_COMMENT_FORM_KINDS] = {
    { "general", N_("General"), NULL },
    { "technical", N_("Technical"), N_("on what is said") },
    { "editorial", N_("Editorial"), N_("on how it is said") },
    { "translation", N_("Translation"), N_("a language version says something else") },
};
static const px_form_option stances[] = {
    { "none", N_("I take no stance"), NULL },
    { "support", N_("I support it"), NULL },
    { "live-with", N_("I can live with it"), NULL },
    { "object", N_("I object"), NULL },
};
static const px_form_option displays[] = {
    { "name", N_("With my name and organisation"), NULL },
    { "organisation", N_("With my organisation alone"), NULL },
    { "anonymous", N_("Anonymously"), N_("your category is shown, and nothing else") },
};

static const px_form_field fields[] = {
    { "revision", PX_FORM_HIDDEN, NULL, NULL },
    { "words", PX_FORM_TEXT, N_("The words that you mean"),
      N_("Copy them from above, exactly as they stand there. Leave this empty to comment on all of "
         "it."),
      .max = WORDS_MAX },
    { "text", PX_FORM_LONG, N_("Your comment"),
      N_("In Markdown: *emphasis*, lists with -, links as [words](https://example.eu)."),
      .max = 1000000, .required = true },
    { "text_language", PX_FORM_SELECT, N_("Language of your comment"), NULL, .preset = true },
    { "wording", PX_FORM_LONG, N_("Proposed wording"),
      N_("Change the words here as they should read. Leave them as they are to propose nothing; "
         "empty the field to propose to delete them."),
      .max = 250000 },
    { "kind", PX_FORM_RADIO, N_("Kind"), NULL, .required = true, .options = px_comment_form_kinds,
      .n_options = PX_COMMENT_FORM_KINDS },
    { "stance", PX_FORM_RADIO, N_("Stance"), NULL, .required = true, .options = stances,
      .n_options = PX_COUNT(stances) },
    { "display", PX_FORM_RADIO, N_("How you are shown"),
      N_("Every comment is public once it is submitted."), .required = true, .options = displays,
      .n_options = PX_COUNT(displays) },
    { "remove", PX_FORM_SEVERAL, N_("Take files away"), NULL },
};

/* ---- The place */

static int asked_number(const px_request *request, const char *name, size_t *ret_number,
                        px_error *err)
{
    px_str text = px_fields_get(&request->query, name);
    long long number = 0;
    int rc = text.len ? px_parse_int(text, 0, LARGEST, &number, err) : 0;

    if (rc >= 0)
        *ret_number = (size_t)number;
    return rc;
}

int px_comment_where_asked(const px_request *request, px_comment_where *ret_where, px_error *err)
{
    px_comment_where where = {
        .code = request->params[0],
        .version = request->params[1],
        .language = px_fields_get(&request->query, "language"),
        .lasting_id = px_fields_get(&request->query, "on"),
        .in_heading = px_fields_get(&request->query, "heading").len > 0,
    };
    int rc = asked_number(request, "start", &where.start, err);

    if (rc >= 0)
        rc = asked_number(request, "end", &where.end, err);
    if (rc >= 0)
        *ret_where = where;
    return rc;
}

px_comment_where px_comment_where_of(const px_comment *comment)
{
    return (px_comment_where){
        .code = comment->code_id,
        .version = comment->version_label,
        .language = comment->language,
        .lasting_id = comment->anchor.id,
        .in_heading = comment->anchor.in_heading,
        .start = comment->anchor.start,
        .end = comment->anchor.end,
    };
}

/* Code points [from, to) of the text. */
static px_str target_cut(px_str text, size_t from, size_t to)
{
    size_t at = 0, begin = text.len, len;

    for (size_t n = 0; at < text.len && n < to; n++) {
        if (n == from)
            begin = at;
        (void)px_utf8_decode(px_str_sub(text, at, text.len), &len);
        at += len;
    }
    return from < to ? px_str_sub(text, begin < at ? begin : at, at) : PX_STR("");
}

static px_str target_plain(const px_comment_target *target)
{
    return target->in_heading ? target->spot.heading : target->spot.text;
}

/* The words by their place, and what a wording would stand in place of. */
static int target_words(px_comment_target *target, px_error *err)
{
    px_str plain = target_plain(target);
    size_t count = px_utf8_count(plain);

    if (target->start > target->end || target->end > count)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the words that the address names are not in this provision; select them "
                          "anew in the text"),
                       NULL);
    if (target->start < target->end) {
        target->exact = target_cut(plain, target->start, target->end);
        target->before =
            target_cut(plain, target->start > AROUND ? target->start - AROUND : 0, target->start);
        target->after = target_cut(plain, target->end, PX_MIN(target->end + AROUND, count));
        target->more_before = target->start > AROUND;
        target->more_after = target->end + AROUND < count;
        target->source = target->exact;
    } else if (target->spot.id.len) {
        target->exact = target->spot.text.len ? target->spot.text : target->spot.heading;
        target->source = target->spot.source;
    }
    return 0;
}

/* The language in which the version is read: that asked for, else the reader's, else its first. */
static px_str target_language(const px_request *request, const px_version *version, px_str asked)
{
    px_str first = version->n_languages ? version->languages[0] : PX_STR("");
    px_str found = first;

    for (size_t i = 0; i < version->n_languages; i++) {
        if (asked.len && px_str_eq(version->languages[i], asked))
            return asked;
        if (px_str_eq(version->languages[i], px_part_tag(request)))
            found = version->languages[i];
    }
    return found;
}

int px_comment_target_read(const px_request *request, const px_comment_where *where,
                           px_comment_target *ret_target, px_error *err)
{
    px_comment_target target = { .in_heading = where->in_heading,
                                 .start = where->start,
                                 .end = where->end };
    int rc = px_part_version_find(request, where->code, where->version, &target.code,
                                  &target.version, err);

    if (rc < 0)
        return rc;
    if (target.version.state == PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("comments are made on published versions; this one may still change in "
                          "every word"),
                       NULL);
    target.language = target_language(request, &target.version, where->language);
    if (where->lasting_id.len)
        rc = px_provision_spot_find(request->db, request->arena, &target.code, target.version.row,
                                    where->lasting_id, target.language, &target.spot, err);
    if (rc >= 0)
        rc = target_words(&target, err);
    if (rc < 0)
        return rc;
    target.shown = target.source;
    *ret_target = target;
    return 0;
}

/* ---- The words, typed */

void px_comment_form_find(px_form *form, px_comment_target *target)
{
    enum { FEW = 2 };
    px_arena *arena = form->request->arena;
    px_str typed = px_comment_view_plain(form->request, px_form_text(form, "words"));
    px_points quote = px_points_of(arena, typed);
    size_t starts[FEW], n;
    px_error ignored = PX_ERROR_INIT;

    if (!typed.len || !target->spot.id.len || target->start < target->end)
        return;
    n = px_quote_find(quote, px_points_of(arena, target->spot.text), starts, FEW);
    if (!n) {
        n = px_quote_find(quote, px_points_of(arena, target->spot.heading), starts, FEW);
        target->in_heading = n > 0;
    }
    if (n != 1) {
        px_form_fail(form, "words",
                     n ? N_("these words stand there more than once; add the words around those "
                            "that you mean")
                       : N_("these words do not stand there; copy them as they are"),
                     NULL);
        return;
    }
    target->start = starts[0];
    target->end = starts[0] + quote.count;
    (void)!target_words(target, &ignored);
}

void px_comment_form_narrow(px_form *form, px_comment_target *target)
{
    if (px_str_eq(target->source, target->shown))
        return;
    if (px_str_eq(px_form_text(form, "wording"), px_str_trim(target->shown)))
        px_form_set(form, "wording", target->source);
    else
        px_form_fail(form, "wording",
                     N_("you named some of the words above: leave here only what should stand in "
                        "place of these"),
                     NULL);
    target->shown = target->source;
}

/* ---- The form */

static void form_fill(px_form *form, const px_comment *comment)
{
    px_comment_stance stance = comment->stance;

    px_form_set(form, "text", comment->text);
    px_form_set(form, "kind", px_str_of(px_comment_kind_name(comment->kind)));
    px_form_set(form, "stance",
                stance == PX_STANCE_NONE ? PX_STR("none")
                                         : px_str_of(px_comment_stance_name(stance)));
    px_form_set(form, "display", px_str_of(displays[comment->display].value));
    px_form_set(form, "revision",
                px_str_of(px_arena_format(form->request->arena, "%d", comment->revision)));
    if (comment->has_wording)
        px_form_set(form, "wording", comment->wording);
}

/* A language that has no name here is offered where the comment has it already. */
void px_comment_form_languages(px_form *form, px_str chosen)
{
    const px_request *request = form->request;
    px_form_choice *choices;
    bool there = false;
    size_t n = 0;

    chosen = chosen.len ? chosen : px_part_tag(request);
    while (px_part_language_at(n))
        n++;
    choices = px_arena_array(request->arena, n + 1, sizeof(*choices));
    for (size_t i = 0; i < n; i++) {
        px_str tag = px_str_of(px_part_language_at(i));

        choices[i] = (px_form_choice){ .value = tag, .title = px_part_language(request, tag) };
        there |= px_str_eq(tag, chosen);
    }
    if (!there)
        choices[n++] = (px_form_choice){ .value = chosen, .title = chosen };
    px_form_offer(form, "text_language", choices, n);
    px_form_set(form, "text_language", chosen);
}

px_str px_comment_form_language(const px_form *form)
{
    px_str chosen = px_form_text(form, "text_language");

    return chosen.len ? chosen : px_part_tag(form->request);
}

/* How the person signs unless they say otherwise. */
static px_str form_display(const px_request *request)
{
    px_error ignored = PX_ERROR_INIT;
    px_person person;

    if (px_person_get(request->db, request->arena, request->session.who.person, &person, &ignored) <
        0)
        return px_str_of(displays[PX_DISPLAY_NAME].value);
    return person.display;
}

void px_comment_form_start(px_form *form, px_request *request, const px_comment_target *target,
                           const px_comment *comment)
{
    px_form_choice *files;

    px_form_start(form, request, fields, PX_COUNT(fields));
    px_form_set(form, "kind", PX_STR("general"));
    px_form_set(form, "stance", PX_STR("none"));
    px_form_set(form, "display", form_display(request));
    px_form_set(form, "wording", target->source);
    px_comment_form_languages(form, comment ? comment->text_language : PX_STR(""));
    if (!comment)
        return;
    form_fill(form, comment);
    files = px_arena_array(request->arena, comment->n_attachments, sizeof(*files));
    for (size_t i = 0; i < comment->n_attachments; i++)
        files[i] = (px_form_choice){ .value = comment->attachments[i].id,
                                     .title = comment->attachments[i].name };
    px_form_offer(form, "remove", files, comment->n_attachments);
}

px_comment_words px_comment_form_words(const px_form *form, const px_comment_target *target)
{
    px_comment_words words = {
        .text = px_form_text(form, "text"),
        .text_language = px_comment_form_language(form),
        .wording = px_form_text(form, "wording"),
    };

    (void)px_comment_kind_find(px_form_text(form, "kind"), &words.kind);
    (void)px_comment_stance_find(px_form_text(form, "stance"), &words.stance);
    (void)px_display_find(px_form_text(form, "display"), &words.display);
    words.has_wording =
        target->shown.len > 0 && !px_str_eq(words.wording, px_str_trim(target->shown));
    return words;
}

void px_comment_form_files(px_form *form, size_t already)
{
    const px_uploads *sent = &form->request->uploads;
    px_arena *arena = form->request->arena;

    if (already + sent->count > PX_COMMENT_ATTACHMENTS_MAX)
        px_form_fail(form, NULL, N_("a comment has at most {max} files"), "max",
                     px_arena_format(arena, "%d", PX_COMMENT_ATTACHMENTS_MAX), NULL);
    for (size_t i = 0; i < sent->count; i++) {
        px_error why = PX_ERROR_INIT;
        const char *media_type;

        if (px_comment_file_check(sent->items[i].bytes, &media_type, &why) < 0 &&
            !px_form_refuse(form, NULL, &why))
            px_form_fail(form, NULL, N_("a file cannot be taken"), NULL);
    }
}
