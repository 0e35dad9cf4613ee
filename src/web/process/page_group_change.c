/* SPDX-License-Identifier: EUPL-1.2 */
/* Forming a working group, renaming it, giving it chapters, ending it. */
#include "code/provision_words.h"
#include "drafting/process/group.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/route.h"

#include "base/banned.h"

#define NAME_FIELD(name_, label_, language_)                                                       \
    { name_, PX_FORM_TEXT, label_, .max = 200, .language = language_ }
#define TEXT_FIELD(name_, label_, language_)                                                       \
    { name_, PX_FORM_LONG, label_, .max = 1000, .language = language_ }
#define NAME_FIELDS                                                                                \
    NAME_FIELD("title-en", N_("Its name in English"), "en"),                                       \
        TEXT_FIELD("text-en", N_("What it is about, in English"), "en"),                           \
        NAME_FIELD("title-fr", N_("Its name in French"), "fr"),                                    \
        TEXT_FIELD("text-fr", N_("What it is about, in French"), "fr")

static const px_form_field form_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "key", PX_FORM_TEXT, N_("Its key in addresses"),
      N_("Small letters, digits and hyphens, like wg1. It never changes."), .required = true,
      .max = 64 },
    NAME_FIELDS,
    { "chapters", PX_FORM_SEVERAL, N_("Its chapters"),
      N_("A chapter belongs to one group at a time.") },
};
static const px_form_field rename_fields[] = { PX_FORM_PAGE_FIELDS, NAME_FIELDS };
static const px_form_field rescope_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "chapters", PX_FORM_SEVERAL, N_("Its chapters"),
      N_("A chapter belongs to one group at a time.") },
};
static const px_form_field end_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "reason", PX_FORM_LONG, N_("Why it ends"), N_("The reason is public."), .required = true,
      .max = 1000 },
};

static const px_form_page_form form_form = { "form",      N_("A new working group"),
                                             NULL,        N_("Form the group"),
                                             form_fields, PX_COUNT(form_fields) };
static const px_form_page_form rename_form = {
    "rename",
    N_("Name and subject"),
    N_("From now on the group has this name; the one before stays readable with its time."),
    N_("Rename the group"),
    rename_fields,
    PX_COUNT(rename_fields)
};
static const px_form_page_form rescope_form = {
    "rescope",
    N_("Chapters"),
    N_("Those that are ticked are its chapters from now on."),
    N_("Set its chapters"),
    rescope_fields,
    PX_COUNT(rescope_fields)
};
static const px_form_page_form end_form = {
    "end",
    N_("End the group"),
    N_("The roles that people have in it end too. What it did stays readable."),
    N_("End the group"),
    end_fields,
    PX_COUNT(end_fields)
};

/* ---- Chapters */

/* The divisions at the head of the newest text, and those that the group has without their being
 * there any more. */
static void change_offer(px_form *form, const px_process_view *v, const px_group *group)
{
    px_arena *arena = form->request->arena;
    const px_text *text = &v->code.text;
    const px_str *chapters = group ? group->chapters : NULL;
    size_t n = 0, held = chapters ? group->n_chapters : 0;
    px_form_choice *choices = px_arena_array(arena, text->count + held, sizeof(*choices));

    for (size_t i = 0; i < text->count; i++) {
        const px_node *node = &text->nodes[i];

        if (node->kind == PX_PROVISION_CHAPTER ||
            (node->depth == 0 && px_provision_kinds[node->kind].division))
            choices[n++] = (px_form_choice){
                .value = node->lasting_id,
                .title = px_provision_words(arena, node->number, node->heading, node->text),
            };
    }
    for (size_t i = 0; i < held; i++) {
        size_t k = 0;

        while (k < n && !px_str_eq(choices[k].value, chapters[i]))
            k++;
        if (k == n)
            choices[n++] = (px_form_choice){ chapters[i], chapters[i], PX_STR_NONE };
    }
    px_form_offer(form, "chapters", choices, n);
    for (size_t i = 0; i < held; i++)
        px_form_set(form, "chapters", chapters[i]);
}

/* ---- What was sent */

static px_group_change change_of(const px_form *form, const px_process_view *v, px_str key)
{
    px_group_change change = {
        .code = v->code.code.id,
        .process = v->process.key,
        .key = key,
        .author = px_form_author(form->request),
    };

    change.texts = px_form_texts(form, &change.n_texts);
    return change;
}

static void change_chapters(const px_form *form, px_group_change *change)
{
    const px_form_entry *entry = px_form_entry_of(form, "chapters");

    change->chapters = entry->several;
    change->n_chapters = entry->n_several;
}

static int change_run(px_form_page *page, px_form *form, px_group_change *change, px_write_fn *deed,
                      px_str back, px_reply *reply, px_error *err)
{
    bool done = false;
    int rc = 0;

    if (px_form_is_valid(form))
        rc = px_form_deed(form, deed, change, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, back);
    else
        px_form_page_write(page, reply);
    return 0;
}

/* ---- A new group */

int px_page_group_form(px_request *request, px_reply *reply, px_error *err)
{
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    px_process_view v;
    px_group_change change;
    px_form *form;
    px_str key;
    int rc = px_process_view_read(request, true, &v, err);

    if (rc >= 0)
        rc = px_process_view_need(&v, v.plans, err);
    if (rc < 0)
        return rc;
    px_form_page_start(page, request, &v,
                       px_str_of(px_tr(request->language, N_("Form a working group"))));
    change_offer(px_form_page_add(page, &form_form), &v, NULL);
    if (request->method == PX_GET) {
        px_form_page_write(page, reply);
        return 0;
    }
    form = px_form_page_sent(page, err);
    if (!form)
        return -(int)err->code;
    key = px_form_text(form, "key");
    change = change_of(form, &v, key);
    change_chapters(form, &change);
    if (px_form_is_valid(form) && !change.n_texts)
        px_form_fail(form, "title-en", N_("give the group a name in one language at least"), NULL);
    return change_run(page, form, &change, px_group_form_deed,
                      px_process_view_link(&v, "/groups/%.*s", PX_STR_ARG(key)), reply, err);
}

/* ---- One that there is */

static int change_sent(px_form_page *page, const px_process_view *v, const px_group *group,
                       px_reply *reply, px_error *err)
{
    px_str back = px_process_view_link(v, "/groups/%.*s", PX_STR_ARG(group->key));
    px_form *form = px_form_page_sent(page, err);
    px_group_change change;
    const char *name;

    if (!form)
        return -(int)err->code;
    change = change_of(form, v, group->key);
    name = px_form_page_name(page, form);
    if (strcmp(name, "rename") == 0) {
        if (px_form_is_valid(form) && !change.n_texts)
            px_form_fail(form, "title-en", N_("give the group a name in one language at least"),
                         NULL);
        return change_run(page, form, &change, px_group_rename_deed, back, reply, err);
    }
    if (strcmp(name, "rescope") == 0) {
        change_chapters(form, &change);
        return change_run(page, form, &change, px_group_rescope_deed, back, reply, err);
    }
    change.reason = px_form_text(form, "reason");
    return change_run(page, form, &change, px_group_end_deed, back, reply, err);
}

/* What the group is called now in the languages of the interface. */
static int change_names(px_form *form, const px_process_view *v, px_error *err)
{
    const px_request *request = form->request;

    for (size_t i = 0; px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        px_group group;
        int rc = px_group_find(request->db, request->arena, &v->process, request->params[2],
                               px_str_of(tag), &group, err);

        if (rc < 0)
            return rc;
        px_form_set(form, px_arena_format(request->arena, "title-%s", tag), group.name);
        px_form_set(form, px_arena_format(request->arena, "text-%s", tag), group.text);
    }
    return 0;
}

int px_page_group_change(px_request *request, px_reply *reply, px_error *err)
{
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    px_process_view v;
    px_group group;
    int rc = px_process_view_read(request, true, &v, err);

    if (rc >= 0)
        rc = px_process_view_need(&v, v.plans, err);
    if (rc >= 0)
        rc = px_group_find(request->db, request->arena, &v.process, request->params[2],
                           px_part_tag(request), &group, err);
    if (rc < 0)
        return rc;
    if (group.until != PX_TIME_NONE)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this group has ended; it changes no more"), NULL);
    px_form_page_start(page, request, &v, group.name);
    rc = change_names(px_form_page_add(page, &rename_form), &v, err);
    if (rc < 0)
        return rc;
    change_offer(px_form_page_add(page, &rescope_form), &v, &group);
    (void)px_form_page_add(page, &end_form);
    if (request->method == PX_POST)
        return change_sent(page, &v, &group, reply, err);
    px_form_page_write(page, reply);
    return 0;
}
