/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/form_field.h"

#include <assert.h>
#include <stdarg.h>

#include "base/ascii.h"
#include "base/number.h"
#include "code/normal.h"

#include "base/banned.h"

enum { LINE_MAX_DEFAULT = 200, LONG_MAX_DEFAULT = 4000, WEB_MAX = 2000, MAIL_MAX = 254 };

static px_form_entry *form_entry(const px_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_entries; i++)
        if (strcmp(form->entries[i].field->name, name) == 0)
            return &form->entries[i];
    assert(!"a field that the form does not have");
    abort();
}

/* ---- Before */

static void form_offer_options(px_form *form, px_form_entry *entry)
{
    const px_form_field *field = entry->field;
    px_form_choice *choices =
        px_arena_array(form->request->arena, field->n_options, sizeof(*choices));

    for (size_t i = 0; i < field->n_options; i++) {
        const px_form_option *option = &field->options[i];

        choices[i] = (px_form_choice){
            .value = px_str_of(option->value),
            .title = px_str_of(px_tr(form->request->language, option->title)),
            .note =
                option->note ? px_str_of(px_tr(form->request->language, option->note)) : PX_STR(""),
        };
    }
    entry->choices = choices;
    entry->n_choices = field->n_options;
}

void px_form_start(px_form *form, px_request *request, const px_form_field *fields, size_t n)
{
    assert(n <= PX_FORM_MAX_ENTRIES);
    *form = (px_form){ .request = request, .n_entries = n, .id = "f" };
    form->entries = px_arena_array(request->arena, n, sizeof(*form->entries));
    for (size_t i = 0; i < n; i++) {
        form->entries[i].field = &fields[i];
        if (fields[i].n_options)
            form_offer_options(form, &form->entries[i]);
    }
}

void px_form_offer(px_form *form, const char *name, const px_form_choice *choices, size_t n)
{
    px_form_entry *entry = form_entry(form, name);

    entry->choices = choices;
    entry->n_choices = n;
}

void px_form_label(px_form *form, const char *name, px_str label, px_str hint)
{
    px_form_entry *entry = form_entry(form, name);

    entry->label = label;
    entry->hint = hint;
}

static void form_tick(px_form *form, px_form_entry *entry, px_str value)
{
    if (!entry->several)
        entry->several =
            px_arena_array(form->request->arena, PX_REQUEST_MAX_FIELDS, sizeof(*entry->several));
    for (size_t i = 0; i < entry->n_several; i++)
        if (px_str_eq(entry->several[i], value))
            return;
    if (entry->n_several < PX_REQUEST_MAX_FIELDS)
        entry->several[entry->n_several++] = value;
}

void px_form_set(px_form *form, const char *name, px_str value)
{
    px_form_entry *entry = form_entry(form, name);

    if (entry->field->kind == PX_FORM_SEVERAL)
        form_tick(form, entry, value);
    else if (entry->field->kind == PX_FORM_CHECK)
        entry->checked = px_str_is(value, "1");
    else
        entry->text = value;
}

/* ---- Errors */

static void form_set_error(px_form *form, const char *name, const px_error *err)
{
    const px_error **place = name ? &form_entry(form, name)->error : &form->common;
    px_error *copy;

    if (*place)
        return;
    copy = px_arena_alloc(form->request->arena, sizeof(*copy));
    *copy = *err;
    *place = copy;
    form->n_errors++;
}

void px_form_fail(px_form *form, const char *name, const char *message, ...)
{
    px_error err = { .code = PX_ERR_INVALID, .message = message };
    const char *key;
    va_list args;

    va_start(args, message);
    while ((key = va_arg(args, const char *)))
        px_error_add(&err, key, va_arg(args, const char *));
    va_end(args);
    form_set_error(form, name, &err);
}

bool px_form_refuse(px_form *form, const char *name, const px_error *err)
{
    switch (err->code) {
    case PX_ERR_INVALID:
    case PX_ERR_EXISTS:
    case PX_ERR_CONFLICT:
    case PX_ERR_NOT_FOUND:
    case PX_ERR_TOO_LARGE:
    case PX_ERR_MALFORMED:
    case PX_ERR_UNSUPPORTED:
    case PX_ERR_PARSER:
        form_set_error(form, name, err);
        return true;
    default:
        return false;
    }
}

bool px_form_is_valid(const px_form *form)
{
    return form->n_errors == 0;
}

/* ---- Texts */

/* Characters that turn the direction of a line or cannot be seen. */
static bool form_has_tricks(px_str text)
{
    while (text.len) {
        size_t len;
        unsigned c = px_utf8_decode(text, &len);

        if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
            c == 0x2029 || c == 0xFEFF)
            return true;
        text = px_str_sub(text, len, text.len);
    }
    return false;
}

static int form_check_length(const px_form_field *field, px_str text, px_error *err)
{
    long long usual = field->kind == PX_FORM_LONG  ? LONG_MAX_DEFAULT
                      : field->kind == PX_FORM_WEB ? WEB_MAX
                                                   : LINE_MAX_DEFAULT;
    long long max = field->max ? field->max : usual;
    size_t count = px_utf8_count(text);
    char has[24], most[24];

    if (count <= (size_t)max)
        return 0;
    (void)snprintf(has, sizeof(has), "%zu", count);
    (void)snprintf(most, sizeof(most), "%lld", max);
    return px_fail(err, PX_ERR_INVALID,
                   N_("this is {count} characters long; shorten it to at most {max}"), "count", has,
                   "max", most, NULL);
}

static int form_check_line(const px_form_entry *entry, px_error *err)
{
    if (memchr(entry->text.ptr, '\n', entry->text.len) ||
        memchr(entry->text.ptr, '\t', entry->text.len))
        return px_fail(err, PX_ERR_INVALID, N_("this must be one line, without tabs"), NULL);
    if (form_has_tricks(entry->text))
        return px_fail(err, PX_ERR_INVALID,
                       N_("this holds characters that cannot be seen; type it instead of pasting "
                          "it"),
                       NULL);
    return form_check_length(entry->field, entry->text, err);
}

static bool form_is_domain(px_str domain)
{
    px_str label;
    int labels = 0;

    if (domain.len == 0)
        return false;
    while (px_str_split(&domain, '.', &label)) {
        if (label.len == 0 || label.len > 63 || label.ptr[0] == '-' ||
            label.ptr[label.len - 1] == '-')
            return false;
        labels++;
    }
    return labels >= 2;
}

/* A form that mail can be sent to, without the rare ones (quoted local parts, addresses of
 * machines): one "@", a domain of at least two labels, nothing that cannot stand in a header. */
static bool form_is_mail(px_str s)
{
    size_t at = px_str_find_char(s, '@');
    px_str local = px_str_sub(s, 0, at);

    if (s.len > MAIL_MAX || local.len == 0 || local.len > 64)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (i != at && strchr("@<>(),;:\\\"[]", s.ptr[i])))
            return false;
    return local.ptr[0] != '.' && !px_str_ends(local, PX_STR(".")) &&
           px_str_find(local, PX_STR("..")) == local.len &&
           form_is_domain(px_str_sub(s, at + 1, s.len));
}

static int form_check_mail(const px_form_entry *entry, px_error *err)
{
    int rc = form_check_line(entry, err);

    if (rc < 0)
        return rc;
    if (!form_is_mail(entry->text))
        return px_fail(err, PX_ERR_INVALID,
                       N_("this is no address that mail can be sent to; write it as in "
                          "name@example.eu"),
                       NULL);
    return 0;
}

static int form_check_web(const px_form_entry *entry, px_error *err)
{
    static const px_str schemes[] = { PX_STR_INIT("https://"), PX_STR_INIT("http://") };
    int rc = form_check_line(entry, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < PX_COUNT(schemes); i++)
        if (px_str_starts(entry->text, schemes[i]) && entry->text.len > schemes[i].len &&
            px_str_find_char(entry->text, ' ') == entry->text.len)
            return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("this is no address of the web; it begins with https:// and has no spaces"),
                   NULL);
}

static int form_check_long(const px_form_entry *entry, px_error *err)
{
    return form_check_length(entry->field, entry->text, err);
}

/* ---- Choices, numbers, dates, files */

static bool form_is_offered(const px_form_entry *entry, px_str value)
{
    for (size_t i = 0; i < entry->n_choices; i++)
        if (px_str_eq(entry->choices[i].value, value))
            return true;
    return false;
}

static int form_fail_choice(px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, N_("this choice is not offered; choose another one"), NULL);
}

static int form_check_choice(const px_form_entry *entry, px_error *err)
{
    return form_is_offered(entry, entry->text) ? 0 : form_fail_choice(err);
}

static int form_check_several(const px_form_entry *entry, px_error *err)
{
    char most[24];

    for (size_t i = 0; i < entry->n_several; i++)
        if (!form_is_offered(entry, entry->several[i]))
            return form_fail_choice(err);
    (void)snprintf(most, sizeof(most), "%lld", entry->field->max);
    if (entry->field->max && entry->n_several > (size_t)entry->field->max)
        return px_fail(err, PX_ERR_INVALID, N_("choose at most {max} of these"), "max", most, NULL);
    return 0;
}

static int form_check_number(px_form_entry *entry, px_error *err)
{
    char least[24], most[24];

    if (px_parse_int(entry->text, entry->field->min, entry->field->max, &entry->number, NULL) >= 0)
        return 0;
    (void)snprintf(least, sizeof(least), "%lld", entry->field->min);
    (void)snprintf(most, sizeof(most), "%lld", entry->field->max);
    return px_fail(err, PX_ERR_INVALID, N_("this must be a whole number from {min} to {max}"),
                   "min", least, "max", most, NULL);
}

static int form_check_date(px_form_entry *entry, px_error *err)
{
    if (px_date_parse(entry->text, &entry->civil, NULL) >= 0)
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("this must be a date, written as year, month and day: 2026-11-30"), NULL);
}

/* "2026-11-30T23:59", with seconds or without; a space in place of T. */
static int form_check_date_time(px_form_entry *entry, px_error *err)
{
    px_str s = entry->text, time = px_str_sub(s, 11, s.len);
    px_civil civil;
    long long parts[3] = { 0 };
    bool good = (s.len == 16 || s.len == 19) && (s.ptr[10] == 'T' || s.ptr[10] == ' ') &&
                px_date_parse(px_str_sub(s, 0, 10), &civil, NULL) >= 0;

    for (size_t i = 0; good && i * 3 < time.len; i++)
        good =
            px_is_digit(time.ptr[i * 3]) && px_is_digit(time.ptr[i * 3 + 1]) &&
            (i * 3 + 2 >= time.len || time.ptr[i * 3 + 2] == ':') &&
            px_parse_int(px_str_sub(time, i * 3, i * 3 + 2), 0, i ? 59 : 23, &parts[i], NULL) >= 0;
    if (!good)
        return px_fail(err, PX_ERR_INVALID,
                       N_("this must be a date with the time of day: 2026-11-30T23:59"), NULL);
    civil.hour = (int)parts[0];
    civil.minute = (int)parts[1];
    civil.second = (int)parts[2];
    entry->civil = civil;
    return 0;
}

static int form_check_one_file(const px_form_field *field, const px_upload *upload, px_error *err)
{
    char most[24];

    if (field->kinds && !(field->kinds & (unsigned)upload->kind))
        return px_fail(
            err, PX_ERR_INVALID,
            N_("'{name}' is not a file of a kind that is taken here; what counts is what "
               "is in it, not its name"),
            "name", upload->name.ptr, NULL);
    (void)snprintf(most, sizeof(most), "%lld", field->max / 1024);
    if (field->max && upload->bytes.len > (size_t)field->max)
        return px_fail(err, PX_ERR_INVALID, N_("'{name}' is larger than {max} KiB"), "name",
                       upload->name.ptr, "max", most, NULL);
    return 0;
}

static int form_check_file(const px_form *form, const px_form_entry *entry, px_error *err)
{
    const px_uploads *sent = &form->request->uploads;
    int rc = form_check_one_file(entry->field, entry->upload, err);

    for (size_t i = 0; rc >= 0 && entry->field->many && i < sent->count; i++)
        if (px_str_is(sent->items[i].field, entry->field->name))
            rc = form_check_one_file(entry->field, &sent->items[i], err);
    return rc;
}

/* ---- Reading */

/* In NFC and without white space at its ends; a password and what is hidden stay as they are. */
static px_str form_clean(const px_form *form, const px_form_field *field, px_str value)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4 * PX_REQUEST_MAX_BODY);

    if (field->kind == PX_FORM_PASSWORD || field->kind == PX_FORM_HIDDEN)
        return value;
    value = px_str_trim(value);
    if (px_text_is_nfc_surely(value) || px_text_nfc(&text, value, NULL) < 0)
        return value;
    return px_arena_str(form->request->arena, px_builder_view(&text));
}

static void form_read_several(px_form *form, px_form_entry *entry)
{
    const px_fields *sent = &form->request->form;

    entry->n_several = 0;
    for (size_t i = 0; i < sent->count; i++)
        if (px_str_is(sent->items[i].name, entry->field->name))
            form_tick(form, entry, sent->items[i].value);
}

static void form_read_file(const px_form *form, px_form_entry *entry)
{
    const px_uploads *sent = &form->request->uploads;

    entry->upload = NULL;
    for (size_t i = 0; i < sent->count && !entry->upload; i++)
        if (px_str_is(sent->items[i].field, entry->field->name))
            entry->upload = &sent->items[i];
    entry->text = entry->upload ? entry->upload->name : PX_STR("");
}

static void form_read_entry(px_form *form, px_form_entry *entry)
{
    px_str value = px_fields_get(&form->request->form, entry->field->name);

    switch (entry->field->kind) {
    case PX_FORM_SEVERAL:
        form_read_several(form, entry);
        break;
    case PX_FORM_CHECK:
        entry->checked = value.len > 0;
        break;
    case PX_FORM_FILE:
        form_read_file(form, entry);
        break;
    case PX_FORM_PART:
        break;
    default:
        entry->text = value.len ? form_clean(form, entry->field, value) : PX_STR("");
        break;
    }
}

static bool form_is_filled(const px_form_entry *entry)
{
    switch (entry->field->kind) {
    case PX_FORM_SEVERAL:
        return entry->n_several > 0;
    case PX_FORM_CHECK:
        return entry->checked;
    case PX_FORM_FILE:
        return entry->upload != NULL;
    default:
        return entry->text.len > 0;
    }
}

static int form_fail_missing(const px_form_field *field, px_error *err)
{
    switch (field->kind) {
    case PX_FORM_SELECT:
    case PX_FORM_RADIO:
        return px_fail(err, PX_ERR_INVALID, N_("choose one of these"), NULL);
    case PX_FORM_SEVERAL:
        return px_fail(err, PX_ERR_INVALID, N_("choose at least one of these"), NULL);
    case PX_FORM_CHECK:
        return px_fail(err, PX_ERR_INVALID, N_("tick this box to go on"), NULL);
    case PX_FORM_FILE:
        return px_fail(err, PX_ERR_INVALID, N_("choose a file"), NULL);
    case PX_FORM_DATE:
    case PX_FORM_DATE_TIME:
        return px_fail(err, PX_ERR_INVALID, N_("a date is missing here"), NULL);
    default:
        return px_fail(err, PX_ERR_INVALID, N_("something is missing here"), NULL);
    }
}

static int form_check_kind(const px_form *form, px_form_entry *entry, px_error *err)
{
    switch (entry->field->kind) {
    case PX_FORM_TEXT:
        return form_check_line(entry, err);
    case PX_FORM_PASSWORD:
        return form_check_length(entry->field, entry->text, err);
    case PX_FORM_MAIL:
        return form_check_mail(entry, err);
    case PX_FORM_WEB:
        return form_check_web(entry, err);
    case PX_FORM_LONG:
        return form_check_long(entry, err);
    case PX_FORM_SELECT:
    case PX_FORM_RADIO:
        return form_check_choice(entry, err);
    case PX_FORM_SEVERAL:
        return form_check_several(entry, err);
    case PX_FORM_DATE:
        return form_check_date(entry, err);
    case PX_FORM_DATE_TIME:
        return form_check_date_time(entry, err);
    case PX_FORM_NUMBER:
        return form_check_number(entry, err);
    case PX_FORM_FILE:
        return form_check_file(form, entry, err);
    default:
        return 0;
    }
}

static int form_check_entry(const px_form *form, px_form_entry *entry, px_error *err)
{
    int rc;

    if (!form_is_filled(entry))
        return entry->field->required ? form_fail_missing(entry->field, err) : 0;
    rc = form_check_kind(form, entry, err);
    if (rc < 0 || !entry->field->check)
        return rc;
    return entry->field->check(form, entry, err);
}

bool px_form_read(px_form *form)
{
    for (size_t i = 0; i < form->n_entries; i++)
        form_read_entry(form, &form->entries[i]);
    for (size_t i = 0; i < form->n_entries; i++) { /* checks may look at other fields */
        px_error err = PX_ERROR_INIT;

        if (form_check_entry(form, &form->entries[i], &err) < 0)
            form_set_error(form, form->entries[i].field->name, &err);
    }
    return px_form_is_valid(form);
}

/* ---- What is in it */

const px_form_entry *px_form_entry_of(const px_form *form, const char *name)
{
    return form_entry(form, name);
}

px_str px_form_text(const px_form *form, const char *name)
{
    px_str text = form_entry(form, name)->text;

    return text.ptr ? text : PX_STR("");
}

bool px_form_checked(const px_form *form, const char *name)
{
    return form_entry(form, name)->checked;
}

long long px_form_number(const px_form *form, const char *name)
{
    return form_entry(form, name)->number;
}

bool px_form_has(const px_form *form, const char *name)
{
    return form_is_filled(form_entry(form, name));
}
