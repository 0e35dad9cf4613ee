/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/annotation.h"

#include "drafting/comment/comment_annotation.h"
#include "web/comment/comment_view.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"

#include "base/banned.h"

#define CONTEXT "http://www.w3.org/ns/anno.jsonld"
#define TYPE "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""

static void annotation_start(px_reply *reply, px_json *json)
{
    reply->content_type = TYPE;
    px_json_start(json, &reply->body, PX_JSON_COMPACT);
    px_json_object(json);
    px_json_pair_cstr(json, "@context", CONTEXT);
}

int px_web_annotation(px_request *request, px_reply *reply, px_error *err)
{
    px_comment_view v;
    px_json json;
    int rc = px_comment_view_read(request, &v, err);

    if (rc >= 0 && v.comment.state != PX_COMMENT_SUBMITTED)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    if (rc < 0)
        return rc;
    reply->shared = true;
    annotation_start(reply, &json);
    px_comment_annotation_pairs(&json, request->arena, px_site_base(request, reply), &v.comment,
                                v.author);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Of a list */

static px_str list_address(const px_request *request, px_str base, const px_code *code,
                           const px_comment_asked *asked, const px_comment *after)
{
    px_str query = px_comment_asked_query(request, asked, "format", PX_STR("annotation"));

    return px_str_of(
        px_arena_format(request->arena, "%.*s/%s/codes/%.*s/comments%.*s%s%.*s", PX_STR_ARG(base),
                        px_language_tag(request->language), PX_STR_ARG(code->id), PX_STR_ARG(query),
                        after ? "&after=" : "", PX_STR_ARG(after ? after->id : PX_STR(""))));
}

static void list_items(px_json *json, const px_request *request, px_str base,
                       const px_comment_page *page)
{
    px_json_key(json, "items");
    px_json_array(json);
    for (size_t i = 0; i < page->count; i++) {
        const px_comment_line *line = &page->rows[i];

        if (line->comment.state != PX_COMMENT_SUBMITTED)
            continue;
        px_json_object(json);
        px_comment_annotation_pairs(json, request->arena, base, &line->comment, line->author);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_annotation_page(const px_request *request, px_reply *reply, const px_code *code,
                       const px_comment_asked *asked, const px_comment_page *page, px_error *err)
{
    px_str base = px_site_base(request, reply);
    px_str collection = list_address(request, base, code, asked, NULL);
    bool first = !asked->filter.after.len && !asked->filter.before.len;
    px_json json;

    annotation_start(reply, &json);
    if (first) {
        px_json_pair_str(&json, "id", collection);
        px_json_pair_cstr(&json, "type", "AnnotationCollection");
        px_json_pair_int(&json, "total", page->total);
        px_json_key(&json, "first");
        px_json_object(&json);
    }
    px_json_pair_str(
        &json, "id",
        px_str_of(px_arena_format(request->arena, "%.*s&after=%.*s", PX_STR_ARG(collection),
                                  PX_STR_ARG(asked->filter.after))));
    px_json_pair_cstr(&json, "type", "AnnotationPage");
    px_json_pair_str(&json, "partOf", collection);
    if (page->more_after)
        px_json_pair_str(
            &json, "next",
            list_address(request, base, code, asked, &page->rows[page->count - 1].comment));
    list_items(&json, request, base, page);
    if (first)
        px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}
