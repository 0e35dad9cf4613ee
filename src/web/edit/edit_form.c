/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/edit/edit_form.h"

#include "code/translation.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_provision_change.h"
#include "web/page_text.h"
#include "web/process/form_deed.h"
#include "web/server_priv.h"
#include "web/templates.h"

#include "base/banned.h"

enum { NAME_POINTS = 120, GAPS_MAX = 10000, FIELDS_MAX = 2 * PX_EDIT_TEXTS_MAX + 8 };

static const px_form_option places[] = {
    { "before", N_("before"), NULL },
    { "behind", N_("behind"), NULL },
    { "inside", N_("inside, as the last in it"), NULL },
};

static const px_form_field place_fields[] = {
    { "part", PX_FORM_PART, N_("Its place"),
      N_("Only where it is to stand elsewhere, or to go; it keeps its lasting id and the words in "
         "all languages.") },
    { "place", PX_FORM_SELECT, N_("Move it"), NULL, .options = places,
      .n_options = PX_COUNT(places) },
    { "beside", PX_FORM_SELECT, N_("the provision"), NULL },
    { "remove", PX_FORM_CHECK, N_("Take this provision out, with all that stands in it"),
      N_("The text above does not count then.") },
};

static const px_form_field comment_field = {
    "comments", PX_FORM_SEVERAL, N_("Because of"),
    N_("Whoever made the comment, and every reader, will see that it changed these words.")
};

/* ---- Reading */

int px_edit_form_read(px_edit_form *f, px_request *request, const px_edit_source *source,
                      px_error *err)
{
    const px_version *version = &source->version;
    int rc = 0;

    f->request = request;
    f->texts = px_arena_array(request->arena, PX_EDIT_TEXTS_MAX, sizeof(*f->texts));
    f->texts[f->n_texts++] =
        (px_edit_text){ .source = *source, .field = "text", .made_from = "made-from" };
    for (size_t i = 0; rc >= 0 && i < version->n_languages && source->text.count &&
                       f->n_texts < PX_EDIT_TEXTS_MAX;
         i++) {
        px_edit_text *text = &f->texts[f->n_texts];
        px_str tag = version->languages[i];

        if (px_str_eq(tag, source->language))
            continue;
        *text = (px_edit_text){
            .field = px_arena_format(request->arena, "text-%.*s", PX_STR_ARG(tag)),
            .made_from = px_arena_format(request->arena, "made-from-%.*s", PX_STR_ARG(tag)),
        };
        f->n_texts++;
        rc = px_edit_read(request->db, request->arena, source->code.id, version->label, tag,
                          request->params[2], &text->source, err);
    }
    return rc;
}

/* ---- The fields */

static size_t add_texts(const px_edit_form *f, px_form_field *fields)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_texts; i++) {
        fields[n++] = (px_form_field){ f->texts[i].made_from, PX_FORM_HIDDEN, NULL, NULL };
        fields[n++] = (px_form_field){
            f->texts[i].field,
            PX_FORM_LONG,
            N_("Text in Markdown"),
            NULL,
            .max = PX_EDIT_MAX_BYTES,
            .language = px_arena_cstr(f->request->arena, f->texts[i].source.language),
        };
    }
    return n;
}

static void label_texts(px_edit_form *f)
{
    for (size_t i = 0; f->n_texts > 1 && i < f->n_texts; i++) {
        PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(4096);
        px_arg arg = { "language", px_part_language(f->request, f->texts[i].source.language) };

        px_message(&label, f->request->language, N_("Text in {language}, in Markdown"), &arg, 1);
        px_form_label(&f->form, f->texts[i].field,
                      px_arena_str(f->request->arena, px_builder_view(&label)),
                      i ? PX_STR("")
                        : px_str_of(px_tr(
                              f->request->language,
                              N_("What stands where is as in this text; the others follow it."))));
    }
}

static void set_texts(px_edit_form *f)
{
    for (size_t i = 0; i < f->n_texts; i++) {
        px_form_set(&f->form, f->texts[i].made_from, px_str_of(f->texts[i].source.digest));
        px_form_set(&f->form, f->texts[i].field, f->texts[i].source.markdown);
    }
}

/* All provisions of the version but those that are edited. */
static int offer_places(px_edit_form *f, px_error *err)
{
    const px_edit_source *source = &f->texts[0].source;
    px_request *request = f->request;
    px_form_choice *choices;
    size_t n = 0, from = 0, to;
    px_text text;
    int rc = px_version_text(request->db, request->arena, &source->version, source->language, &text,
                             err);

    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, PX_MAX(text.count, 1), sizeof(*choices));
    while (from < text.count && text.nodes[from].row != source->place.node)
        from++;
    to = from + source->text.count;
    for (size_t i = 0; i < text.count; i++)
        if (i < from || i >= to)
            choices[n++] = (px_form_choice){
                .value = text.nodes[i].lasting_id,
                .title = px_page_text_line(request, &text.nodes[i], NAME_POINTS),
            };
    px_form_offer(&f->form, "beside", choices, n);
    return 0;
}

int px_edit_form_start(px_edit_form *f, const px_comment_beside *beside, bool gone, px_error *err)
{
    px_form_field *fields = px_arena_array(f->request->arena, FIELDS_MAX, sizeof(*fields));
    size_t n = add_texts(f, fields);
    px_str comment = px_fields_get(&f->request->query, "comment");

    for (size_t i = 0; !gone && i < PX_COUNT(place_fields); i++)
        fields[n++] = place_fields[i];
    if (beside->page.count)
        fields[n++] = comment_field;
    px_form_start(&f->form, f->request, fields, n);
    label_texts(f);
    set_texts(f);
    if (beside->page.count)
        px_form_offer(&f->form, "comments", px_comment_beside_choices(f->request, beside),
                      beside->page.count);
    if (beside->page.count && comment.len)
        px_form_set(&f->form, "comments", comment);
    return gone ? 0 : offer_places(f, err);
}

/* ---- What was sent */

static bool is_removed(const px_edit_form *f)
{
    return px_form_entry_of(&f->form, "text") && f->texts[0].source.text.count &&
           px_form_checked(&f->form, "remove");
}

static int parse_text(px_edit_form *f, px_edit_text *text, px_error *err)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_importer *importer;
    px_error why = PX_ERROR_INIT;
    int rc =
        px_import_parse(f->request->server->jail, "markdown", "text.md",
                        px_form_text(&f->form, text->field), PX_STR(""), &outline, &importer, &why);

    text->outline = px_arena_str(f->request->arena, px_builder_view(&outline));
    if (rc < 0 && !px_form_refuse(&f->form, text->field, &why)) {
        *err = why;
        return rc;
    }
    return 0;
}

int px_edit_form_parse(px_edit_form *f, px_error *err)
{
    bool moved = f->texts[0].source.text.count && px_form_has(&f->form, "place");
    int rc = 0;

    if (moved && !px_form_has(&f->form, "beside"))
        px_form_fail(&f->form, "beside", N_("choose the provision beside which it is to stand"),
                     NULL);
    if (is_removed(f))
        return 0;
    for (size_t i = 0; rc >= 0 && i < f->n_texts; i++)
        rc = parse_text(f, &f->texts[i], err);
    return rc;
}

void px_edit_form_fill(const px_edit_form *f, px_text_edit *edit)
{
    px_arena *arena = f->request->arena;
    px_edit_words *others = px_arena_array(arena, f->n_texts, sizeof(*others));

    edit->edit.outline = f->texts[0].outline;
    edit->edit.digest = px_form_text(&f->form, f->texts[0].made_from);
    edit->edit.others = others;
    edit->edit.n_others = f->n_texts - 1;
    for (size_t i = 1; i < f->n_texts; i++)
        others[i - 1] = (px_edit_words){
            .language = f->texts[i].source.language,
            .outline = f->texts[i].outline,
            .digest = px_form_text(&f->form, f->texts[i].made_from),
        };
    if (!f->texts[0].source.text.count)
        return;
    edit->edit.remove = is_removed(f);
    if (px_edit_place_find(px_form_text(&f->form, "place"), &edit->edit.place))
        edit->edit.beside = px_form_text(&f->form, "beside");
}

void px_edit_form_met_others(px_edit_form *f)
{
    for (size_t i = 0; i < f->n_texts; i++)
        px_form_set(&f->form, f->texts[i].made_from, px_str_of(f->texts[i].source.digest));
}

/* ---- Showing */

void px_edit_form_previews(px_edit_form *f, const px_edit *edit)
{
    f->texts[0].preview = edit->ret_after;
    for (size_t i = 1; i < f->n_texts; i++)
        f->texts[i].preview = edit->others[i - 1].ret_after;
}

/* What changes against the newest published version that has it. */
static int show_redline(const px_edit_form *f, const px_edit_text *text, px_view_edit_text *view,
                        px_error *err)
{
    px_request *request = f->request;
    PX_AUTO_BUILDER px_builder redline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_provision_place *published, both[2];
    px_provision_change *changes;
    px_text texts[2] = { text->preview };
    size_t count;
    int rc =
        px_provision_places(request->db, request->arena, &text->source.code, request->params[2],
                            text->source.language, true, &published, &count, err);

    if (rc < 0 || !count)
        return rc;
    both[0] = text->source.place;
    both[1] = published[0];
    rc = px_provision_text(request->db, request->arena, &both[1], text->source.language, &texts[1],
                           err);
    if (rc >= 0)
        rc = px_page_provision_changes(request, both, texts, 2, &changes, err);
    if (rc >= 0 && changes[0].any)
        rc = px_page_provision_change_html(request, &changes[0], 0, &redline, err);
    view->before = published[0].version.label;
    view->redline = px_arena_str(request->arena, px_builder_view(&redline));
    return rc;
}

static int show_preview(const px_edit_form *f, const px_edit_text *text, px_view_edit_text *view,
                        px_error *err)
{
    px_request *request = f->request;
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_page_text_how how = { .code = text->source.code.id, .version = text->source.version.label };
    int rc = px_page_text(request, &body, &text->preview, 0, text->preview.count, &how, err);

    view->preview = px_arena_str(request->arena, px_builder_view(&body));
    return rc < 0 ? rc : show_redline(f, text, view, err);
}

int px_edit_form_views(px_edit_form *f, bool previewed, const px_view_edit_text **ret_views,
                       size_t *ret_count, px_error *err)
{
    px_view_edit_text *views = px_arena_array(f->request->arena, f->n_texts, sizeof(*views));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < f->n_texts; i++) {
        const px_edit_text *text = &f->texts[i];

        views[i] = (px_view_edit_text){
            .language = text->source.language,
            .present = text->source.markdown,
        };
        if (f->n_texts > 1)
            views[i].name = px_part_own_language(text->source.language);
        if (previewed && text->preview.count)
            rc = show_preview(f, text, &views[i], err);
    }
    *ret_views = views;
    *ret_count = f->n_texts;
    return rc;
}

static bool stands_in(const px_text *text, px_str id)
{
    for (size_t i = 0; i < text->count; i++)
        if (px_str_eq(text->nodes[i].lasting_id, id))
            return true;
    return false;
}

int px_edit_form_gaps(const px_edit_form *f, const px_view_edit_gap **ret_gaps, size_t *ret_count,
                      px_error *err)
{
    const px_edit_source *source = &f->texts[0].source;
    px_request *request = f->request;
    px_translation_gap *gaps;
    px_view_edit_gap *views;
    size_t count, all, n = 0;
    int rc = px_translation_gaps(request->db, request->arena, &source->version, GAPS_MAX, &gaps,
                                 &count, &all, err);

    if (rc < 0)
        return rc;
    views = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*views));
    for (size_t i = 0; i < count; i++)
        if (stands_in(&source->text, gaps[i].id))
            views[n++] = (px_view_edit_gap){
                .words = gaps[i].words,
                .words_language = gaps[i].other,
                .language = px_part_language(request, gaps[i].language),
                .link =
                    px_page_address(request, "/codes/%.*s/%.*s/edit/%.*s?language=%.*s",
                                    PX_STR_ARG(source->code.id), PX_STR_ARG(source->version.label),
                                    PX_STR_ARG(gaps[i].id), PX_STR_ARG(gaps[i].language)),
            };
    *ret_gaps = views;
    *ret_count = n;
    return 0;
}
