/* SPDX-License-Identifier: EUPL-1.2 */
/* What is known of the process by which a code was drawn up, and what was criticised. */
#include "web/code_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static void process_criticisms(const px_code_view *v, px_view_process *view)
{
    size_t n;
    const px_dossier_entry **found = px_code_view_of_kind(v, PX_DOSSIER_CRITICISM, &n);
    px_view_process_criticism *rows = px_arena_array(v->request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_process_criticism){
            .id = px_str_of(
                px_arena_format(v->request->arena, "entry-%.*s", PX_STR_ARG(found[i]->key))),
            .when = px_code_view_when(v, &found[i]->when),
            .by = found[i]->by.value,
            .by_language = found[i]->by.language,
            .title = found[i]->title.value,
            .title_language = found[i]->title.language,
            .answer = found[i]->answer.value,
            .answer_language = found[i]->answer.language,
            .sources = px_code_view_sources(v, found[i]->sources, found[i]->n_sources),
            .n_sources = found[i]->n_sources,
        };
    view->criticisms = rows;
    view->n_criticisms = n;
}

static void process_html(const px_code_view *v, px_view_process *view, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->request;
    px_str title = px_code_view_title(v);
    px_frame frame = {
        .title = px_part_headed(
            request,
            px_str_of(px_tr(request->language, view->n_criticisms
                                                   ? N_("The process, and what was criticised")
                                                   : N_("What is known of the process"))),
            title),
        .room = PX_ROOM_CODES,
        .feed = px_page_address(request, "/codes/%.*s/feed.atom", PX_STR_ARG(v->code.id)),
        .feed_title = title,
    };

    view->home = px_page_address(request, "/");
    view->code_title = title;
    if (v->n_versions)
        view->code_language = px_part_other_language(request, &v->versions[0]);
    view->code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(v->code.id));
    view->as_of = px_code_view_day(v, v->dossier.as_of);
    view->twin = px_request_address(request, request->language, true);
    for (size_t i = 0; i < v->dossier.count && !view->history.len; i++)
        if (px_code_view_is_step(&v->dossier.entries[i]))
            view->history = px_page_address(request, "/codes/%.*s/history", PX_STR_ARG(v->code.id));
    frame.description = frame.title;
    px_template_process(&body, view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* The twin has the facts and criticisms alone. */
static int process_json(const px_code_view *v, px_reply *reply, px_error *err)
{
    px_dossier some = { .as_of = v->dossier.as_of };
    px_json json;

    some.entries = px_arena_array(v->request->arena, v->dossier.count, sizeof(*some.entries));
    for (size_t i = 0; i < v->dossier.count; i++)
        if (v->dossier.entries[i].kind == PX_DOSSIER_FACT ||
            v->dossier.entries[i].kind == PX_DOSSIER_CRITICISM)
            some.entries[some.count++] = v->dossier.entries[i];
    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", v->code.id);
    px_json_pair_str(&json, "title", v->code.title);
    px_json_key(&json, "dossier");
    px_json_object(&json);
    px_dossier_json(&json, &some, px_part_tag(v->request));
    px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_process(px_request *request, px_reply *reply, px_error *err)
{
    px_view_process view = { 0 };
    px_code_view v;
    int rc = px_code_view_read(request, false, &v, err);

    if (rc < 0)
        return rc;
    view.facts = px_code_view_entries(&v, PX_DOSSIER_FACT, &view.n_facts);
    process_criticisms(&v, &view);
    if (!view.n_facts && !view.n_criticisms)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("nothing is known of the process of '{code}'"),
                       "code", px_arena_cstr(request->arena, v.code.id), NULL);
    reply->shared = true;
    reply->until = v.until;
    if (request->json)
        return process_json(&v, reply, err);
    process_html(&v, &view, reply);
    return 0;
}
