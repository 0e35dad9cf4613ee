/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking the proposed wording of a comment over into a working version: what would change is shown
 * first; where its words are not as they were, the editor opens instead. */
#include "drafting/comment/change.h"
#include "drafting/comment/place.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct take_page {
    px_request *request;
    px_comment_view v;
    px_version *versions; /* of the code, newest first */
    size_t n_versions;
} take_page;

static int take_read(px_request *request, take_page *p, px_error *err)
{
    int rc = px_comment_view_read(request, &p->v, err);

    p->request = request;
    if (rc >= 0)
        rc = px_access_hide(request, PX_ACTION_EDIT_WORKING, px_scope_code(p->v.code.row), err);
    if (rc >= 0 && (!p->v.comment.has_wording || p->v.comment.state != PX_COMMENT_SUBMITTED))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the comment proposes no wording"), NULL);
    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &p->v.code, px_part_tag(request), false,
                             &p->versions, &p->n_versions, err);
    return rc;
}

static px_wording_take take_of(const take_page *p, px_str version)
{
    return (px_wording_take){
        .comment = p->v.comment.id,
        .version = version,
        .person = p->request->session.who.person,
        .author = px_form_author(p->request),
        .house = p->request->house,
        .arena = p->request->arena,
    };
}

/* The words of a text one after the other, as the redline compares them. */
static px_str take_words(const px_request *request, const px_text *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < text->count; i++) {
        const px_node *node = &text->nodes[i];

        px_builder_format(&out, "%.*s %.*s %.*s\n\n", PX_STR_ARG(node->number),
                          PX_STR_ARG(node->heading), PX_STR_ARG(node->text));
    }
    return px_arena_str(request->arena, px_builder_view(&out));
}

static px_str take_sentence(const px_request *request, const px_error *why)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

    px_error_format(&text, request->language, why);
    return px_part_sentence(request, px_arena_str(request->arena, px_builder_view(&text)), true);
}

/* Where it is worked in by hand: the editor of the provision that the comment hangs on in the
 * newest version that it came to. */
static px_str take_by_hand(const take_page *p, const px_version *version)
{
    const px_comment *c = &p->v.comment;
    px_error ignored = PX_ERROR_INIT;
    px_str id = c->anchor.id;
    px_comment_place *places;
    px_edit_source source;
    size_t count = 0;

    if (px_comment_place_list(p->request->db, p->request->arena, c, &places, &count, &ignored) < 0)
        count = 0;
    for (size_t i = count; i-- > 0;)
        if (places[i].current && places[i].lasting_id.len) {
            id = places[i].lasting_id;
            break;
        }
    source = (px_edit_source){ 0 };
    if (!id.len || px_edit_read(p->request->db, p->request->arena, p->v.code.id, version->label,
                                PX_STR(""), id, &source, &ignored) < 0)
        return PX_STR("");
    return px_page_address(p->request, "/codes/%.*s/%.*s/edit/%.*s?language=%.*s&comment=%.*s",
                           PX_STR_ARG(p->v.code.id), PX_STR_ARG(version->label), PX_STR_ARG(id),
                           PX_STR_ARG(c->language), PX_STR_ARG(c->id));
}

/* What would become of one version: tried, nothing stays. */
static int take_version(const take_page *p, const px_version *version, px_str csrf,
                        px_view_take_version *view, px_error *err)
{
    px_wording_take take = take_of(p, version->label);
    px_error why = PX_ERROR_INIT;
    int rc = px_house_try(p->request->house, px_wording_take_deed, &take, &why);

    *view = (px_view_take_version){
        .label = version->label,
        .language = p->v.comment.language,
        .action = px_comment_view_link(p->request, &p->v.comment, "/take"),
        .csrf = csrf,
    };
    if (rc < 0 && why.code != PX_ERR_CONFLICT && why.code != PX_ERR_INVALID) {
        *err = why;
        return rc;
    }
    if (rc < 0) {
        view->refused = take_sentence(p->request, &why);
        view->by_hand = take_by_hand(p, version);
        return 0;
    }
    if (!take.ret_changed)
        view->refused = px_str_of(px_tr(p->request->language, N_("The text says that already.")));
    view->redline = px_comment_view_redline(p->request, take_words(p->request, &take.ret_before),
                                            take_words(p->request, &take.ret_after));
    return 0;
}

static int take_show(take_page *p, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    const px_comment *c = &p->v.comment;
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder lead = PX_BUILDER_INIT(16 * 1024);
    px_view_take_version *rows =
        px_arena_array(request->arena, PX_MAX(p->n_versions, 1), sizeof(*rows));
    px_view_take view = {
        .head = px_comment_view_crumbs(request, &p->v.code),
        .wording = px_comment_view_redline(request,
                                           c->anchor.exact.len
                                               ? c->anchor.exact
                                               : px_comment_view_provision(request, &p->v.code, c),
                                           c->wording),
        .language = c->language,
        .deletes = !c->wording.len,
        .versions = rows,
    };
    px_arg args[] = { { "comment", px_comment_view_name(request, &p->v.comment) },
                      { "author", p->v.author } };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    px_form form;
    const px_view_form *token;

    px_form_start(&form, request, NULL, 0); /* for its token alone */
    token = px_form_show(&form, reply, px_comment_view_link(request, &p->v.comment, "/take"),
                         N_("Take it over"));
    for (size_t i = 0; i < p->n_versions; i++) {
        int rc;

        if (p->versions[i].state != PX_VERSION_WORKING)
            continue;
        rc = take_version(p, &p->versions[i], token->csrf, &rows[view.n_versions++], err);
        if (rc < 0)
            return rc;
    }
    px_message(&lead, request->language,
               N_("{comment} by {author} proposes other words. They are put in place of those that "
                  "it is about; its page and the text will say that they came from it."),
               args, PX_COUNT(args));
    view.lead = px_builder_view(&lead);
    frame.title = px_comment_view_name(request, &p->v.comment);
    px_template_take(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

int px_page_comment_take(px_request *request, px_reply *reply, px_error *err)
{
    take_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_wording_take take;
    int rc = take_read(request, p, err);

    if (rc < 0)
        return rc;
    if (request->method != PX_POST)
        return take_show(p, reply, err);
    take = take_of(p, px_fields_get(&request->form, "version"));
    rc = px_house_write(request->house, px_wording_take_deed, &take, err);
    if (rc == -PX_ERR_CONFLICT) { /* the page says why, and leads to the editor */
        reply->status = px_error_kind_of(PX_ERR_CONFLICT)->http_status;
        return take_show(p, reply, err);
    }
    if (rc < 0)
        return rc;
    px_reply_see_other(reply,
                       px_page_address(request, "/codes/%.*s/%.*s#%.*s", PX_STR_ARG(p->v.code.id),
                                       PX_STR_ARG(take.version), PX_STR_ARG(take.ret_lasting_id)));
    return 0;
}
