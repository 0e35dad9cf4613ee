/* SPDX-License-Identifier: EUPL-1.2 */
/* Editing a provision of a working version in Markdown, with a preview. Nobody's words are lost:
 * the form carries what it was made from, and where others have changed that since, both are shown.
 */
#include "base/number.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/edit/edit_form.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { NAME_POINTS = 60 };

typedef struct edit_page {
    px_request *request;
    px_edit_source source; /* in the language that leads */
    px_comment_beside beside;
    px_edit_form form;
    bool saved, conflict, gone;
    bool previewed, changed;
} edit_page;

/* ---- Reading */

/* The language asked for, else the reader's where the version has it, else the first. */
static px_str edit_language(const px_request *request, const px_version *version)
{
    px_str asked = px_fields_get(&request->query, "language");

    if (asked.len)
        return asked;
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], px_part_tag(request)))
            return version->languages[i];
    return PX_STR("");
}

static int edit_read(px_request *request, edit_page *p, px_error *err)
{
    px_code code;
    px_version version;
    int rc =
        px_part_version_find(request, request->params[0], request->params[1], &code, &version, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_EDIT_WORKING, px_scope_code(code.row), err);
    if (rc < 0)
        return rc;
    if (version.state != PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' of code '{code}' is published; its text stays as it "
                          "is"),
                       "version", px_arena_cstr(request->arena, version.label), "code",
                       px_arena_cstr(request->arena, code.id), NULL);
    p->request = request;
    p->source.code = code;
    p->source.version = version;
    rc = px_edit_read(request->db, request->arena, code.id, version.label,
                      edit_language(request, &version), request->params[2], &p->source, err);
    if (rc == -PX_ERR_NOT_FOUND && request->method == PX_POST &&
        px_fields_get(&request->form, "text").len) {
        p->gone = true; /* what was typed is not lost for that */
        *err = PX_ERROR_INIT;
        rc = 0;
    }
    if (rc >= 0)
        rc = px_comment_beside_read(request, &code, request->params[2], &p->beside, err);
    return rc < 0 ? rc : px_edit_form_read(&p->form, request, &p->source, err);
}

/* ---- Showing */

static px_str edit_address(const edit_page *p, px_str language)
{
    return px_page_address(p->request, "/codes/%.*s/%.*s/edit/%.*s%s%.*s",
                           PX_STR_ARG(p->source.code.id), PX_STR_ARG(p->source.version.label),
                           PX_STR_ARG(p->request->params[2]), language.len ? "?language=" : "",
                           PX_STR_ARG(language));
}

static px_str edit_version_link(const edit_page *p, const char *before)
{
    return px_page_address(p->request, "/codes/%.*s/%.*s%s%s", PX_STR_ARG(p->source.code.id),
                           PX_STR_ARG(p->source.version.label), before,
                           *before ? px_arena_cstr(p->request->arena, p->request->params[2]) : "");
}

static const px_view_process_head *edit_head(const edit_page *p)
{
    px_view_process_head *head = px_arena_alloc(p->request->arena, sizeof(*head));
    const px_code *code = &p->source.code;
    const px_version *version = &p->source.version;

    *head = (px_view_process_head){
        .home = px_page_address(p->request, "/"),
        .code_title = code->title.len ? code->title : code->id,
        .code_link = px_page_address(p->request, "/codes/%.*s", PX_STR_ARG(code->id)),
        .title = version->label,
        .link = edit_version_link(p, "#"),
    };
    return head;
}

static void edit_languages(const edit_page *p, px_view_edit *view)
{
    const px_version *version = &p->source.version;
    px_view_edit_language *list =
        px_arena_array(p->request->arena, PX_MAX(version->n_languages, 1), sizeof(*list));

    for (size_t i = 0; version->n_languages > 1 && i < version->n_languages; i++)
        list[view->n_languages++] = (px_view_edit_language){
            .name = px_part_own_language(version->languages[i]),
            .language = version->languages[i],
            .link = edit_address(p, version->languages[i]),
            .current = px_str_eq(version->languages[i], p->source.language),
        };
    view->languages = list;
    view->several = version->n_languages > 1;
}

/* Its heading, else its first words. */
static int edit_name(const edit_page *p, px_view_edit *view, px_error *err)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    const px_node *node = p->source.text.count ? &p->source.text.nodes[0] : NULL;
    px_str words = node ? px_comment_view_plain(p->request, node->text) : PX_STR("");
    int rc = node ? px_page_text_name(p->request, &name, node, err) : 0;

    view->title =
        name.len ? px_arena_str(p->request->arena, px_builder_view(&name)) : p->request->params[2];
    if (node && !node->heading.len && words.len)
        view->title = px_comment_view_head(p->request, words, NAME_POINTS);
    return rc;
}

static int edit_show(edit_page *p, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_edit view = {
        .head = edit_head(p),
        .text_language = p->source.language,
        .saved = p->saved,
        .undo = px_fields_get(&request->query, "step"),
        .reading = edit_version_link(p, "#"),
        .conflict = p->conflict || p->gone,
        .gone = p->gone,
        .previewed = p->previewed,
        .same = !p->changed,
        .comments_version = p->beside.version,
        .sample =
            px_str_of(px_arena_format(request->arena, "{#%.*s}", PX_STR_ARG(request->params[2]))),
    };
    const px_view_form *form;
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    int rc = edit_name(p, &view, err);

    if (rc >= 0)
        rc = px_edit_form_views(&p->form, p->previewed, &view.texts, &view.n_texts, err);
    if (rc >= 0)
        rc = px_edit_form_gaps(&p->form, &view.gaps, &view.n_gaps, err);
    if (rc >= 0)
        rc = px_comment_beside_view(request, &p->beside, &view.comments, &view.n_comments, err);
    if (rc < 0)
        return rc;
    edit_languages(p, &view);
    if (p->beside.page.more_after)
        view.more = px_page_address(request, "/codes/%.*s/comments", PX_STR_ARG(p->source.code.id));
    form = px_form_show(&p->form.form, reply, edit_address(p, p->source.language), N_("Save"));
    view.action = form->action;
    view.csrf = form->csrf;
    view.errors = form->errors;
    view.fields = form->fields;
    view.n_fields = form->n_fields;
    frame.title = px_form_title(&p->form.form, view.title);
    px_template_edit(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- Saving */

static int edit_deed(edit_page *p, bool save, px_text_edit *edit, bool *ret_done, px_error *err)
{
    px_request *request = p->request;
    px_form *form = &p->form.form;
    const px_form_entry *because = p->beside.page.count ? px_form_entry_of(form, "comments") : NULL;
    int rc;

    *edit = (px_text_edit){
        .edit = {
            .code = p->source.code.id,
            .version = p->source.version.label,
            .language = p->source.language,
            .id = request->params[2],
            .author = px_form_author(request),
            .house = request->house,
            .arena = request->arena,
            .reader = request->language,
        },
        .comments = because ? because->several : NULL,
        .n_comments = because ? because->n_several : 0,
        .person = request->session.who.person,
    };
    px_edit_form_fill(&p->form, edit);
    rc = save ? px_form_deed(form, px_text_edit_deed, edit, ret_done, err)
              : px_form_deed_try(form, px_text_edit_deed, edit, ret_done, err);
    if (rc >= 0 && !*ret_done && edit->edit.conflict) {
        p->conflict = true;
        px_edit_form_met_others(&p->form);
    }
    p->previewed = rc >= 0 && *ret_done;
    if (p->previewed)
        px_edit_form_previews(&p->form, &edit->edit);
    p->changed = edit->edit.ret_changed;
    return rc;
}

static int edit_sent(edit_page *p, px_reply *reply, px_error *err)
{
    bool save = !px_str_is(px_fields_get(&p->request->form, "do"), "preview"), done = false;
    px_text_edit edit;
    int rc = 0;

    if (px_form_read(&p->form.form))
        rc = px_edit_form_parse(&p->form, err);
    if (rc >= 0 && px_form_is_valid(&p->form.form))
        rc = edit_deed(p, save, &edit, &done, err);
    if (rc < 0)
        return rc;
    if (!done || !save)
        return edit_show(p, reply, err);
    if (edit.edit.remove || !edit.edit.ret_changed)
        px_reply_see_other(reply, edit_version_link(p, edit.edit.remove ? "" : "#"));
    else
        px_reply_see_other(
            reply, px_str_of(px_arena_format(p->request->arena, "%.*s&saved=1&step=%lld",
                                             PX_STR_ARG(edit_address(p, p->source.language)),
                                             (long long)edit.edit.ret_step)));
    return 0;
}

/* Takes back what was just saved, unless somebody has changed the version since. */
static int edit_undo(edit_page *p, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_import_undo undo = {
        .code = p->source.code.id,
        .label = p->source.version.label,
        .author = px_form_author(request),
        .house = request->house,
        .arena = request->arena,
    };
    px_str step = px_fields_get(&request->form, "step");
    long long number = 0;
    int rc = px_parse_int(step, 1, INT64_MAX, &number, err);

    undo.step = number;
    if (rc >= 0)
        rc = px_house_write(request->house, px_text_undo_deed, &undo, err);
    if (rc < 0)
        return rc;
    px_reply_see_other(reply, edit_address(p, p->source.language));
    return 0;
}

int px_page_edit(px_request *request, px_reply *reply, px_error *err)
{
    edit_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = edit_read(request, p, err);

    if (rc < 0)
        return rc;
    if (request->method == PX_POST && px_str_is(px_fields_get(&request->form, "do"), "undo"))
        return edit_undo(p, reply, err);
    rc = px_edit_form_start(&p->form, &p->beside, p->gone, err);
    if (rc < 0)
        return rc;
    p->saved = px_fields_get(&request->query, "saved").len > 0;
    return request->method == PX_POST ? edit_sent(p, reply, err) : edit_show(p, reply, err);
}
