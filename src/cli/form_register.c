/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"

#include "base/table.h"
#include "cli/form_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "duty/filled_claims.h"
#include "duty/official_value.h"
#include "duty/register.h"
#include "store/setting.h"

#include "base/banned.h"

/* The house, and the model that the first operand names. */
typedef struct register_reading {
    px_house *house;
    px_db *db;
    px_claim_subject subject;
} register_reading;

static int reading_open(px_invocation *run, px_house_mode mode, register_reading *r, px_error *err)
{
    int rc = px_house_open(run->house, mode, &r->house, err);

    if (rc >= 0)
        rc = px_house_reader(r->house, &r->db, err);
    if (rc >= 0)
        rc = px_subject_find(r->db, run->arena, px_str_of(run->operands[0]), &r->subject, err);
    if (rc >= 0 && !r->subject.model)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("a document is of a model: write PROVIDER/MODEL"),
                       NULL);
    return rc;
}

static void reading_close(register_reading *r)
{
    px_db_close(r->db);
    px_house_close(r->house);
}
#define PX_AUTO_REGISTER PX_CLEANUP(reading_close)

/* ---- JSON */

static void print_words(px_json *json, const char *key, const px_str *words, size_t n)
{
    px_json_key(json, key);
    px_json_array(json);
    for (size_t i = 0; i < n; i++)
        px_json_str(json, words[i]);
    px_json_array_end(json);
}

static void print_published(px_json *json, const px_published *p)
{
    px_json_pair_str(json, "document", p->id);
    px_json_pair_str(json, "form", p->form);
    px_json_pair_int(json, "number", p->number);
    px_json_pair_str(json, "date", p->day);
    px_json_pair_str(json, "snapshot", p->snapshot);
    px_json_pair_str(json, "root", p->root);
    px_json_pair_int(json, "missing", p->missing);
    print_words(json, "changed", p->changed, p->n_changed);
    print_words(json, "covers", p->covers, p->n_covers);
    px_json_pair_str(json, "next_update", p->next_update);
    px_json_pair_str(json, "kept_until", p->kept_until);
    px_json_pair_str(json, "domains", p->domains);
    px_json_pair_int(json, "domain_count", (long long)p->n_domains);
    px_json_pair_str(json, "act", p->act);
    px_published_times_json(json, p);
}

/* ---- Publishing */

int px_form_version_publish(px_invocation *run, const char *form, px_error *err)
{
    PX_AUTO_REGISTER register_reading r = { 0 };
    px_publish_order order = {
        .form = px_str_of(form),
        .author = "operator",
        .ranges_only = px_invocation_option(run, "ranges-only") != NULL,
        .allow_numbers = px_invocation_option(run, "allow-numbers") != NULL,
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    const px_published *p = &order.ret_published;
    px_json json;
    int rc = reading_open(run, PX_HOUSE_WRITE, &r, err);

    order.subject = r.subject;
    if (rc >= 0)
        rc = px_register_publish(r.house, r.db, run->arena, &order, err);
    if (rc < 0)
        return rc;
    if (run->json) {
        px_print_json(&json, &out);
        print_published(&json, p);
        return px_print_json_end(&json, err);
    }
    px_say(run, N_("version {number} is published as document {document}; the act is {act}"),
           "number", px_arena_format(run->arena, "%d", p->number), "document", p->id.ptr, "act",
           p->act.ptr, NULL);
    if (p->missing > 0)
        px_say(run, N_("fields that are missing: {count}"), "count",
               px_arena_format(run->arena, "%d", p->missing), NULL);
    if (p->next_update.len > 0)
        px_say(run, N_("the next update is due by {date}"), "date", p->next_update.ptr, NULL);
    return 0;
}

/* ---- Making a view public, and taking it back */

/* The house, and whose view of which version the options name; number 0: none. */
static int opening_read(px_invocation *run, register_reading *r, px_open_order *order,
                        long long *ret_number, px_error *err)
{
    const char *told = px_invocation_option(run, "recipient");
    int rc = px_invocation_int(run, "number", 1, 1000000, 0, ret_number, err);

    order->author = "operator";
    if (rc < 0)
        return rc;
    if (!told || !px_recipient_find(px_str_of(told), &order->recipient) ||
        order->recipient == PX_RECIPIENT_PUBLIC)
        return px_fail(err, PX_ERR_USAGE,
                       N_("say whose view it is: --recipient ai-office, authority or downstream"),
                       NULL);
    return reading_open(run, PX_HOUSE_WRITE, r, err);
}

static void opening_say(const px_invocation *run, const px_open_order *order, const char *message)
{
    px_say(run, message, "number", px_arena_format(run->arena, "%d", order->published->number),
           "recipient", px_recipient_name(order->recipient), NULL);
}

int px_form_version_open(px_invocation *run, px_error *err)
{
    PX_AUTO_REGISTER register_reading r = { 0 };
    px_published p;
    px_open_order order = { .published = &p };
    long long number;
    int rc = opening_read(run, &r, &order, &number, err);

    if (rc >= 0)
        rc = px_register_version(r.db, run->arena, &r.subject, PX_STR(PX_FORM_MODEL), (int)number,
                                 &p, err);
    if (rc >= 0)
        rc = px_register_open(r.house, run->arena, &order, err);
    if (rc >= 0)
        opening_say(run, &order,
                    N_("everybody may read version {number} as {recipient} may have it"));
    return rc;
}

/* The newest version of which that view is public; else the newest of all. */
static int find_open(px_invocation *run, const register_reading *r, px_recipient recipient,
                     px_published *ret_published, px_error *err)
{
    px_str form = PX_STR(PX_FORM_MODEL);
    px_published *rows;
    size_t n;
    int rc = px_register_versions(r->db, run->arena, &r->subject, form, &rows, &n, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (px_published_is_open(&rows[i], recipient)) {
            *ret_published = rows[i];
            return 0;
        }
    return px_register_version(r->db, run->arena, &r->subject, form, 0, ret_published, err);
}

int px_form_version_withdraw(px_invocation *run, px_error *err)
{
    PX_AUTO_REGISTER register_reading r = { 0 };
    px_published p;
    px_open_order order = { .published = &p, .reason = px_option_str(run, "reason") };
    long long number;
    int rc = opening_read(run, &r, &order, &number, err);

    if (rc >= 0 && number > 0)
        rc = px_register_version(r.db, run->arena, &r.subject, PX_STR(PX_FORM_MODEL), (int)number,
                                 &p, err);
    else if (rc >= 0)
        rc = find_open(run, &r, order.recipient, &p, err);
    if (rc >= 0)
        rc = px_register_withdraw(r.house, run->arena, &order, err);
    if (rc >= 0)
        opening_say(run, &order,
                    N_("version {number} as {recipient} may have it is no longer public"));
    return rc;
}

/* ---- Showing */

static int list_versions(px_invocation *run, const register_reading *r, const char *form,
                         px_error *err)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("version")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("date")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("changed")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("missing")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("document")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_published *rows;
    px_table *table;
    px_json json;
    size_t n;
    int rc = px_register_versions(r->db, run->arena, &r->subject, px_str_of(form), &rows, &n, err);

    if (rc < 0)
        return rc;
    if (run->json) {
        px_print_json(&json, &out);
        px_json_key(&json, "versions");
        px_json_array(&json);
        for (size_t i = 0; i < n; i++) {
            px_json_object(&json);
            print_published(&json, &rows[i]);
            px_json_object_end(&json);
        }
        px_json_array_end(&json);
        return px_print_json_end(&json, err);
    }
    table = px_table_new(columns, PX_COUNT(columns));
    for (size_t i = 0; i < n; i++) {
        px_table_cell_int(table, rows[i].number);
        px_table_cell(table, rows[i].day);
        px_table_cell_int(table, (long long)rows[i].n_changed);
        px_table_cell_int(table, rows[i].missing);
        px_table_cell(table, rows[i].id);
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
    return 0;
}

/* Whose view: of the summary everybody's; of the form that of --recipient. */
static int read_recipient(const px_invocation *run, const char *form, px_recipient *ret_recipient,
                          px_error *err)
{
    const char *told = px_invocation_option(run, "recipient");

    *ret_recipient = PX_RECIPIENT_PUBLIC;
    if (strcmp(form, PX_FORM_SUMMARY) == 0)
        return 0;
    *ret_recipient = PX_RECIPIENT_NOBODY;
    if (!told || strcmp(told, "whole") == 0)
        return 0;
    if (px_recipient_find(px_str_of(told), ret_recipient) && *ret_recipient != PX_RECIPIENT_PUBLIC)
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("--recipient takes ai-office, authority, downstream or whole, not '{value}'"),
                   "value", told, NULL);
}

static int print_version(px_invocation *run, const register_reading *r, const char *form,
                         int number, px_error *err)
{
    PX_AUTO_FILLED px_filled_form whole = { 0 }, view = { 0 };
    px_filled_print print = { .language = px_form_language(run),
                              .house = px_str_of(px_house_name(r->house)) };
    px_document_format format;
    px_recipient recipient;
    px_published p;
    px_str site;
    int rc = px_form_format(run, &format, err);

    if (rc >= 0)
        rc = read_recipient(run, form, &recipient, err);
    if (rc >= 0)
        rc = px_register_version(r->db, run->arena, &r->subject, px_str_of(form), number, &p, err);
    if (rc >= 0)
        rc = px_setting_site(r->db, run->arena, &site, err);
    if (rc >= 0)
        rc = px_register_whole(r->house, run->arena, &p, &whole, err);
    if (rc >= 0)
        rc = px_filled_view(run->arena, &whole, recipient, &view, err);
    if (rc < 0)
        return rc;
    print.changed = p.changed;
    print.n_changed = p.n_changed;
    print.first = p.number == 1;
    if (site.len > 0) {
        print.address = px_str_of(
            px_arena_format(run->arena, "%.*s/documents/%.*s", PX_STR_ARG(site), PX_STR_ARG(p.id)));
        print.domains_link =
            px_str_of(px_arena_format(run->arena, "%.*s/domains.csv", PX_STR_ARG(print.address)));
    }
    return px_form_print(run, &view, &print, format, err);
}

int px_form_version_show(px_invocation *run, const char *form, px_error *err)
{
    PX_AUTO_REGISTER register_reading r = { 0 };
    long long number;
    int rc = px_invocation_int(run, "number", 1, 1000000, 0, &number, err);

    if (rc >= 0)
        rc = reading_open(run, PX_HOUSE_READ, &r, err);
    if (rc < 0)
        return rc;
    if (number == 0 && !px_invocation_option(run, "format") && !px_invocation_option(run, "output"))
        return list_versions(run, &r, form, err);
    return print_version(run, &r, form, (int)number, err);
}

/* ---- Differences */

/* A value in one line: the text where it is one, else JSON; "-" where there is none. */
static px_str value_line(px_invocation *run, const json_t *value)
{
    px_str text = px_value_text(value, px_str_of(px_language_tag(run->language)), NULL);
    char *dump;
    px_str line;

    if (!value)
        return PX_STR("-");
    if (text.len > 0)
        return text;
    dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    line = px_arena_str(run->arena, px_str_of(dump));
    free(dump);
    return line;
}

static void print_side(px_builder *out, const char *sign, px_str text)
{
    px_str line;

    while (px_str_split(&text, '\n', &line)) {
        px_builder_add(out, sign);
        px_builder_str(out, line);
        px_builder_char(out, '\n');
    }
}

static int print_json_diff(const px_filled_form *before, const px_filled_form *after,
                           const px_str *ids, size_t n, px_error *err)
{
    json_t *top = json_object(), *rows = json_array();
    char *text;

    for (size_t i = 0; i < n; i++) {
        const json_t *a = px_filled_of(before, ids[i])->value;
        const json_t *b = px_filled_of(after, ids[i])->value;
        json_t *row = json_object();

        json_object_set_new(row, "field", json_stringn(ids[i].ptr, ids[i].len));
        json_object_set(row, "before", a ? (json_t *)a : json_null());
        json_object_set(row, "after", b ? (json_t *)b : json_null());
        json_array_append_new(rows, row);
    }
    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "changed", rows);
    text = json_dumps(top, JSON_COMPACT);
    json_decref(top);
    if (!text)
        return px_fail(err, PX_ERR_INVALID, N_("this form cannot be written as JSON"), NULL);
    px_print(px_str_of(text));
    px_print(PX_STR("\n"));
    free(text);
    return 0;
}

static int print_diff(px_invocation *run, const px_filled_form *before, const px_filled_form *after,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str tag = px_str_of(px_language_tag(run->language));
    size_t n;
    px_str *ids = px_filled_changed(run->arena, before, after, &n);

    if (run->json)
        return print_json_diff(before, after, ids, n, err);
    if (n == 0)
        px_say(run, N_("no field differs"), NULL);
    for (size_t i = 0; i < n; i++) {
        const px_filled_field *a = px_filled_of(before, ids[i]), *b = px_filled_of(after, ids[i]);

        px_builder_str(&out, ids[i]);
        px_builder_char(&out, ' ');
        px_builder_str(&out, px_bilingual_in(&a->field->label, tag));
        px_builder_char(&out, '\n');
        print_side(&out, "- ", value_line(run, a->value));
        print_side(&out, "+ ", value_line(run, b->value));
    }
    px_print(px_builder_view(&out));
    return 0;
}

static int read_version(px_invocation *run, const register_reading *r, const char *form, int number,
                        px_filled_form *ret_whole, px_error *err)
{
    px_published p;
    int rc = px_register_version(r->db, run->arena, &r->subject, px_str_of(form), number, &p, err);

    return rc < 0 ? rc : px_register_whole(r->house, run->arena, &p, ret_whole, err);
}

int px_form_version_diff(px_invocation *run, const char *form, px_error *err)
{
    PX_AUTO_REGISTER register_reading r = { 0 };
    PX_AUTO_FILLED px_filled_form before = { 0 }, after = { 0 };
    long long from, to = 0;
    int rc = px_invocation_int(run, "from", 1, 1000000, 0, &from, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "to", 1, 1000000, 0, &to, err);
    if (rc >= 0)
        rc = reading_open(run, PX_HOUSE_READ, &r, err);
    if (rc >= 0)
        rc = read_version(run, &r, form, (int)from, &before, err);
    if (rc >= 0 && to > 0)
        rc = read_version(run, &r, form, (int)to, &after, err);
    else if (rc >= 0)
        rc = px_filled_from_claims(r.db, run->arena, &r.subject,
                                   px_official_form_by_name(px_str_of(form)), &after, err);
    return rc < 0 ? rc : print_diff(run, &before, &after, err);
}
