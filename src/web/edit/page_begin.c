/* SPDX-License-Identifier: EUPL-1.2 */
/* Beginning the next version: a working copy of a published one, under a label that is asked for.
 */
#include "base/ascii.h"
#include "code/edit.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LABEL_MAX = 64 };

static const px_form_field begin_fields[] = {
    { "label", PX_FORM_TEXT, N_("Label of the next version"),
      N_("Small letters, digits, points and hyphens, such as draft-2. It stands in its address."),
      .max = LABEL_MAX, .required = true },
};

/* "draft-2" for "draft-1": the number at its end, one more; nothing where there is none. */
static px_str begin_proposal(const px_request *request, px_str label)
{
    size_t digits = 0;
    long long number = 0;

    while (digits < label.len && digits < 9 && px_is_digit(label.ptr[label.len - digits - 1]))
        digits++;
    for (size_t i = label.len - digits; i < label.len; i++)
        number = number * 10 + (label.ptr[i] - '0');
    if (!digits)
        return PX_STR("");
    return px_str_of(px_arena_format(request->arena, "%.*s%0*lld", (int)(label.len - digits),
                                     label.ptr, (int)digits, number + 1));
}

static void begin_show(px_request *request, px_reply *reply, px_form *form, const px_code *code,
                       const px_version *version)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder lead = PX_BUILDER_INIT(4096);
    px_arg arg = { "version", version->label };
    px_view_one_form view = {
        .back = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code->id),
                                PX_STR_ARG(version->label)),
        .back_title = version->title.len ? version->title : version->label,
        .title = px_str_of(px_tr(request->language, N_("Begin the next draft"))),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    px_message(&lead, request->language,
               N_("The next draft begins with the text of version {version} in all its languages, "
                  "with the same lasting ids. Only those who draw up the text see it until it is "
                  "published."),
               &arg, 1);
    view.lead = px_builder_view(&lead);
    view.form = px_form_show(form, reply,
                             px_page_address(request, "/codes/%.*s/%.*s/next", PX_STR_ARG(code->id),
                                             PX_STR_ARG(version->label)),
                             N_("Begin it"));
    frame.title = px_form_title(form, view.title);
    px_template_one_form(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int begin_sent(px_request *request, px_form *form, const px_code *code,
                      const px_version *version, bool *ret_done, px_error *err)
{
    px_version_begin begin = {
        .code = code->id,
        .from = version->label,
        .label = px_form_text(form, "label"),
        .author = px_form_author(request),
    };
    px_error why = PX_ERROR_INIT;

    *ret_done = px_house_write(request->house, px_version_begin_deed, &begin, &why) >= 0;
    if (*ret_done || px_form_refuse(form, "label", &why))
        return 0;
    *err = why;
    return -(int)why.code;
}

int px_page_begin(px_request *request, px_reply *reply, px_error *err)
{
    px_code code;
    px_version version;
    px_form form;
    bool done = false;
    int rc =
        px_part_version_find(request, request->params[0], request->params[1], &code, &version, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_EDIT_WORKING, px_scope_code(code.row), err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, begin_fields, PX_COUNT(begin_fields));
    px_form_set(&form, "label", begin_proposal(request, version.label));
    if (request->method == PX_POST && px_form_read(&form))
        rc = begin_sent(request, &form, &code, &version, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code.id),
                                                  PX_STR_ARG(px_form_text(&form, "label"))));
    else
        begin_show(request, reply, &form, &code, &version);
    return 0;
}
