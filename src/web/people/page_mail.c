/* SPDX-License-Identifier: EUPL-1.2 */
/* The mails of the house, for the secretariat: /mail?state=failed&kind=round&before=MAIL. */
#include "drafting/mail/mail_queue.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAILS_PER_PAGE = 50 };

typedef struct mail_page {
    px_mail_query ask;
    px_str missing; /* the setting without which nothing is sent, or empty */
    int64_t counts[PX_MAIL_STATE_COUNT];
    px_mail_row *mails;
    size_t count;
    bool more;
} mail_page;

/* ---- Reading */

static int mail_read_ask(const px_request *request, mail_page *p, px_error *err)
{
    px_str before = px_fields_get(&request->query, "before");
    px_mail_row last;
    int rc;

    p->ask = (px_mail_query){ PX_MAIL_STATE_COUNT, PX_MAIL_KIND_COUNT, 0, MAILS_PER_PAGE + 1 };
    (void)px_mail_state_find(px_fields_get(&request->query, "state"), &p->ask.state);
    (void)px_mail_kind_find(px_fields_get(&request->query, "kind"), &p->ask.kind);
    if (!before.len)
        return 0;
    rc = px_mail_find(request->db, request->arena, before, &last, err);
    if (rc >= 0)
        p->ask.before = last.row;
    return rc;
}

static int mail_read(const px_request *request, mail_page *p, px_error *err)
{
    px_error why = PX_ERROR_INIT;
    int rc = px_access_need(request, PX_ACTION_READ_MAIL, px_scope_house(), err);

    if (rc >= 0)
        rc = mail_read_ask(request, p, err);
    if (rc >= 0)
        rc = px_mail_counts(request->db, p->counts, err);
    if (rc >= 0)
        rc = px_mail_list(request->db, request->arena, &p->ask, &p->mails, &p->count, err);
    if (rc < 0)
        return rc;
    p->more = p->count > MAILS_PER_PAGE;
    p->count = PX_MIN(p->count, (size_t)MAILS_PER_PAGE);
    if (px_mail_ready(request->house, request->db, &why) == -PX_ERR_NOT_FOUND &&
        px_error_arg(&why, "name"))
        p->missing = px_arena_str(request->arena, px_str_of(px_error_arg(&why, "name")));
    return 0;
}

/* ---- The page */

/* The address of the list with these filters. */
static px_str mail_address(const px_request *request, px_mail_state state, px_mail_kind kind,
                           px_str before)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(1024);
    const char *sign = "?";

    if (state != PX_MAIL_STATE_COUNT) {
        px_builder_format(&query, "?state=%s", px_mail_state_name(state));
        sign = "&";
    }
    if (kind != PX_MAIL_KIND_COUNT) {
        px_builder_format(&query, "%skind=%s", sign, px_mail_kind_at(kind)->name);
        sign = "&";
    }
    if (before.len)
        px_builder_format(&query, "%sbefore=%.*s", sign, PX_STR_ARG(before));
    return px_page_address(request, "/mail%s", px_builder_cstr(&query));
}

static void mail_choices(const px_request *request, const mail_page *p, px_view_mail *view)
{
    px_view_mail_choice *rows =
        px_arena_array(request->arena, PX_MAIL_STATE_COUNT + 1, sizeof(*rows));
    long long all = 0;

    for (int i = 0; i < PX_MAIL_STATE_COUNT; i++) {
        px_mail_state state = (px_mail_state)i;

        all += p->counts[i];
        rows[i + 1] = (px_view_mail_choice){
            .name = px_str_of(px_tr(request->language, px_mail_state_title(state))),
            .count = p->counts[i],
            .link = mail_address(request, state, p->ask.kind, PX_STR_NONE),
            .here = p->ask.state == state,
        };
    }
    rows[0] = (px_view_mail_choice){
        .name = px_str_of(px_tr(request->language, N_("All"))),
        .count = all,
        .link = mail_address(request, PX_MAIL_STATE_COUNT, p->ask.kind, PX_STR_NONE),
        .here = p->ask.state == PX_MAIL_STATE_COUNT,
    };
    view->choices = rows;
    view->n_choices = PX_MAIL_STATE_COUNT + 1;
}

static void mail_kinds(const px_request *request, const mail_page *p, px_view_mail *view)
{
    px_view_mail_choice *rows =
        px_arena_array(request->arena, PX_MAIL_KIND_COUNT + 1, sizeof(*rows));

    rows[0] = (px_view_mail_choice){
        .name = px_str_of(px_tr(request->language, N_("All kinds"))),
        .link = mail_address(request, p->ask.state, PX_MAIL_KIND_COUNT, PX_STR_NONE),
        .here = p->ask.kind == PX_MAIL_KIND_COUNT,
    };
    for (int i = 0; i < PX_MAIL_KIND_COUNT; i++)
        rows[i + 1] = (px_view_mail_choice){
            .name = px_str_of(px_tr(request->language, px_mail_kind_at((px_mail_kind)i)->title)),
            .link = mail_address(request, p->ask.state, (px_mail_kind)i, PX_STR_NONE),
            .here = p->ask.kind == (px_mail_kind)i,
        };
    view->kinds = rows;
    view->n_kinds = PX_MAIL_KIND_COUNT + 1;
}

static px_view_mail_entry mail_entry(const px_request *request, const px_mail_row *mail)
{
    bool own = px_str_eq(mail->language, px_part_tag(request));

    return (px_view_mail_entry){
        .subject = mail->subject,
        .link = px_page_address(request, "/mail/%.*s", PX_STR_ARG(mail->id)),
        .language = own ? PX_STR_NONE : mail->language,
        .address = mail->address,
        .kind = px_str_of(px_tr(request->language, px_mail_kind_at(mail->kind)->title)),
        .state = px_str_of(px_tr(request->language, px_mail_state_title(mail->state))),
        .when = px_part_moment(request, mail->sent != PX_TIME_NONE       ? mail->sent
                                        : mail->state == PX_MAIL_WAITING ? mail->due
                                                                         : mail->created),
        .tries = mail->tries,
        .reason =
            mail->reason.len ? px_str_of(px_tr(request->language, mail->reason.ptr)) : PX_STR_NONE,
    };
}

static void mail_html(const px_request *request, px_reply *reply, const mail_page *p)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_mail_entry *rows = px_arena_array(request->arena, p->count, sizeof(*rows));
    px_view_mail view = {
        .missing = p->missing,
        .mails = rows,
        .n_mails = p->count,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Mails"))),
        .room = PX_ROOM_DESK,
        .hidden = true,
    };

    for (size_t i = 0; i < p->count; i++)
        rows[i] = mail_entry(request, &p->mails[i]);
    mail_choices(request, p, &view);
    mail_kinds(request, p, &view);
    if (p->more)
        view.older = mail_address(request, p->ask.state, p->ask.kind, p->mails[p->count - 1].id);
    px_template_mail(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int mail_json(px_reply *reply, const mail_page *p, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "missing_setting", p->missing.len ? p->missing : PX_STR_NONE);
    px_json_key(&json, "counts");
    px_json_object(&json);
    for (int i = 0; i < PX_MAIL_STATE_COUNT; i++)
        px_json_pair_int(&json, px_mail_state_name((px_mail_state)i), p->counts[i]);
    px_json_object_end(&json);
    px_json_key(&json, "mails");
    px_json_array(&json);
    for (size_t i = 0; i < p->count; i++) {
        px_json_object(&json);
        px_mail_json(&json, &p->mails[i]);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_pair_bool(&json, "more", p->more);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_mail(px_request *request, px_reply *reply, px_error *err)
{
    mail_page p = { 0 };
    int rc = mail_read(request, &p, err);

    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return mail_json(reply, &p, err);
    mail_html(request, reply, &p);
    return 0;
}
