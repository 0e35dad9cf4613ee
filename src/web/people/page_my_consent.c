/* SPDX-License-Identifier: EUPL-1.2 */
/* What whoever has signed in agreed to: the texts, agreeing to a new version, withdrawing. */
#include "base/number.h"
#include "drafting/people/consent.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/my_consent.h"
#include "web/people/sign_in_flow.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { CONSENT_FORMS_MAX = 8 };

static const px_form_field agree_fields[] = {
    { "do", PX_FORM_HIDDEN, NULL, NULL },
    { "purpose", PX_FORM_HIDDEN, NULL, NULL },
    { "version", PX_FORM_HIDDEN, NULL, NULL },
    { "back", PX_FORM_HIDDEN, NULL, NULL },
    { "certain", PX_FORM_CHECK, N_("I agree to this text."), NULL, .required = true },
};

static const px_form_field withdraw_fields[] = {
    { "do", PX_FORM_HIDDEN, NULL, NULL },
    { "purpose", PX_FORM_HIDDEN, NULL, NULL },
    { "certain", PX_FORM_CHECK, N_("Yes, I withdraw my consent"), NULL, .required = true },
};

typedef struct consents {
    px_request *request;
    px_consent *rows;
    size_t count;
    px_form agree[CONSENT_FORMS_MAX], withdraw[CONSENT_FORMS_MAX];
} consents;

static void consent_forms(consents *c, size_t i)
{
    px_request *request = c->request;
    const px_consent *row = &c->rows[i];

    px_form_start(&c->agree[i], request, agree_fields, PX_COUNT(agree_fields));
    c->agree[i].id = px_arena_format(request->arena, "agree-%zu", i);
    px_form_set(&c->agree[i], "do", PX_STR("agree"));
    px_form_set(&c->agree[i], "purpose", row->purpose);
    px_form_set(&c->agree[i], "version",
                px_str_of(px_arena_format(request->arena, "%d", row->newest)));
    px_form_set(&c->agree[i], "back", px_fields_get(&request->query, "back"));
    px_form_start(&c->withdraw[i], request, withdraw_fields, PX_COUNT(withdraw_fields));
    c->withdraw[i].id = px_arena_format(request->arena, "withdraw-%zu", i);
    px_form_set(&c->withdraw[i], "do", PX_STR("withdraw"));
    px_form_set(&c->withdraw[i], "purpose", row->purpose);
}

static int consent_read(px_request *request, consents *c, px_error *err)
{
    int rc = px_consent_list(request->db, request->arena, request->session.who.person,
                             px_part_tag(request), &c->rows, &c->count, err);

    c->request = request;
    c->count = PX_MIN(c->count, (size_t)CONSENT_FORMS_MAX);
    for (size_t i = 0; rc >= 0 && i < c->count; i++)
        consent_forms(c, i);
    return rc;
}

/* ---- The page */

static px_str consent_title(const px_request *request, px_str purpose)
{
    const char *title = px_consent_title(purpose);

    return title ? px_str_of(px_tr(request->language, title)) : purpose;
}

static void consent_view(consents *c, size_t i, px_reply *reply, px_view_my_consent_one *view)
{
    px_request *request = c->request;
    const px_consent *row = &c->rows[i];
    px_str action = px_page_address(request, "/me/consent");
    bool asks = px_consent_asks(row);

    *view = (px_view_my_consent_one){
        .id = px_str_of(px_arena_format(request->arena, "consent-%zu", i)),
        .title = consent_title(request, row->purpose),
        .version = row->version,
        .given = px_part_moment(request, row->given),
        .withdrawn = px_part_moment(request, row->withdrawn),
        .text = row->text,
    };
    if (asks) {
        view->newest = row->newest_text;
        view->agree = px_form_show(&c->agree[i], reply, action, N_("I agree"));
    }
    if (row->withdrawn == PX_TIME_NONE)
        view->withdraw = px_form_show(&c->withdraw[i], reply, action, N_("Withdraw the consent"));
}

static bool consent_is_wrong(const consents *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (!px_form_is_valid(&c->agree[i]) || !px_form_is_valid(&c->withdraw[i]))
            return true;
    return false;
}

static int consent_html(consents *c, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = c->request;
    px_view_my_consent_one *rows = px_arena_array(request->arena, c->count, sizeof(*rows));
    px_str title = px_str_of(px_tr(request->language, N_("What you agreed to")));
    px_view_my_consent view = {
        .data = px_page_address(request, "/me/data"),
        .later = px_sign_in_back(request, px_fields_get(&request->query, "back")),
        .rows = rows,
        .n_rows = c->count,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .title = title, .room = PX_ROOM_ME, .hidden = true, .one_twin = true };

    for (size_t i = 0; i < c->count; i++) {
        consent_view(c, i, reply, &rows[i]);
        view.asks |= px_consent_asks(&c->rows[i]);
    }
    if (consent_is_wrong(c))
        frame.title =
            px_part_headed(request, px_str_of(px_tr(request->language, N_("Error"))), title);
    px_template_my_consent(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int consent_json(const consents *c, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "consents");
    px_json_array(&json);
    for (size_t i = 0; i < c->count; i++) {
        const px_consent *row = &c->rows[i];

        px_json_object(&json);
        px_json_pair_str(&json, "purpose", row->purpose);
        px_json_pair_int(&json, "version", row->version);
        px_json_pair_int(&json, "newest", row->newest);
        px_json_pair_time(&json, "given", row->given);
        px_json_key(&json, "withdrawn");
        if (row->withdrawn == PX_TIME_NONE)
            px_json_null(&json);
        else
            px_json_time(&json, row->withdrawn);
        px_json_pair_str(&json, "text", row->text);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- What was sent */

typedef struct consent_deed {
    const px_request *request;
    const px_form *form;
} consent_deed;

static int consent_agree(px_db *db, void *arg, px_error *err)
{
    const consent_deed *deed = arg;
    long long version;
    int rc = px_parse_int(px_form_text(deed->form, "version"), 1, INT32_MAX, &version, err);

    return rc < 0 ? rc
                  : px_consent_give(db, deed->request->session.who.person,
                                    px_form_text(deed->form, "purpose"), (int)version, err);
}

static int consent_withdraw(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const consent_deed *deed = arg;
    px_person person;
    int rc = px_person_get(db, arena, deed->request->session.who.person, &person, err);

    return rc < 0 ? rc
                  : px_consent_withdraw(db, arena, &person, px_form_text(deed->form, "purpose"),
                                        px_form_author(deed->request), err);
}

/* The form that was sent, for a purpose that the person has. */
static px_form *consent_sent(consents *c, bool agrees, px_error *err)
{
    px_str purpose = px_fields_get(&c->request->form, "purpose");

    for (size_t i = 0; i < c->count; i++)
        if (px_str_eq(c->rows[i].purpose, purpose))
            return agrees ? &c->agree[i] : &c->withdraw[i];
    (void)px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such consent that holds"), NULL);
    return NULL;
}

static bool consent_is_withdrawn(const consents *c, const px_form *form)
{
    return c->rows[form - c->withdraw].withdrawn != PX_TIME_NONE;
}

static int consent_post(consents *c, px_reply *reply, px_error *err)
{
    bool agrees = px_str_is(px_fields_get(&c->request->form, "do"), "agree"), done = false;
    px_form *form = consent_sent(c, agrees, err);
    consent_deed deed = { c->request, form };
    int rc = 0;

    if (!form)
        return -(int)err->code;
    if (!agrees && consent_is_withdrawn(c, form))
        done = true;
    else if (px_form_read(form))
        rc = px_form_deed(form, agrees ? consent_agree : consent_withdraw, &deed, &done, err);
    if (rc < 0)
        return rc;
    if (!done)
        return consent_html(c, reply);
    px_reply_see_other(reply, agrees && px_form_has(form, "back")
                                  ? px_sign_in_back(c->request, px_form_text(form, "back"))
                                  : px_page_address(c->request, "/me/consent"));
    return 0;
}

int px_page_my_consent(px_request *request, px_reply *reply, px_error *err)
{
    consents *c = px_arena_alloc(request->arena, sizeof(*c));
    int rc = consent_read(request, c, err);

    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return consent_json(c, reply, err);
    return request->method == PX_POST ? consent_post(c, reply, err) : consent_html(c, reply);
}

int px_my_consent_asks(const px_request *request, int64_t person, bool *ret_asks, px_error *err)
{
    px_consent *rows;
    size_t n;
    int rc =
        px_consent_list(request->db, request->arena, person, px_part_tag(request), &rows, &n, err);

    *ret_asks = false;
    for (size_t i = 0; rc >= 0 && i < n; i++)
        *ret_asks |= px_consent_asks(&rows[i]);
    return rc;
}
