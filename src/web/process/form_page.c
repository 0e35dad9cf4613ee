/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/form_page.h"

#include "web/templates.h"

#include "base/banned.h"

void px_form_page_start(px_form_page *page, px_request *request, const px_process_view *view,
                        px_str title)
{
    *page = (px_form_page){ .request = request, .view = view, .title = title };
    if (view)
        page->head = px_process_view_head(view, PX_STR("form"));
}

px_form *px_form_page_add(px_form_page *page, const px_form_page_form *form)
{
    px_form *added = &page->form[page->n_forms];

    page->forms[page->n_forms++] = form;
    px_form_start(added, page->request, form->fields, form->n_fields);
    added->id = form->name;
    px_form_set(added, "do", px_str_of(form->name));
    return added;
}

px_form *px_form_page_sent(px_form_page *page, px_error *err)
{
    px_str name = px_fields_get(&page->request->form, "do");

    for (size_t i = 0; i < page->n_forms; i++)
        if (px_str_is(name, page->forms[i]->name)) {
            (void)px_form_read(&page->form[i]);
            return &page->form[i];
        }
    (void)!px_fail(err, PX_ERR_INVALID, N_("this page has no form '{form}'; go back and try again"),
                   "form", px_arena_cstr(page->request->arena, name), NULL);
    return NULL;
}

const char *px_form_page_name(const px_form_page *page, const px_form *form)
{
    return page->forms[form - page->form]->name;
}

void px_form_page_fact(px_form_page *page, px_str text)
{
    if (page->n_facts < PX_FORM_PAGE_LINES)
        page->facts[page->n_facts++] = text;
}

void px_form_page_warn(px_form_page *page, px_str text)
{
    if (page->n_warnings < PX_FORM_PAGE_LINES)
        page->warnings[page->n_warnings++] = text;
}

/* What tells this content of the form from another; good for as long as the program runs. */
static px_str page_seal(const px_form *form)
{
    PX_AUTO_BUILDER px_builder all = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < form->n_entries; i++) {
        const px_form_entry *entry = &form->entries[i];

        if (strcmp(entry->field->name, "sure") == 0)
            continue;
        px_builder_str(&all, entry->text);
        px_builder_char(&all, entry->checked ? '\1' : '\0');
        for (size_t k = 0; k < entry->n_several; k++) {
            px_builder_str(&all, entry->several[k]);
            px_builder_char(&all, '\2');
        }
    }
    return px_str_of(
        px_arena_format(form->request->arena, "%016llx", px_str_hash(px_builder_view(&all))));
}

bool px_form_page_is_sure(const px_form *form)
{
    return px_str_eq(px_form_text(form, "sure"), page_seal(form));
}

bool px_form_page_must_ask(px_form_page *page, px_form *form)
{
    if ((!page->n_warnings && !page->n_facts) || px_form_page_is_sure(form))
        return false;
    px_form_set(form, "sure", page_seal(form));
    return true;
}

static const px_view_process_form_line *page_lines(const px_form_page *page, const px_str *texts,
                                                   size_t n)
{
    px_view_process_form_line *lines = px_arena_array(page->request->arena, n, sizeof(*lines));

    for (size_t i = 0; i < n; i++)
        lines[i].text = texts[i];
    return lines;
}

void px_form_page_write(px_form_page *page, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = page->request;
    px_view_process_form_part parts[PX_FORM_PAGE_MAX];
    px_str action = px_request_address(request, request->language, false);
    px_frame frame = { .title = page->title, .room = PX_ROOM_CODES, .hidden = true };
    px_view_process_form view = {
        .head = page->head,
        .title = page->title,
        .lead = page->lead,
        .facts = page_lines(page, page->facts, page->n_facts),
        .n_facts = page->n_facts,
        .warnings = page_lines(page, page->warnings, page->n_warnings),
        .n_warnings = page->n_warnings,
        .parts = parts,
        .n_parts = page->n_forms,
    };

    for (size_t i = 0; i < page->n_forms; i++) {
        const px_form_page_form *form = page->forms[i];

        if (!px_form_is_valid(&page->form[i]))
            frame.title = px_form_title(&page->form[i], page->title);
        parts[i] = (px_view_process_form_part){
            .id = px_str_of(px_arena_format(request->arena, "%s-part", form->name)),
            .title = px_str_of(px_tr(request->language, form->title)),
            .note = form->note ? px_str_of(px_tr(request->language, form->note)) : PX_STR_NONE,
            .form = px_form_show(&page->form[i], reply, action, form->button),
        };
    }
    px_template_process_form(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}
