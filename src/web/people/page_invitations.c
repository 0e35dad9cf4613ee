/* SPDX-License-Identifier: EUPL-1.2 */
/* Invitations from a table that is uploaded: parsed in the jail, shown row by row, taken over. */
#include "base/jail.h"
#include "drafting/people/invitation.h"
#include "drafting/process/process.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/call_form.h"
#include "web/route.h"
#include "web/server_priv.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_option dos[] = {
    { "preview", N_("Show what would happen"), N_("nothing is done yet") },
    { "invite", N_("Invite"), N_("new people are told by mail, with a link to sign in") },
};

static const px_form_field fields[] = {
    { "table", PX_FORM_FILE, N_("Table"), NULL, .required = true, .kinds = PX_UPLOAD_TEXT,
      .max = PX_CSV_MAX_BYTES },
    { "do", PX_FORM_RADIO, N_("What to do with it"), NULL, .required = true, .options = dos,
      .n_options = PX_COUNT(dos) },
};

typedef struct invitations {
    px_request *request;
    px_code code;
    px_process process;
    px_invitation invitation;
    bool done, preview;
} invitations;

static int invitations_read(invitations *v, px_error *err)
{
    px_request *r = v->request;
    int rc = px_code_find(r->db, r->arena, r->params[0], px_part_tag(r), &v->code, err);

    if (rc >= 0)
        rc = px_access_need(r, PX_ACTION_KEEP_PEOPLE, px_scope_code(v->code.row), err);
    if (rc >= 0)
        rc = px_process_find(r->db, r->arena, &v->code, r->params[1], px_part_tag(r), &v->process,
                             err);
    return rc;
}

/* 0 with the form telling what is wrong, or the report filled; negative for what must go up. */
static int invitations_run(invitations *v, px_form *form, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(2 * (size_t)PX_CSV_MAX_BYTES);
    px_request *r = v->request;
    px_csv csv;
    int rc;

    if (!px_form_read(form))
        return 0;
    v->preview = px_str_is(px_form_text(form, "do"), "preview");
    rc = px_jail_run(r->server->jail, "csv", px_form_entry_of(form, "table")->upload->bytes,
                     PX_STR(""), &plain, err);
    if (rc >= 0)
        rc = px_csv_read_plain(r->arena, px_builder_view(&plain), &csv, err);
    if (rc < 0)
        return px_form_refuse(form, "table", err) ? 0 : rc;
    v->invitation = (px_invitation){ .code = v->code.id,
                                     .process = v->process.key,
                                     .table = &csv,
                                     .author = px_call_author(r),
                                     .arena = r->arena };
    rc = v->preview ? px_house_try(r->house, px_invitation_deed, &v->invitation, err)
                    : px_house_write(r->house, px_invitation_deed, &v->invitation, err);
    v->done = rc >= 0 && !v->preview;
    return rc < 0 && !px_form_refuse(form, "table", err) ? rc : 0;
}

static px_str row_error(const px_request *request, const px_error *error)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

    px_error_format(&text, request->language, error);
    return px_arena_str(request->arena, px_builder_view(&text));
}

static void invitations_rows(const invitations *v, px_view_invitations *view)
{
    const px_request *request = v->request;
    const px_invitation *invitation = &v->invitation;
    px_view_invitations_row *rows =
        px_arena_array(request->arena, invitation->ret_count, sizeof(*rows));

    for (size_t i = 0; i < invitation->ret_count; i++) {
        const px_invitation_row *row = &invitation->ret_rows[i];

        rows[i] = (px_view_invitations_row){
            .line = row->line,
            .name = row->name,
            .mail = row->mail,
            .state = px_str_of(px_tr(request->language, px_invitation_state_title(row->state))),
        };
        if (row->state == PX_INVITATION_ERROR) {
            rows[i].column = px_str_of(row->column);
            rows[i].error = row_error(request, &row->error);
        }
    }
    view->rows = rows;
    view->n_rows = invitation->ret_count;
    view->made = (long long)invitation->ret_states[PX_INVITATION_NEW];
    view->changed = (long long)invitation->ret_states[PX_INVITATION_CHANGED];
    view->known = (long long)invitation->ret_states[PX_INVITATION_KNOWN];
    view->wrong = (long long)invitation->ret_states[PX_INVITATION_ERROR];
}

int px_page_invitations(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    invitations v = { .request = request };
    px_view_invitations view = { 0 };
    px_form form;
    int rc = invitations_read(&v, err);

    if (rc < 0)
        return rc;
    px_form_start(&form, request, fields, PX_COUNT(fields));
    px_form_set(&form, "do", PX_STR("preview"));
    rc = request->method == PX_POST ? invitations_run(&v, &form, err) : 0;
    if (rc < 0)
        return rc;
    invitations_rows(&v, &view);
    view.done = v.done;
    view.preview = v.preview;
    view.back = px_page_address(request, "/codes/%.*s/processes/%.*s", PX_STR_ARG(v.code.id),
                                PX_STR_ARG(v.process.key));
    view.back_title = v.process.title;
    view.form = px_form_show(&form, reply,
                             px_page_address(request, "/codes/%.*s/processes/%.*s/invitations",
                                             PX_STR_ARG(v.code.id), PX_STR_ARG(v.process.key)),
                             N_("Read the table"));
    frame.title =
        px_form_title(&form, px_str_of(px_tr(request->language, N_("Invite from a table"))));
    px_template_invitations(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
