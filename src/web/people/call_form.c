/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/call_form.h"

#include "drafting/people/organisation.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/templates.h"

#include "base/banned.h"

enum { ONLY_CHAIRS = 1, ONLY_NEW = 2, ONLY_GROUPS = 4 };

/* The fields, and where they are left out. */
static const struct {
    px_form_field field;
    unsigned only;
} fields[] = {
    { { "who", PX_FORM_PART, N_("About you"), NULL }, 0 },
    { { "name", PX_FORM_TEXT, N_("Your name"), NULL, .required = true, .max = PX_PERSON_NAME_MAX,
        .autocomplete = "name" },
      0 },
    { { "mail", PX_FORM_MAIL, N_("Mail address"),
        N_("A link is sent there; only with it does the application count."), .required = true,
        .autocomplete = "email" },
      ONLY_NEW },
    { { "language", PX_FORM_RADIO, N_("Language of mails"), NULL, .required = true }, 0 },
    { { "organisation", PX_FORM_TEXT, N_("Organisation"),
        N_("Leave it empty if you apply in your own name."), .max = PX_ORGANISATION_NAME_MAX,
        .autocomplete = "organization" },
      0 },
    { { "category", PX_FORM_SELECT, N_("Category"),
        N_("What you, or your organisation, are in this process."), .required = true },
      0 },
    { { "country", PX_FORM_SELECT, N_("Country"),
        N_("Where you, or your organisation, are seated."), .required = true,
        .autocomplete = "country" },
      0 },
    { { "register_number", PX_FORM_TEXT, N_("Number in the EU Transparency Register"),
        N_("Such as 123456789012-34; leave it empty if there is none."), .max = 40 },
      0 },
    { { "register_seen", PX_FORM_HIDDEN, "", NULL }, 0 },
    { { "what", PX_FORM_PART, N_("What you apply for"), NULL }, 0 },
    { { "function", PX_FORM_RADIO, N_("Function"), NULL, .required = true }, ONLY_CHAIRS },
    { { "groups", PX_FORM_SEVERAL, N_("Working groups"),
        N_("Those in which you wish to work; none means that you take part in the plenary.") },
      ONLY_GROUPS },
    { { "expertise", PX_FORM_LONG, N_("Expertise"),
        N_("What qualifies you to lead the discussions and to draw up a text."), .required = true,
        .max = PX_APPLICATION_TEXT_MAX },
      ONLY_CHAIRS },
    { { "motivation", PX_FORM_LONG, N_("Motivation"),
        N_("Why you wish to take part, and what you can contribute."), .required = true,
        .max = PX_APPLICATION_TEXT_MAX },
      0 },
    { { "interests", PX_FORM_LONG, N_("Declared interests"),
        N_("Whom you work for, what ties you to providers or others concerned. Those of everybody "
           "with write access are public. If there are none, say so."),
        .max = PX_APPLICATION_TEXT_MAX },
      0 },
    { { "agreement", PX_FORM_PART, N_("Your consent"), NULL }, ONLY_NEW },
    { { "consent", PX_FORM_CHECK, N_("I agree to this text."), NULL, .required = true }, ONLY_NEW },
    { { "consent_version", PX_FORM_HIDDEN, "", NULL }, 0 },
};

/* ---- Options */

int px_call_offer_groups(px_form *form, const char *name, int64_t process, size_t *ret_count,
                         px_error *err)
{
    px_request *request = form->request;
    px_form_choice *choices;
    px_process found;
    px_group *groups;
    size_t n;
    int rc =
        px_process_get(request->db, request->arena, process, px_part_tag(request), &found, err);

    if (rc >= 0)
        rc = px_group_list(request->db, request->arena, &found, px_part_tag(request), PX_TIME_NONE,
                           &groups, &n, err);
    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){ groups[i].key, groups[i].name, PX_STR("") };
    *ret_count = n;
    if (name)
        px_form_offer(form, name, choices, n);
    return 0;
}

void px_call_offer_functions(px_form *form, const char *name)
{
    static const char *const functions[] = { "chair", "co-chair", "vice-chair" };
    px_request *request = form->request;
    px_form_choice *choices = px_arena_array(request->arena, PX_COUNT(functions), sizeof(*choices));

    for (size_t i = 0; i < PX_COUNT(functions); i++) {
        px_str value = px_str_of(functions[i]);
        const char *title = px_tr(request->language, px_application_function_title(value));

        choices[i] = (px_form_choice){ value, px_part_sentence(request, px_str_of(title), false),
                                       PX_STR("") };
    }
    px_form_offer(form, name, choices, PX_COUNT(functions));
}

static void form_offer_languages(px_form *form)
{
    px_form_choice *choices;
    size_t n = 0;

    while (px_language_at(n))
        n++;
    choices = px_arena_array(form->request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){ px_str_of(px_language_tag(px_language_at(i))),
                                       px_str_of(px_language_name(px_language_at(i))), PX_STR("") };
    px_form_offer(form, "language", choices, n);
}

/* ---- The form */

static px_form_field *form_fields(px_arena *arena, unsigned without, bool chairs, size_t *ret_count)
{
    px_form_field *chosen = px_arena_array(arena, PX_COUNT(fields), sizeof(*chosen));
    size_t n = 0;

    for (size_t i = 0; i < PX_COUNT(fields); i++) {
        if (fields[i].only & without)
            continue;
        chosen[n] = fields[i].field;
        if (chairs &&
            (strcmp(chosen[n].name, "interests") == 0 || strcmp(chosen[n].name, "groups") == 0)) {
            chosen[n].required = true;
            if (chosen[n].kind == PX_FORM_SEVERAL)
                chosen[n].hint = N_("Those of which you wish to be chair, co-chair or vice-chair.");
        }
        n++;
    }
    *ret_count = n;
    return chosen;
}

static int form_consent(px_form *form, const px_call *call, px_error *err)
{
    const px_request *request = form->request;
    px_str text;
    int rc = px_call_consent(request->db, request->arena, call, px_part_tag(request), &text, err);

    if (rc < 0)
        return rc;
    px_form_label(form, "agreement", PX_STR_NONE, text);
    return 0;
}

/* Whoever has signed in need not type what is known, and sees it. */
static int form_know(px_form *form, px_error *err)
{
    const px_request *request = form->request;
    px_person person;
    int rc;

    px_form_set(form, "language", px_part_tag(request));
    if (!request->session.who.person)
        return 0;
    rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);
    if (rc < 0)
        return rc;
    px_form_set(form, "name", person.name);
    px_form_set(form, "mail", person.mail);
    px_form_set(form, "language", person.language);
    px_form_set(form, "organisation", person.organisation_name);
    px_form_set(form, "category", person.category);
    px_form_set(form, "country", person.country);
    return 0;
}

int px_call_form_start(px_form *form, px_request *request, const px_call *call, bool change,
                       px_error *err)
{
    unsigned without = (change ? ONLY_NEW : 0) | (call->chairs ? 0 : ONLY_CHAIRS);
    px_form counting = { .request = request };
    const px_form_field *chosen;
    size_t n_groups, n;
    int rc = px_call_offer_groups(&counting, NULL, call->process, &n_groups, err);

    if (rc < 0)
        return rc;
    without |= n_groups ? 0 : ONLY_GROUPS;
    chosen = form_fields(request->arena, without, call->chairs, &n);
    px_form_start(form, request, chosen, n);
    form_offer_languages(form);
    rc = px_people_offer_categories(form, "category", err);
    if (rc >= 0)
        rc = px_people_offer_countries(form, "country", err);
    if (rc >= 0 && n_groups)
        rc = px_call_offer_groups(form, "groups", call->process, &n_groups, err);
    if (call->chairs)
        px_call_offer_functions(form, "function");
    px_form_set(form, "consent_version",
                px_str_of(px_arena_format(request->arena, "%d", call->consent_version)));
    if (rc < 0 || change)
        return rc;
    rc = form_consent(form, call, err);
    return rc < 0 ? rc : form_know(form, err);
}

static bool form_has_field(const px_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_entries; i++)
        if (strcmp(form->entries[i].field->name, name) == 0)
            return true;
    return false;
}

static px_str form_text(const px_form *form, const char *name)
{
    return form_has_field(form, name) ? px_form_text(form, name) : PX_STR("");
}

px_application px_call_form_given(const px_form *form, const px_call *call)
{
    px_str version = px_form_text(form, "consent_version");
    const char *present = px_arena_format(form->request->arena, "%d", call->consent_version);
    px_application a = {
        .name = px_form_text(form, "name"),
        .mail = form_text(form, "mail"),
        .language = px_form_text(form, "language"),
        .organisation = px_form_text(form, "organisation"),
        .category = px_form_text(form, "category"),
        .country = px_form_text(form, "country"),
        .register_number = px_form_text(form, "register_number"),
        .motivation = px_form_text(form, "motivation"),
        .expertise = form_text(form, "expertise"),
        .interests = px_form_text(form, "interests"),
        .function = form_text(form, "function"),
        .consent_version = px_str_is(version, present) ? call->consent_version : 0,
    };

    if (form_has_field(form, "groups")) {
        a.groups = px_form_entry_of(form, "groups")->several;
        a.n_groups = px_form_entry_of(form, "groups")->n_several;
    }
    return a;
}

void px_call_form_fill(px_form *form, const px_application *a)
{
    const struct {
        const char *name;
        px_str value;
    } values[] = {
        { "name", a->name },           { "language", a->language },
        { "category", a->category },   { "organisation", a->organisation },
        { "country", a->country },     { "register_number", a->register_number },
        { "function", a->function },   { "register_seen", a->register_number },
        { "expertise", a->expertise }, { "motivation", a->motivation },
        { "interests", a->interests },
    };

    for (size_t i = 0; i < PX_COUNT(values); i++)
        if (form_has_field(form, values[i].name))
            px_form_set(form, values[i].name, values[i].value);
    for (size_t i = 0; i < a->n_groups && form_has_field(form, "groups"); i++)
        px_form_set(form, "groups", a->groups[i]);
}

bool px_call_form_check_number(px_form *form)
{
    px_str number = px_form_text(form, "register_number");

    if (!number.len || px_register_number_is(number) ||
        px_str_eq(number, px_form_text(form, "register_seen")))
        return true;
    px_form_set(form, "register_seen", number);
    px_form_fail(
        form, "register_number",
        N_("numbers of the register have the form 123456789012-34; correct it, or send the "
           "form once more to keep it as it is"),
        NULL);
    return false;
}

bool px_call_form_refuse(px_form *form, const px_error *err)
{
    const char *field = px_error_arg(err, "field");

    return px_form_refuse(form, field && form_has_field(form, field) ? field : NULL, err);
}

/* ---- Others */

int px_call_of_request(const px_request *request, px_call *ret_call, px_error *err)
{
    return px_call_find(request->db, request->arena, request->params[0], px_part_tag(request),
                        ret_call, err);
}

const char *px_call_author(const px_request *request)
{
    return px_arena_cstr(request->arena, request->session.who.id);
}

void px_one_form_write(px_form *form, px_reply *reply, const px_one_form *page)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = {
        .title = px_form_title(form, page->title),
        .room = page->room == PX_ROOM_NONE ? PX_ROOM_CODES : page->room,
        .hidden = true,
    };
    px_view_one_form view = {
        .back = page->back,
        .back_title = page->back_title,
        .title = page->title,
        .lead = page->lead,
        .form = px_form_show(form, reply, page->action, page->button),
    };

    px_template_one_form(&body, &view, form->request->language);
    px_frame_write(form->request, reply, &frame, &body);
}
