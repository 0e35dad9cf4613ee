/* SPDX-License-Identifier: EUPL-1.2 */
/* Search in the provisions of published versions:
 * /search?q=WORDS&code=CODE&version=LABEL&kind=KIND&lang=TAG&page=N. The version "*" is every one.
 */
#include "base/number.h"
#include "code/code_search.h"
#include "drafting/comment/comment_list.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { HITS_PER_PAGE = 20, MAX_PAGE = 50, MAX_WORDS = 200, MAX_VALUES = 12 };
#define EVERY_VERSION "*"

typedef struct search {
    px_code_query query;
    long long page; /* from 1 */
    px_code_found found;
    px_view_search_comments *comments; /* codes whose comments have the words */
    px_str *commented;                 /* their ids */
    size_t n_comments;
} search;

/* ---- Comments */

/* How many comments on the code have the words, where there are some. */
static int count_comments(const px_request *request, search *s, const px_code *code, px_error *err)
{
    const px_comment_filter filter = { .code = code->row, .text = s->query.words, .max = 1 };
    PX_AUTO_BUILDER px_builder link = PX_BUILDER_INIT(4096);
    px_comment_page page;
    int rc = px_comment_list(request->db, request->arena, &filter, request->language, &page, err);

    if (rc < 0 || !page.total)
        return rc;
    px_builder_format(&link, "/codes/%.*s/comments?q=", PX_STR_ARG(code->id));
    px_url_encode(&link, s->query.words);
    s->commented[s->n_comments] = code->id;
    s->comments[s->n_comments++] = (px_view_search_comments){
        .link = px_page_address(request, "%s", px_builder_cstr(&link)),
        .title = code->title,
        .total = page.total,
    };
    return 0;
}

static int search_comments(const px_request *request, search *s, px_error *err)
{
    px_code *codes;
    size_t n;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &n, err);

    if (rc < 0)
        return rc;
    s->comments = px_arena_array(request->arena, n + 1, sizeof(*s->comments));
    s->commented = px_arena_array(request->arena, n + 1, sizeof(*s->commented));
    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (!s->query.code.len || px_str_eq(s->query.code, codes[i].id))
            rc = count_comments(request, s, &codes[i], err);
    return rc;
}

/* ---- What is asked for */

/* A page that is no number is the first: nobody typed it. */
static int search_read(px_request *request, search *s, px_error *err)
{
    px_str version = px_fields_get(&request->query, "version");
    px_str language = px_fields_get(&request->query, "lang");
    px_error unused = PX_ERROR_INIT;
    int rc;

    s->page = 1;
    (void)!px_parse_int(px_fields_get(&request->query, "page"), 1, MAX_PAGE, &s->page, &unused);
    s->query = (px_code_query){
        .words = px_str_trim(px_fields_get(&request->query, "q")),
        .language = language.len ? language : px_part_tag(request),
        .reader = px_part_tag(request),
        .code = px_fields_get(&request->query, "code"),
        .version = px_str_is(version, EVERY_VERSION) ? PX_STR("") : version,
        .kind = px_fields_get(&request->query, "kind"),
        .all = px_str_is(version, EVERY_VERSION),
        .offset = (size_t)(s->page - 1) * HITS_PER_PAGE,
        .max = HITS_PER_PAGE,
    };
    if (s->query.words.len > MAX_WORDS)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the words to search for are too long; leave some of them out"), NULL);
    if (!s->query.words.len)
        return 0;
    rc = px_code_search(request->db, request->arena, &s->query, &s->found, err);
    return rc < 0 ? rc : search_comments(request, s, err);
}

/* ---- Addresses */

/* "?q=...&code=...&page=..."; what is empty, and the language of the page, is left out. */
static px_str query_string(const px_request *request, const px_code_query *query, long long page)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(16 * 1024);
    px_str language =
        px_str_eq(query->language, px_part_tag(request)) ? PX_STR("") : query->language;

    px_builder_add(&b, "?q=");
    px_url_encode(&b, query->words);
    px_url_pair(&b, "code", query->code);
    px_url_pair(&b, "version", query->all ? PX_STR(EVERY_VERSION) : query->version);
    px_url_pair(&b, "kind", query->kind);
    px_url_pair(&b, "lang", language);
    if (page > 1)
        px_builder_format(&b, "&page=%lld", page);
    return px_arena_str(request->arena, px_builder_view(&b));
}

static px_str search_address(const px_request *request, const px_code_query *query, long long page)
{
    return px_page_address(request, "/search%.*s", PX_STR_ARG(query_string(request, query, page)));
}

/* ---- The form */

static void add_option(px_view_search_option *options, size_t *count, px_str value, px_str title,
                       bool chosen)
{
    options[(*count)++] = (px_view_search_option){ value, title, chosen };
}

static int code_options(px_request *request, const search *s, px_view_search *view, px_error *err)
{
    px_view_search_option *options;
    px_code *codes;
    size_t count;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &count, err);

    if (rc < 0)
        return rc;
    options = px_arena_array(request->arena, count + 1, sizeof(*options));
    for (size_t i = 0; i < count; i++)
        add_option(options, &view->n_codes, codes[i].id,
                   codes[i].title.len ? codes[i].title : codes[i].id,
                   px_str_eq(codes[i].id, s->query.code));
    view->codes = options;
    return 0;
}

/* The versions of the code that was chosen; without one, only the one that was. */
static int version_options(px_request *request, const search *s, px_view_search *view,
                           px_error *err)
{
    px_view_search_option *options;
    px_version *versions = NULL;
    px_error unused = PX_ERROR_INIT;
    size_t count = 0;
    px_code code;
    bool seen = !s->query.version.len;
    int rc = 0;

    if (s->query.code.len && px_code_find(request->db, request->arena, s->query.code,
                                          px_part_tag(request), &code, &unused) >= 0)
        rc = px_version_list(request->db, request->arena, &code, px_part_tag(request), true,
                             &versions, &count, err);
    if (rc < 0)
        return rc;
    options = px_arena_array(request->arena, count + 3, sizeof(*options));
    add_option(options, &view->n_versions, PX_STR(""),
               px_str_of(px_tr(request->language, N_("Newest version"))),
               !s->query.all && !s->query.version.len);
    add_option(options, &view->n_versions, PX_STR(EVERY_VERSION),
               px_str_of(px_tr(request->language, N_("Every version"))), s->query.all);
    for (size_t i = 0; i < count; i++) {
        bool chosen = px_str_eq(versions[i].label, s->query.version);

        add_option(options, &view->n_versions, versions[i].label, versions[i].label, chosen);
        seen = seen || chosen;
    }
    if (!seen)
        add_option(options, &view->n_versions, s->query.version, s->query.version, true);
    view->versions = options;
    return 0;
}

static px_str kind_words(const px_request *request, px_str name)
{
    px_provision_kind kind;

    if (!px_provision_kind_find(name, &kind))
        return name;
    return px_part_sentence(request, px_part_kind(request, kind, PX_STR("")), false);
}

static void kind_options(px_request *request, const search *s, px_view_search *view)
{
    px_view_search_option *options =
        px_arena_array(request->arena, PX_PROVISION_KIND_COUNT, sizeof(*options));

    for (int kind = 0; kind < PX_PROVISION_KIND_COUNT; kind++) {
        px_str name = px_str_of(px_provision_kind_name((px_provision_kind)kind));

        add_option(options, &view->n_kinds, name, kind_words(request, name),
                   px_str_eq(name, s->query.kind));
    }
    view->kinds = options;
}

/* Only where texts are in more than one language. */
static int language_options(px_request *request, const search *s, px_view_search *view,
                            px_error *err)
{
    px_view_search_option *options;
    px_str *languages;
    size_t count;
    int rc = px_search_languages(request->db, request->arena, &languages, &count, err);

    if (rc < 0 || count < 2)
        return rc;
    options = px_arena_array(request->arena, count + 1, sizeof(*options));
    for (size_t i = 0; i < count; i++)
        add_option(options, &view->n_languages, languages[i],
                   px_part_sentence(request, px_part_language(request, languages[i]), false),
                   px_str_eq(languages[i], s->query.language));
    view->languages = options;
    return 0;
}

/* ---- The hits */

static px_str step_text(const px_request *request, const px_code_step *step)
{
    return px_str_of(px_arena_format(request->arena, "%.*s%s%.*s", PX_STR_ARG(step->number),
                                     step->number.len && step->heading.len ? " " : "",
                                     PX_STR_ARG(step->heading)));
}

/* "point 3" of "3."; a number with words of its own stays alone. */
static void hit_number(const px_request *request, const px_code_hit *hit, px_builder *out)
{
    px_str number = hit->number;

    if (px_str_find_char(number, ' ') < number.len) {
        px_builder_str(out, number);
        return;
    }
    px_builder_str(out, px_part_kind(request, hit->kind, hit->extra));
    if (px_str_ends(number, PX_STR(".")))
        number.len--;
    px_builder_add(out, number.len ? " " : "");
    px_builder_str(out, number);
}

/* A provision without a heading goes by the one that it stands in: "Measure 7.6 Reports, point a".
 */
static px_str hit_heading(const px_request *request, const px_code_hit *hit)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20), plain = PX_BUILDER_INIT(1 << 20);

    if (hit->heading.len) {
        px_search_snippet_html(&out, hit->title);
        return px_arena_str(request->arena, px_builder_view(&out));
    }
    if (hit->n_above) {
        px_builder_str(&plain, step_text(request, &hit->above[hit->n_above - 1]));
        px_builder_add(&plain, hit->number.len ? ", " : "");
    }
    if (hit->number.len || !hit->n_above)
        hit_number(request, hit, &plain);
    px_builder_html(&out, px_builder_view(&plain));
    return px_arena_str(request->arena, px_builder_view(&out));
}

static void hit_path(const px_request *request, const px_code_hit *hit, px_view_search_hit *row)
{
    size_t count = hit->n_above && !hit->heading.len ? hit->n_above - 1 : hit->n_above;
    px_view_search_step *steps = px_arena_array(request->arena, count + 1, sizeof(*steps));

    for (size_t i = 0; i < count; i++)
        steps[i].text = step_text(request, &hit->above[i]);
    row->path = steps;
    row->n_path = count;
}

static void search_hit(const px_request *request, const px_code_hit *hit, px_view_search_hit *row)
{
    PX_AUTO_BUILDER px_builder snippet = PX_BUILDER_INIT(1 << 20);

    px_search_snippet_html(&snippet, hit->snippet);
    *row = (px_view_search_hit){
        .link = px_page_address(request, "/codes/%.*s/%.*s#%.*s", PX_STR_ARG(hit->code),
                                PX_STR_ARG(hit->version), PX_STR_ARG(hit->lasting_id)),
        .heading = hit_heading(request, hit),
        .code = hit->code_title,
        .version = hit->version,
        .kind = px_part_sentence(request, px_part_kind(request, hit->kind, hit->extra), false),
        .snippet = px_arena_str(request->arena, px_builder_view(&snippet)),
        .language = hit->language,
        .named = hit->named,
    };
    hit_path(request, hit, row);
}

/* ---- Filters as links */

typedef enum filter { BY_CODE, BY_VERSION, BY_KIND } filter;

static px_str value_name(const px_request *request, const px_view_search *view, filter by,
                         px_str value)
{
    if (by == BY_KIND)
        return kind_words(request, value);
    for (size_t i = 0; by == BY_CODE && i < view->n_codes; i++)
        if (px_str_eq(view->codes[i].value, value))
            return view->codes[i].title;
    return value;
}

/* The values of a filter, each as a link that chooses it, or takes it back where it is chosen. */
static const px_view_search_value *filter_values(const px_request *request, const search *s,
                                                 const px_view_search *view, filter by,
                                                 const px_search_counts *counts, size_t *ret_count)
{
    size_t count = PX_MIN(counts->count, (size_t)MAX_VALUES);
    px_view_search_value *values = px_arena_array(request->arena, count + 1, sizeof(*values));

    for (size_t i = 0; i < count; i++) {
        px_code_query query = s->query;
        px_str *chosen = by == BY_CODE      ? &query.code
                         : by == BY_VERSION ? &query.version
                                            : &query.kind;
        px_str value = counts->values[i].value;

        values[i].chosen = px_str_eq(*chosen, value);
        *chosen = values[i].chosen ? PX_STR("") : value;
        query.all = query.all && by != BY_VERSION;
        values[i].link = search_address(request, &query, 0);
        values[i].name = value_name(request, view, by, value);
        values[i].hits = counts->values[i].hits;
    }
    *ret_count = count;
    return values;
}

static void search_filters(const px_request *request, const search *s, px_view_search *view)
{
    const px_code_found *found = &s->found;

    if (!found->counted || !found->count)
        return;
    view->by_kind = filter_values(request, s, view, BY_KIND, &found->kinds, &view->n_by_kind);
    if (found->codes.count > 1)
        view->by_code = filter_values(request, s, view, BY_CODE, &found->codes, &view->n_by_code);
    if (found->versions.count > 1)
        view->by_version =
            filter_values(request, s, view, BY_VERSION, &found->versions, &view->n_by_version);
}

/* ---- Nothing found */

/* Texts in a language of the interface are read there, others from here. */
static void search_others(const px_request *request, const search *s, px_view_search *view)
{
    px_view_search_other *others =
        px_arena_array(request->arena, s->found.n_others + 1, sizeof(*others));

    for (size_t i = 0; i < s->found.n_others; i++) {
        px_str tag = s->found.others[i].value;
        px_code_query query = s->query;

        query.language = px_language_find(tag) ? px_part_tag(request) : tag;
        others[i] = (px_view_search_other){
            .tag = tag,
            .link = px_language_find(tag)
                        ? px_str_of(px_arena_format(request->arena, "/%s/search%.*s",
                                                    px_language_tag(px_language_find(tag)),
                                                    PX_STR_ARG(query_string(request, &query, 0))))
                        : search_address(request, &query, 0),
            .language = px_part_language(request, tag),
            .total = s->found.others[i].hits,
        };
    }
    view->others = others;
    view->n_others = s->found.n_others;
}

static void search_links(const px_request *request, const search *s, px_view_search *view)
{
    const px_code_query *query = &s->query;

    if (s->page > 1)
        view->previous = search_address(request, query, s->page - 1);
    if (s->found.total > (int64_t)(query->offset + s->found.count) && s->page < MAX_PAGE)
        view->following = search_address(request, query, s->page + 1);
    if (query->code.len || query->version.len || query->kind.len) {
        px_code_query without = *query;

        without.code = without.version = without.kind = PX_STR("");
        view->everywhere = search_address(request, &without, 0);
    }
    if (s->found.suggestion.len) {
        px_code_query meant = *query;

        meant.words = s->found.suggestion;
        view->suggestion = meant.words;
        view->suggestion_link = search_address(request, &meant, 0);
    }
}

/* ---- The page */

static int search_form(px_request *request, const search *s, px_view_search *view, px_error *err)
{
    int rc = code_options(request, s, view, err);

    if (rc >= 0)
        rc = version_options(request, s, view, err);
    if (rc >= 0)
        rc = language_options(request, s, view, err);
    kind_options(request, s, view);
    return rc;
}

static int search_html(px_request *request, px_reply *reply, const search *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_search_hit *rows = px_arena_array(request->arena, s->found.count + 1, sizeof(*rows));
    px_view_search view = {
        .action = px_page_address(request, "/search"),
        .words = s->query.words,
        .asked = s->query.words.len > 0,
        .hits = rows,
        .n_hits = s->found.count,
        .first = (long long)s->query.offset + 1,
        .last = (long long)(s->query.offset + s->found.count),
        .total = s->found.total,
        .bounded = s->found.more,
        .beyond = s->found.total > 0 && !s->found.count,
        .comments = s->comments,
        .n_comments = s->n_comments,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Search"))),
        .room = PX_ROOM_SEARCH,
        .hidden = s->query.words.len > 0,
    };
    int rc = search_form(request, s, &view, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < s->found.count; i++)
        search_hit(request, &s->found.hits[i], &rows[i]);
    search_filters(request, s, &view);
    search_others(request, s, &view);
    search_links(request, s, &view);
    if (s->query.words.len)
        frame.query = query_string(request, &s->query, 0);
    px_template_search(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int search_json(px_reply *reply, const search *s, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_int(&json, "page", s->page);
    px_json_pair_bool(&json, "more",
                      s->found.total > (int64_t)(s->query.offset + s->found.count) &&
                          s->page < MAX_PAGE);
    px_code_search_json(&json, &s->query, &s->found);
    px_json_key(&json, "comments");
    px_json_array(&json);
    for (size_t i = 0; i < s->n_comments; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "code", s->commented[i]);
        px_json_pair_int(&json, "total", s->comments[i].total);
        px_json_pair_str(&json, "address", s->comments[i].link);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_search(px_request *request, px_reply *reply, px_error *err)
{
    search s = { .found = { .suggestion = PX_STR("") } };
    int rc = search_read(request, &s, err);

    if (rc < 0)
        return rc;
    return request->json ? search_json(reply, &s, err) : search_html(request, reply, &s, err);
}
