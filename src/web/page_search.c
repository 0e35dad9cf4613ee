/* SPDX-License-Identifier: EUPL-1.2 */
/* Search in the provisions of published versions: /search?q=WORDS&code=CODE&page=N. */
#include "base/number.h"
#include "code/markdown.h"
#include "store/search_index.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { HITS_PER_PAGE = 20, MAX_PAGE = 50, MAX_WORDS = 200 };

typedef struct search {
    px_str words, code;
    long long page; /* from 1 */
    px_code_hit *hits;
    size_t count;
    bool more;
} search;

/* A page that is no number is the first: nobody typed it. */
static int search_read(px_request *request, search *s, px_error *err)
{
    px_error unused = PX_ERROR_INIT;
    int rc;

    s->words = px_str_trim(px_fields_get(&request->query, "q"));
    s->code = px_fields_get(&request->query, "code");
    s->page = 1;
    (void)!px_parse_int(px_fields_get(&request->query, "page"), 1, MAX_PAGE, &s->page, &unused);
    if (s->words.len > MAX_WORDS)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the words to search for are too long; leave some of them out"), NULL);
    if (!s->words.len)
        return 0;
    rc = px_code_search(request->db, request->arena, s->words, px_part_tag(request), s->code,
                        (size_t)(s->page - 1) * HITS_PER_PAGE, HITS_PER_PAGE + 1, &s->hits,
                        &s->count, err);
    if (rc < 0)
        return rc;
    s->more = s->count > HITS_PER_PAGE && s->page < MAX_PAGE;
    s->count = PX_MIN(s->count, (size_t)HITS_PER_PAGE);
    return 0;
}

/* "?q=...&code=...&page=..."; page 0 leaves it out. */
static px_str search_query(const px_request *request, const search *s, px_str code, long long page)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(8 * 1024);

    px_builder_add(&b, "?q=");
    px_url_encode(&b, s->words);
    if (code.len) {
        px_builder_add(&b, "&code=");
        px_url_encode(&b, code);
    }
    if (page > 1)
        px_builder_format(&b, "&page=%lld", page);
    return px_arena_str(request->arena, px_builder_view(&b));
}

static px_str search_address(const px_request *request, const search *s, px_str code,
                             long long page)
{
    return px_page_address(request, "/search%.*s",
                           PX_STR_ARG(search_query(request, s, code, page)));
}

static int search_hit(const px_request *request, const px_code_hit *hit, px_view_search_hit *row,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder heading = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_BUILDER px_builder snippet = PX_BUILDER_INIT(64 * 1024);
    int rc = px_markdown_plain(&heading, hit->heading, err);

    if (rc < 0)
        return rc;
    if (!heading.len)
        px_builder_str(&heading, hit->lasting_id);
    px_search_snippet_html(&snippet, hit->snippet);
    *row = (px_view_search_hit){
        .link = px_page_address(request, "/codes/%.*s/%.*s#%.*s", PX_STR_ARG(hit->code),
                                PX_STR_ARG(hit->version), PX_STR_ARG(hit->lasting_id)),
        .heading = px_arena_str(request->arena, px_builder_view(&heading)),
        .where = px_str_of(px_arena_format(request->arena, "%.*s, %.*s", PX_STR_ARG(hit->code),
                                           PX_STR_ARG(hit->version))),
        .snippet = px_arena_str(request->arena, px_builder_view(&snippet)),
        .language = hit->language,
    };
    return 0;
}

static int search_options(px_request *request, const search *s, px_view_search *view, px_error *err)
{
    px_view_search_option *options;
    px_code *codes;
    size_t count;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &count, err);

    if (rc < 0)
        return rc;
    options = px_arena_array(request->arena, count, sizeof(*options));
    for (size_t i = 0; i < count; i++) {
        options[i].id = codes[i].id;
        options[i].title = codes[i].title.len ? codes[i].title : codes[i].id;
        options[i].chosen = px_str_eq(codes[i].id, s->code);
    }
    view->options = options;
    view->n_options = count;
    return 0;
}

static int search_html(px_request *request, px_reply *reply, const search *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_search_hit *rows = px_arena_array(request->arena, s->count, sizeof(*rows));
    px_view_search view = {
        .action = px_page_address(request, "/search"),
        .words = s->words,
        .asked = s->words.len > 0,
        .hits = rows,
        .n_hits = s->count,
        .first = (s->page - 1) * HITS_PER_PAGE + 1,
        .last = (s->page - 1) * HITS_PER_PAGE + (long long)s->count,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Search"))),
        .room = PX_ROOM_SEARCH,
        .hidden = s->words.len > 0,
    };
    int rc = search_options(request, s, &view, err);

    for (size_t i = 0; rc >= 0 && i < s->count; i++)
        rc = search_hit(request, &s->hits[i], &rows[i], err);
    if (rc < 0)
        return rc;
    if (s->page > 1)
        view.previous = search_address(request, s, s->code, s->page - 1);
    if (s->more)
        view.following = search_address(request, s, s->code, s->page + 1);
    if (s->code.len)
        view.everywhere = search_address(request, s, PX_STR_NONE, 0);
    if (s->words.len)
        frame.query = search_query(request, s, s->code, 0);
    px_template_search(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int search_json(px_reply *reply, const search *s, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "words", s->words.len ? s->words : PX_STR(""));
    px_json_pair_str(&json, "code", s->code.len ? s->code : PX_STR_NONE);
    px_json_pair_int(&json, "page", s->page);
    px_json_pair_bool(&json, "more", s->more);
    px_json_key(&json, "hits");
    px_json_array(&json);
    for (size_t i = 0; i < s->count; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "code", s->hits[i].code);
        px_json_pair_str(&json, "version", s->hits[i].version);
        px_json_pair_str(&json, "id", s->hits[i].lasting_id);
        px_json_pair_str(&json, "heading", s->hits[i].heading);
        px_json_pair_str(&json, "language", s->hits[i].language);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_search(px_request *request, px_reply *reply, px_error *err)
{
    search s = { 0 };
    int rc = search_read(request, &s, err);

    if (rc < 0)
        return rc;
    return request->json ? search_json(reply, &s, err) : search_html(request, reply, &s, err);
}
