/* SPDX-License-Identifier: EUPL-1.2 */
/* Filled forms as our JSON (data/schemas/filled-form.json). */
#include "duty/commitment.h"
#include "duty/filled.h"

#include "base/banned.h"

static json_t *string_of(px_str text)
{
    return json_stringn(text.ptr ? text.ptr : "", text.len);
}

static void set_text(json_t *object, const char *key, px_str text)
{
    if (text.len > 0)
        json_object_set_new(object, key, string_of(text));
}

static json_t *hex_of(const unsigned char bytes[32])
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(65);

    px_builder_hex(&hex, bytes, 32);
    return json_string(px_builder_cstr(&hex));
}

/* ---- Fields */

static json_t *evidence_of(const px_evidence *evidence, size_t n)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < n; i++) {
        const px_evidence *e = &evidence[i];
        json_t *row = json_object();

        json_object_set_new(row, "name", string_of(e->name));
        if (e->hash.len > 0) {
            json_object_set_new(row, "sha256", string_of(e->hash));
            json_object_set_new(row, "size", json_integer((json_int_t)e->size));
        }
        if (e->ranged) {
            json_object_set_new(row, "start", json_integer((json_int_t)e->start));
            json_object_set_new(row, "length", json_integer((json_int_t)e->length));
        }
        set_text(row, "scan", e->scan);
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *field_of(const px_filled_field *field)
{
    json_t *object = json_object();

    json_object_set_new(object, "field", string_of(field->field->id));
    json_object_set_new(object, "label",
                        json_pack("{s:o, s:o}", "en", string_of(field->field->label.en), "fr",
                                  string_of(field->field->label.fr)));
    if (field->value)
        json_object_set(object, "value", (json_t *)field->value);
    else
        json_object_set_new(object, field->unreadable ? "unreadable" : "missing", json_true());
    if (field->value && field->has_basis)
        json_object_set_new(object, "basis", json_string(px_basis_name(field->basis)));
    if (field->border)
        json_object_set_new(object, "border", json_true());
    set_text(object, "method", field->method);
    set_text(object, "program", field->program);
    set_text(object, "claim", field->claim);
    if (field->n_evidence > 0)
        json_object_set_new(object, "evidence", evidence_of(field->evidence, field->n_evidence));
    return object;
}

static json_t *fields_of(const px_filled_form *filled)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < filled->form->n_fields; i++)
        if (px_filled_shows(filled, filled->fields[i].field))
            json_array_append_new(rows, field_of(&filled->fields[i]));
    return rows;
}

/* ---- Commitment */

static json_t *commitment_of(const px_filled_form *filled)
{
    json_t *object = json_object(), *leaves = json_array(), *openings = json_array();
    unsigned char root[32];

    px_commitment_root(filled, root);
    json_object_set_new(object, "scheme", json_string(PX_COMMITMENT_SCHEME));
    json_object_set_new(object, "root", hex_of(root));
    for (size_t i = 0; i <= filled->form->n_fields; i++)
        json_array_append_new(leaves, hex_of(filled->leaves[i]));
    json_array_append_new(
        openings, json_pack("{s:s, s:o}", "field", "head", "salt", hex_of(filled->salts[0])));
    for (size_t i = 0; i < filled->form->n_fields; i++)
        if (filled->fields[i].opened)
            json_array_append_new(openings, json_pack("{s:o, s:o}", "field",
                                                      string_of(filled->fields[i].field->id),
                                                      "salt", hex_of(filled->salts[i + 1])));
    json_object_set_new(object, "leaves", leaves);
    json_object_set_new(object, "openings", openings);
    return object;
}

/* ---- The form */

static json_t *earlier_of(const px_filled_head *head)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < head->n_earlier; i++) {
        json_t *row = json_object();

        json_object_set_new(row, "version", string_of(head->earlier[i].version));
        set_text(row, "date", head->earlier[i].date);
        set_text(row, "link", head->earlier[i].link);
        json_array_append_new(rows, row);
    }
    return rows;
}

static void set_head(json_t *top, const px_filled_form *filled)
{
    const px_filled_head *head = &filled->head;
    json_t *versions = json_array();

    json_object_set_new(top, "schema", json_integer(1));
    json_object_set_new(top, "form", string_of(filled->form->name));
    json_object_set_new(top, "form_version", string_of(filled->form->version));
    json_object_set_new(top, "provider", string_of(head->provider));
    json_object_set_new(top, "model", string_of(head->model));
    for (size_t i = 0; i < head->n_versions; i++)
        json_array_append_new(versions, string_of(head->versions[i]));
    json_object_set_new(top, "versions", versions);
    json_object_set_new(top, "document_version", string_of(head->version));
    json_object_set_new(top, "date", string_of(head->date));
    if (head->recipient != PX_RECIPIENT_NOBODY)
        json_object_set_new(top, "recipient", json_string(px_recipient_name(head->recipient)));
    set_text(top, "request", head->request);
    if (head->n_earlier > 0)
        json_object_set_new(top, "earlier", earlier_of(head));
    set_text(top, "next_update", head->next_update);
    set_text(top, "feed", head->feed);
}

int px_filled_write(const px_filled_form *filled, px_builder *out, px_error *err)
{
    json_t *top = json_object();
    char *text;

    set_head(top, filled);
    json_object_set_new(top, "fields", fields_of(filled));
    if (filled->salts && filled->leaves)
        json_object_set_new(top, "commitment", commitment_of(filled));
    text = json_dumps(top, JSON_INDENT(2));
    json_decref(top);
    if (!text)
        return px_fail(err, PX_ERR_INVALID, N_("this form cannot be written as JSON"), NULL);
    px_builder_add(out, text);
    px_builder_char(out, '\n');
    free(text);
    return px_builder_check(out, err);
}
