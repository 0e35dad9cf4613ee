/* SPDX-License-Identifier: EUPL-1.2 */
/* A form as its view: the words in the reader's language, what was typed, the errors. */
#include "base/upload.h"
#include "web/form_field.h"
#include "web/page_part.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

/* Above NO_LIMIT characters nobody types: what the field takes at most is not said beforehand. */
enum { ROWS_FEW = 4, ROWS_MANY = 10, SHORT_TEXT = 8, LONG_TEXT = 1000, NO_LIMIT = 100000 };

/* What the kinds are on the page: the type of an input and the keyboard that a phone shows for it.
 */
static const struct {
    const char *type, *input_mode;
} inputs[] = {
    [PX_FORM_TEXT] = { "text", "" },
    [PX_FORM_MAIL] = { "email", "email" },
    [PX_FORM_WEB] = { "url", "url" },
    [PX_FORM_DATE] = { "date", "" },
    [PX_FORM_DATE_TIME] = { "datetime-local", "" },
    [PX_FORM_NUMBER] = { "text", "numeric" },
    [PX_FORM_PASSWORD] = { "password", "" },
    [PX_FORM_PART] = { NULL, NULL },
};

static px_str form_words(const px_request *request, const char *message)
{
    return message && *message ? px_str_of(px_tr(request->language, message)) : PX_STR("");
}

static px_str form_sentence(const px_request *request, const px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

    px_error_format(&text, request->language, err);
    return px_part_sentence(request, px_arena_str(request->arena, px_builder_view(&text)), true);
}

static bool form_is_chosen(const px_form_entry *entry, px_str value)
{
    for (size_t i = 0; i < entry->n_several; i++)
        if (px_str_eq(entry->several[i], value))
            return true;
    return entry->field->kind != PX_FORM_SEVERAL && px_str_eq(entry->text, value);
}

/* The first option has the id of the field, so that the summary of errors leads to it. */
static void form_view_options(const px_form *form, const px_form_entry *entry,
                              px_view_form_field *view)
{
    px_arena *arena = form->request->arena;
    px_view_form_option *options = px_arena_array(arena, entry->n_choices, sizeof(*options));

    for (size_t i = 0; i < entry->n_choices; i++) {
        const px_form_choice *choice = &entry->choices[i];

        options[i] = (px_view_form_option){
            .id = i ? px_str_of(px_arena_format(arena, "%.*s-%zu", PX_STR_ARG(view->id), i))
                    : view->id,
            .value = choice->value,
            .title = choice->title,
            .note = choice->note,
            .chosen = form_is_chosen(entry, choice->value),
        };
    }
    view->options = options;
    view->n_options = entry->n_choices;
    /* What stands chosen cannot be left out: nothing has to be said of it. */
    for (size_t i = 0; entry->field->kind == PX_FORM_RADIO && i < entry->n_choices; i++)
        view->required = view->required && !options[i].chosen;
}

static void form_view_number(px_arena *arena, const px_form_field *field, px_view_form_field *view)
{
    view->least = px_str_of(px_arena_format(arena, "%lld", field->min));
    view->most = px_str_of(px_arena_format(arena, "%lld", field->max));
}

static px_str form_accept(px_arena *arena, unsigned kinds)
{
    PX_AUTO_BUILDER px_builder accept = PX_BUILDER_INIT(256);

    px_upload_accept(&accept, kinds);
    return px_arena_str(arena, px_builder_view(&accept));
}

static void form_view_kind(px_arena *arena, const px_form_entry *entry, px_view_form_field *view)
{
    const px_form_field *field = entry->field;

    switch (field->kind) {
    case PX_FORM_LONG:
        view->is_long = true;
        view->limit = field->max ? field->max : 4000;
        view->rows = view->limit > LONG_TEXT ? ROWS_MANY : ROWS_FEW;
        view->unlimited = view->limit >= NO_LIMIT;
        break;
    case PX_FORM_SELECT:
        view->is_select = true;
        view->preset = field->preset;
        break;
    case PX_FORM_RADIO:
        view->is_radio = true;
        break;
    case PX_FORM_SEVERAL:
        view->is_several = true;
        break;
    case PX_FORM_CHECK:
        view->is_check = true;
        view->chosen = entry->checked;
        break;
    case PX_FORM_FILE:
        view->is_file = true;
        view->many = field->many;
        view->accept = form_accept(arena, field->kinds);
        break;
    case PX_FORM_HIDDEN:
        view->is_hidden = true;
        break;
    case PX_FORM_PART:
        view->is_part = true;
        break;
    default:
        view->is_input = true;
        view->type = px_str_of(inputs[field->kind].type);
        view->input_mode = px_str_of(inputs[field->kind].input_mode);
        view->is_short = field->kind == PX_FORM_TEXT && field->max && field->max <= SHORT_TEXT;
        if (field->kind == PX_FORM_NUMBER)
            form_view_number(arena, field, view);
        break;
    }
}

/* The ids of what explains the field: its hint, its error. */
static px_str form_described(px_arena *arena, const px_view_form_field *view, bool always)
{
    const char *hint = "", *error = "";

    if (view->hint.len || always)
        hint = px_arena_format(arena, "%.*s-hint", PX_STR_ARG(view->id));
    if (view->error.len)
        error = px_arena_format(arena, "%s%.*s-error", *hint ? " " : "", PX_STR_ARG(view->id));
    return px_str_of(px_arena_format(arena, "%s%s", hint, error));
}

static px_view_form_field form_view_field(const px_form *form, const px_form_entry *entry)
{
    const px_request *request = form->request;
    const px_form_field *field = entry->field;
    px_view_form_field view = {
        .id = px_str_of(px_arena_format(request->arena, "%s-%s", form->id, field->name)),
        .name = px_str_of(field->name),
        .label = entry->label.len ? entry->label : form_words(request, field->label),
        .hint = entry->hint.len ? entry->hint : form_words(request, field->hint),
        .value = field->kind == PX_FORM_PASSWORD ? PX_STR("") : entry->text,
        .autocomplete = px_str_of(field->autocomplete),
        .language = px_str_of(field->language),
        .required = field->required,
    };

    if (entry->error)
        view.error = form_sentence(request, entry->error);
    form_view_kind(request->arena, entry, &view);
    view.described = form_described(request->arena, &view, view.is_long && !view.unlimited);
    form_view_options(form, entry, &view);
    return view;
}

/* ---- Errors in a summary */

static bool form_is_seen(const px_form_entry *entry)
{
    return entry->field->kind != PX_FORM_HIDDEN && entry->field->kind != PX_FORM_PART;
}

static const px_view_form_errors *form_view_errors(const px_form *form,
                                                   const px_view_form_field *fields)
{
    const px_request *request = form->request;
    px_view_form_errors *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_form_error *items = px_arena_array(request->arena, form->n_entries, sizeof(*items));

    *view = (px_view_form_errors){
        .id = px_str_of(px_arena_format(request->arena, "%s-errors", form->id)),
        .count = (long long)form->n_errors,
        .common = form->common ? form_sentence(request, form->common) : PX_STR(""),
        .items = items,
    };
    for (size_t i = 0; i < form->n_entries; i++) {
        if (!form->entries[i].error)
            continue;
        if (form_is_seen(&form->entries[i]))
            items[view->n_items++] = (px_view_form_error){
                .link =
                    px_str_of(px_arena_format(request->arena, "#%.*s", PX_STR_ARG(fields[i].id))),
                .text = px_part_headed(request, fields[i].label, fields[i].error),
            };
        else if (view->common.len == 0)
            view->common = fields[i].error;
    }
    return view;
}

const px_view_form *px_form_show(px_form *form, px_reply *reply, px_str action, const char *button)
{
    px_request *request = form->request;
    px_view_form *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_form_field *fields = px_arena_array(request->arena, form->n_entries, sizeof(*fields));

    px_session_need(request, reply);
    reply->cache_control = "no-store"; /* the form's token is for one visitor */
    if (form->n_errors)
        reply->status = 422;
    *view = (px_view_form){
        .action = action,
        .csrf = px_arena_str(request->arena, px_str_of(request->session.csrf)),
        .fields = fields,
        .n_fields = form->n_entries,
        .button = form_words(request, button),
    };
    for (size_t i = 0; i < form->n_entries; i++) {
        fields[i] = form_view_field(form, &form->entries[i]);
        view->upload |= form->entries[i].field->kind == PX_FORM_FILE;
    }
    if (form->n_errors)
        view->errors = form_view_errors(form, fields);
    return view;
}

px_str px_form_title(const px_form *form, px_str title)
{
    if (px_form_is_valid(form))
        return title;
    return px_part_headed(form->request, form_words(form->request, N_("Error")), title);
}
