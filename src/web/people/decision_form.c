/* SPDX-License-Identifier: EUPL-1.2 */
/* The form with which the secretariat decides on one application or on many. */
#include "drafting/people/person.h"
#include "web/page_frame.h"
#include "web/people/application_view.h"
#include "web/people/call_form.h"

#include "base/banned.h"

enum { REASON_MAX = 2000 };

static const px_form_option decisions[] = {
    { "accept", N_("Accept"), NULL },
    { "decline", N_("Decline"), NULL },
};

static const px_form_field plain_fields[] = {
    { "decision", PX_FORM_RADIO, N_("Decision"), NULL, .required = true, .options = decisions,
      .n_options = PX_COUNT(decisions) },
    { "reason", PX_FORM_LONG, N_("Reason"), N_("The applicants read it, in the words you write."),
      .required = true, .max = REASON_MAX },
};

static const px_form_field chair_fields[] = {
    { "decision", PX_FORM_RADIO, N_("Decision"), NULL, .required = true, .options = decisions,
      .n_options = PX_COUNT(decisions) },
    { "function", PX_FORM_RADIO, N_("Function"), N_("Instead of that wished for.") },
    { "groups", PX_FORM_SEVERAL, N_("Working groups"),
      N_("In which the appointment holds; none means those wished for.") },
    { "until", PX_FORM_DATE, N_("Until"),
      N_("The last day of the appointment, which then ends by itself; empty: until it is ended.") },
    { "reason", PX_FORM_LONG, N_("Reason"), N_("The applicants read it, in the words you write."),
      .required = true, .max = REASON_MAX },
};

int px_decision_form_start(px_form *form, px_request *request, const px_call *call,
                           const px_application *application, px_error *err)
{
    size_t n;
    int rc;

    if (!call->chairs) {
        px_form_start(form, request, plain_fields, PX_COUNT(plain_fields));
        form->id = "d";
        return 0;
    }
    px_form_start(form, request, chair_fields, PX_COUNT(chair_fields));
    form->id = "d";
    px_call_offer_functions(form, "function");
    rc = px_call_offer_groups(form, "groups", call->process, &n, err);
    if (rc < 0 || !application)
        return rc;
    px_form_set(form, "function", application->function);
    for (size_t i = 0; i < application->n_groups; i++)
        px_form_set(form, "groups", application->groups[i]);
    return 0;
}

static bool decision_refuse(px_form *form, const px_error *err)
{
    static const char *const known[] = { "reason", "function", "groups", "until" };
    const char *field = px_error_arg(err, "field");

    for (size_t i = 0; field && i < PX_COUNT(known); i++)
        if (strcmp(field, known[i]) == 0 && form->n_entries == PX_COUNT(chair_fields))
            return px_form_refuse(form, field, err);
    return px_form_refuse(form, field && strcmp(field, "reason") == 0 ? field : NULL, err);
}

int px_decision_form_send(px_form *form, const px_call *call, const px_str *ids, size_t n_ids,
                          px_error *err)
{
    px_request *request = form->request;
    px_application_decide decide = {
        .call = call->id,
        .ids = ids,
        .n_ids = n_ids,
        .person = request->session.who.person,
        .secret = px_house_web_key(request->house),
        .author = px_call_author(request),
    };
    int rc;

    if (!px_form_read(form))
        return 0;
    decide.accept = px_str_is(px_form_text(form, "decision"), "accept");
    decide.reason = px_form_text(form, "reason");
    if (call->chairs) {
        const px_form_entry *groups = px_form_entry_of(form, "groups");

        decide.function = px_form_text(form, "function");
        decide.until = px_form_text(form, "until");
        decide.groups = groups->several;
        decide.n_groups = groups->n_several;
    }
    rc = px_house_write(request->house, px_application_decide_deed, &decide, err);
    if (rc < 0)
        return decision_refuse(form, err) ? 0 : rc;
    return 1;
}

int px_application_person(const px_request *request, const px_application_view *view,
                          px_str *ret_link, px_error *err)
{
    px_person person;
    int rc;

    if (!view->application.person)
        return 0;
    rc = px_person_get(request->db, request->arena, view->application.person, &person, err);
    if (rc >= 0)
        *ret_link = px_page_address(request, "/people/%.*s", PX_STR_ARG(person.id));
    return rc;
}
