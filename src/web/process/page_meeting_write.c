/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing the agenda or the minutes of a meeting in one language. Nobody's words are lost: the form
 * carries what it was made from, and where others have written since, both texts are shown. */
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field agenda_fields[] = {
    { "made-from", PX_FORM_HIDDEN, NULL, NULL },
    { "text", PX_FORM_LONG, N_("Agenda"),
      N_("One item a line. The lasting id of the provision that it is about may stand at the end, "
         "like #k3v7q0m2a9."),
      .max = 30000 },
};
static const px_form_field minutes_fields[] = {
    { "made-from", PX_FORM_HIDDEN, NULL, NULL },
    { "text", PX_FORM_LONG, N_("Minutes"),
      N_("In Markdown. A provision is linked by its lasting id, like [Measure 1.1](#k3v7q0m2a9). "
         "Only those who hold the meeting see the text before it is published."),
      .max = 100000 },
};

typedef struct write_part {
    const char *name, *title;
    const px_form_field *fields;
    px_write_fn *deed;
} write_part;

static const write_part parts[] = {
    { "agenda", N_("Write the agenda"), agenda_fields, px_agenda_write_deed },
    { "minutes", N_("Write the minutes"), minutes_fields, px_minutes_write_deed },
};

typedef struct write_page {
    px_request *request;
    px_meeting_view v;
    const write_part *part;
    const px_language *language;
    px_str present; /* what the house has */
    char digest[PX_DIGEST_HEX];
    bool conflict;
} write_page;

/* ---- Reading */

static int write_find(write_page *p, px_error *err)
{
    px_str asked = px_fields_get(&p->request->query, "language");

    for (size_t i = 0; i < PX_COUNT(parts); i++)
        if (px_str_is(p->request->params[1], parts[i].name))
            p->part = &parts[i];
    p->language = asked.len ? px_language_find(asked) : p->request->language;
    if (p->part && p->language)
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no page at this address; it may have been mistyped"), NULL);
}

static int write_present(write_page *p, px_error *err)
{
    px_arena *arena = p->request->arena;
    px_str tag = px_str_of(px_language_tag(p->language));
    const px_agenda *agenda;
    const px_minutes *minutes;
    px_meeting_papers papers;
    int rc = px_meeting_papers_read(p->request->db, arena, &p->v.meeting, 0, &papers, err);

    if (rc < 0)
        return rc;
    agenda = px_meeting_papers_agenda(&papers, tag);
    minutes = px_meeting_papers_minutes(&papers, tag);
    p->present = PX_STR("");
    if (p->part == &parts[0] && agenda && px_str_eq(agenda->language, tag))
        p->present = px_agenda_print(arena, agenda);
    if (p->part == &parts[1] && minutes && px_str_eq(minutes->language, tag))
        p->present = minutes->text;
    px_meeting_digest(p->present, p->digest);
    return 0;
}

/* ---- Showing */

static px_str write_address(const write_page *p, const px_language *language)
{
    return px_page_address(p->request, "/meetings/%.*s/write/%s?language=%s",
                           PX_STR_ARG(p->v.meeting.id), p->part->name, px_language_tag(language));
}

static void write_show(write_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_meeting_write_language languages[32];
    px_view_meeting_write view = {
        .head = px_meeting_view_head(&p->v, true),
        .title = px_str_of(px_tr(p->request->language, p->part->title)),
        .languages = languages,
        .conflict = p->conflict,
        .present = p->present,
        .language = px_str_of(px_language_tag(p->language)),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    for (size_t i = 0; i < PX_COUNT(languages) && px_language_at(i); i++)
        languages[view.n_languages++] = (px_view_meeting_write_language){
            .name = px_str_of(px_language_name(px_language_at(i))),
            .language = px_str_of(px_language_tag(px_language_at(i))),
            .link = write_address(p, px_language_at(i)),
            .current = px_language_at(i) == p->language,
        };
    view.form = px_form_show(form, reply, write_address(p, p->language), N_("Save"));
    frame.title = px_form_title(form, view.title);
    px_template_meeting_write(&body, &view, p->request->language);
    px_frame_write(p->request, reply, &frame, &body);
}

/* ---- Saving */

static int write_save(write_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_meeting_write write = {
        .meeting = p->v.meeting.id,
        .language = px_str_of(px_language_tag(p->language)),
        .text = px_form_text(form, "text"),
        .made_from = px_form_text(form, "made-from"),
        .author = px_form_author(p->request),
    };
    px_error why = PX_ERROR_INIT;
    int rc = px_house_write(p->request->house, p->part->deed, &write, &why);

    if (rc >= 0) {
        px_reply_see_other(reply, px_meeting_view_link(p->request, &p->v.meeting, ""));
        return 0;
    }
    if (!px_form_refuse(form, "text", &why)) {
        *err = why;
        return rc;
    }
    p->conflict =
        rc == -PX_ERR_CONFLICT && p->present.len && !px_str_is(write.made_from, p->digest);
    if (rc == -PX_ERR_CONFLICT) /* what is saved next is made with this in sight */
        px_form_set(form, "made-from", px_str_of(p->digest));
    return 0;
}

int px_page_meeting_write(px_request *request, px_reply *reply, px_error *err)
{
    write_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc = px_meeting_view_read(request, &p->v, err);

    p->request = request;
    if (rc >= 0)
        rc = px_meeting_view_need(&p->v, err);
    if (rc >= 0)
        rc = write_find(p, err);
    if (rc >= 0)
        rc = write_present(p, err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, p->part->fields, PX_COUNT(agenda_fields));
    px_form_set(&form, "made-from", px_str_of(p->digest));
    px_form_set(&form, "text", p->present);
    if (request->method == PX_POST && px_form_read(&form)) {
        rc = write_save(p, &form, reply, err);
        if (rc < 0 || px_form_is_valid(&form))
            return rc;
    }
    write_show(p, &form, reply);
    return 0;
}
