/* SPDX-License-Identifier: EUPL-1.2 */
/* The first page: the codes, the latest acts, search. */
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LATEST_ACTS = 8 };

typedef struct home {
    px_code *codes;
    px_version *latest; /* of each code; an empty label where none is published */
    size_t n_codes;
    px_act_row *acts;
    size_t n_acts;
} home;

static int home_read_latest(px_request *request, home *h, px_error *err)
{
    h->latest = px_arena_array(request->arena, h->n_codes, sizeof(*h->latest));
    for (size_t i = 0; i < h->n_codes; i++) {
        px_version *versions;
        size_t count;
        int rc = px_version_list(request->db, request->arena, &h->codes[i], px_part_tag(request),
                                 true, &versions, &count, err);

        if (rc < 0)
            return rc;
        if (count)
            h->latest[i] = versions[0];
        h->codes[i].version_count = (int64_t)count;
    }
    return 0;
}

static int home_read(px_request *request, home *h, px_error *err)
{
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &h->codes, &h->n_codes,
                          err);

    if (rc >= 0)
        rc = home_read_latest(request, h, err);
    if (rc >= 0)
        rc = px_act_list(request->db, request->arena, -1, LATEST_ACTS, &h->acts, &h->n_acts, err);
    return rc;
}

static px_view_code_entry home_code(const px_request *request, const px_code *code,
                                    const px_version *latest)
{
    px_view_code_entry entry = {
        .title = code->title.len ? code->title : code->id,
        .title_language = px_part_other_language(request, latest),
        .link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(code->id)),
        .versions = code->version_count,
    };

    if (latest->label.len) {
        entry.latest = latest->label;
        entry.latest_link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code->id),
                                            PX_STR_ARG(latest->label));
        entry.state = px_part_state(request, latest->state);
        entry.published = px_part_moment(request, latest->published);
    }
    return entry;
}

static void home_html(const px_request *request, px_reply *reply, const home *h)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_code_entry *codes = px_arena_array(request->arena, h->n_codes, sizeof(*codes));
    px_view_home view = {
        .house = px_str_of(px_house_name(request->house)),
        .codes = codes,
        .n_codes = h->n_codes,
        .acts = px_part_acts(request, h->acts, h->n_acts),
        .n_acts = h->n_acts,
        .search = px_page_address(request, "/search"),
        .log = px_page_address(request, "/log"),
    };
    px_frame frame = {
        .room = PX_ROOM_CODES,
        .description = px_str_of(
            px_tr(request->language, N_("Codes of practice, in every version, with the public "
                                        "record of what was done to them and when."))),
    };

    for (size_t i = 0; i < h->n_codes; i++)
        codes[i] = home_code(request, &h->codes[i], &h->latest[i]);
    px_template_home(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int home_json(const px_request *request, px_reply *reply, const home *h, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_cstr(&json, "house", px_house_name(request->house));
    px_json_key(&json, "codes");
    px_json_array(&json);
    for (size_t i = 0; i < h->n_codes; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "code", h->codes[i].id);
        px_json_pair_str(&json, "title", h->codes[i].title);
        px_json_pair_int(&json, "versions", h->codes[i].version_count);
        px_json_key(&json, "latest");
        if (h->latest[i].label.len)
            px_part_version_json(&json, &h->latest[i]);
        else
            px_json_null(&json);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_key(&json, "acts");
    px_json_array(&json);
    for (size_t i = 0; i < h->n_acts; i++)
        px_part_act_json(&json, &h->acts[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_home(px_request *request, px_reply *reply, px_error *err)
{
    home h = { 0 };
    int rc = home_read(request, &h, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    if (request->json)
        return home_json(request, reply, &h, err);
    home_html(request, reply, &h);
    return 0;
}
