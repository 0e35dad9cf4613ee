/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/official_form.h"

#include "base/macro.h"
#include "unit/testing.h"

/* By hand from the printed forms, not from data/forms: how many fields each section of the template
 * has, and who receives each row of the documentation form (A: AI Office, N: national authorities,
 * D: downstream providers). */
static const struct {
    const char *section;
    size_t fields;
} template_sections[] = {
    { "0", 2 },   { "1", 0 },   { "1.1", 2 },   { "1.2", 3 },   { "1.3", 7 }, { "2", 0 },
    { "2.1", 5 }, { "2.2", 0 }, { "2.2.1", 2 }, { "2.2.2", 5 }, { "2.3", 9 }, { "2.4", 5 },
    { "2.5", 5 }, { "2.6", 3 }, { "3", 0 },     { "3.1", 3 },   { "3.2", 1 }, { "3.3", 1 },
};

static const struct {
    const char *id, *recipients;
    const char *sure; /* "f": text and recipients of the final form, "3": of the third draft */
    px_field_type type;
} form_rows[] = {
    { "h.date", "*", "ff", PX_FIELD_DATE },
    { "h.ver", "*", "ff", PX_FIELD_TEXT },
    { "g.provider", "AND", "ff", PX_FIELD_TEXT },
    { "g.name", "AND", "ff", PX_FIELD_LIST },
    { "g.auth", "AN", "ff", PX_FIELD_TEXT },
    { "g.release", "AND", "ff", PX_FIELD_DATE },
    { "g.union", "AND", "ff", PX_FIELD_DATE },
    { "g.deps", "AND", "ff", PX_FIELD_LIST },
    { "p.arch", "AND", "ff", PX_FIELD_TEXT },
    { "p.design", "AN", "f3", PX_FIELD_TEXT },
    { "p.in", "AND", "f3", PX_FIELD_MODALITIES },
    { "p.inmax", "D", "f3", PX_FIELD_TEXT_BY_MODALITY },
    { "p.out", "AND", "f3", PX_FIELD_MODALITIES },
    { "p.outmax", "D", "f3", PX_FIELD_TEXT_BY_MODALITY },
    { "p.size", "A", "f3", PX_FIELD_NUMBER },
    { "p.range", "ND", "f3", PX_FIELD_RANGE },
    { "d.ch.an", "AN", "ff", PX_FIELD_LIST },
    { "d.ch.d", "D", "ff", PX_FIELD_LIST },
    { "d.lic", "AN", "f3", PX_FIELD_TEXT },
    { "d.lictype", "D", "f3", PX_FIELD_TEXT },
    { "d.assets", "AN", "f3", PX_FIELD_LIST },
    { "u.aup", "AND", "ff", PX_FIELD_TEXT },
    { "u.uses", "AND", "f3", PX_FIELD_TEXT },
    { "u.types", "AND", "33", PX_FIELD_TEXT },
    { "u.means", "D", "33", PX_FIELD_TEXT },
    { "u.hw", "D", "33", PX_FIELD_TEXT },
    { "u.sw", "D", "33", PX_FIELD_TEXT },
    { "t.design", "AN", "33", PX_FIELD_TEXT },
    { "t.why", "AN", "33", PX_FIELD_TEXT },
    { "x.type", "AND", "ff", PX_FIELD_MODALITIES },
    { "x.prov", "AND", "f3", PX_FIELD_CHOICES },
    { "x.how", "AN", "33", PX_FIELD_TEXT },
    { "x.n.n", "N", "3f", PX_FIELD_LIST },
    { "x.n.a", "A", "3f", PX_FIELD_LIST },
    { "x.scope", "AN", "33", PX_FIELD_TEXT },
    { "x.cur", "AND", "33", PX_FIELD_TEXT },
    { "x.bad", "AN", "f3", PX_FIELD_TEXT },
    { "x.bias", "AN", "33", PX_FIELD_TEXT },
    { "c.time.n", "N", "ff", PX_FIELD_RANGE },
    { "c.time.a", "A", "ff", PX_FIELD_NUMBERS },
    { "c.flop.n", "N", "ff", PX_FIELD_MAGNITUDE },
    { "c.flop.a", "A", "ff", PX_FIELD_NUMBER },
    { "c.how", "AN", "3f", PX_FIELD_TEXT },
    { "e.mwh", "AN", "ff", PX_FIELD_NUMBER },
    { "e.how", "AN", "ff", PX_FIELD_TEXT },
    { "e.inf", "AN", "ff", PX_FIELD_NUMBER },
    { "e.infhow", "AN", "ff", PX_FIELD_TEXT },
};

static const px_official_form *form_of(const char *name)
{
    const px_official_form *form = px_official_form_by_name(px_str_of(name));

    assert_non_null(form);
    return form;
}

static void test_template(void **state)
{
    const px_official_form *form = form_of(PX_FORM_SUMMARY);
    size_t at = 0;

    (void)state;
    assert_int_equal(form->n_fields, 53);
    assert_int_equal(form->n_sections, PX_COUNT(template_sections));
    for (size_t i = 0; i < form->n_sections; i++) {
        assert_str(form->sections[i].id, template_sections[i].section);
        /* The fields stand in the order of the sections, lettered from a. */
        for (size_t j = 0; j < template_sections[i].fields; j++, at++) {
            const px_official_field *field = &form->fields[at];
            char id[16];

            (void)snprintf(id, sizeof(id), "%s.%c", template_sections[i].section, (char)('a' + j));
            assert_str(field->id, id);
            assert_str(field->section, template_sections[i].section);
            assert_int_equal(field->recipients, 1u << PX_RECIPIENT_PUBLIC);
        }
    }
    assert_int_equal(at, form->n_fields);
}

/* Section 1.3 and section 2 order the modalities differently. */
static void test_order(void **state)
{
    static const char *const first[] = { "text", "image", "audio", "video", "other" };
    static const char *const second[] = { "text", "image", "video", "audio", "other" };
    const px_official_form *form = form_of(PX_FORM_SUMMARY);
    size_t seen = 0;

    (void)state;
    for (size_t i = 0; i < form->n_fields; i++) {
        const px_official_field *field = &form->fields[i];
        const char *const *order = px_str_is(field->section, "1.3") ? first : second;

        for (size_t j = 0; j < field->n_modalities; j++)
            assert_str(field->modalities[j], order[j]);
        assert_true(field->n_modalities == 0 || field->n_modalities == 5);
        seen += field->type == PX_FIELD_MODALITIES;
    }
    assert_int_equal(seen, 7);
}

static void test_documentation(void **state)
{
    static const char letters[PX_RECIPIENT_COUNT] = { 'P', 'A', 'N', 'D' };
    const px_official_form *form = form_of(PX_FORM_MODEL);

    (void)state;
    assert_int_equal(form->n_fields, PX_COUNT(form_rows));
    for (size_t i = 0; i < form->n_fields; i++) {
        const px_official_field *field = &form->fields[i];

        assert_str(field->id, form_rows[i].id);
        assert_int_equal(field->type, form_rows[i].type);
        assert_int_equal(field->header, form_rows[i].recipients[0] == '*');
        for (size_t r = 0; r < PX_RECIPIENT_COUNT; r++)
            assert_int_equal(px_official_field_is_for(field, (px_recipient)r),
                             field->header || strchr(form_rows[i].recipients, letters[r]) != NULL);
        assert_str(field->confidence.text,
                   form_rows[i].sure[0] == 'f' ? "secondary" : "unverified");
        assert_str(field->confidence.recipients,
                   form_rows[i].sure[1] == 'f' ? "secondary" : "unverified");
    }
    assert_true(form->n_gone >= 4);
}

/* Each field says in both languages what it is and what belongs in it. */
static void test_words(void **state)
{
    const px_official_form *form;

    (void)state;
    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        for (size_t j = 0; j < form->n_fields; j++) {
            const px_official_field *field = &form->fields[j];

            assert_true(field->label.en.len > 0 && field->label.fr.len > 0);
            assert_true(field->guidance.en.len > 20 && field->guidance.fr.len > 20);
            assert_false(px_str_eq(field->guidance.en, field->guidance.fr));
            assert_ptr_equal(px_official_field_by_name(field->name), field);
            assert_non_null(px_official_section(form, field->section));
        }
    assert_null(px_official_field_by_name(PX_STR("summary.2.2.1.c")));
    assert_null(px_official_field_by_name(PX_STR("summary")));
    assert_null(px_official_field_by_name(PX_STR("fact.parameters")));
}

/* The ranges of the template and of the form, by their bounds. */
static void test_ranges(void **state)
{
    static const struct {
        const char *field;
        size_t count;
        const char *first_upper, *last_lower;
    } rows[] = {
        { "summary.1.3.b", 12, "1000000000", "1000000" },
        { "model.p.range", 8, "500000000", "1000000000000" },
        { "model.c.time.n", 4, "30.436875", "182.62125" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        const px_official_field *field = px_official_field_by_name(px_str_of(rows[i].field));

        assert_non_null(field);
        assert_int_equal(field->n_ranges, rows[i].count);
        assert_str(field->ranges[0].upper, rows[i].first_upper);
        assert_str(field->ranges[field->n_ranges - 1].lower, rows[i].last_lower);
        assert_int_equal(field->ranges[field->n_ranges - 1].upper.len, 0);
    }
}

/* What only holds where a question was answered with yes. */
static void test_conditions(void **state)
{
    const px_official_field *d = px_official_field_by_name(PX_STR("summary.2.4.d"));
    const px_official_field *h = px_official_field_by_name(PX_STR("summary.2.3.h"));

    (void)state;
    assert_int_equal(d->n_conditions, 2);
    assert_str(d->conditions[1].field, "2.4.b");
    assert_int_equal(h->n_conditions, 1);
    assert_true(h->conditions[0].is);
    assert_int_equal(h->type, PX_FIELD_DOMAINS);
}

static void test_preliminary(void **state)
{
    const px_official_form *form = form_of(PX_FORM_SUMMARY);

    (void)state;
    assert_int_equal(form->n_earlier, 1);
    assert_str(form->earlier[0].version, "2025-01");
    assert_int_equal(form->earlier[0].n_marks, 7);
    for (size_t i = 0; i < form->earlier[0].n_marks; i++)
        assert_true(form->earlier[0].marks[i].n_words > 0);
}

static void test_recipients(void **state)
{
    px_recipient recipient = PX_RECIPIENT_PUBLIC;

    (void)state;
    for (size_t i = 0; i < PX_RECIPIENT_COUNT; i++) {
        assert_true(px_recipient_find(px_str_of(px_recipient_name((px_recipient)i)), &recipient));
        assert_int_equal(recipient, i);
    }
    assert_false(px_recipient_find(PX_STR("press"), &recipient));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_template),      cmocka_unit_test(test_order),
        cmocka_unit_test(test_documentation), cmocka_unit_test(test_words),
        cmocka_unit_test(test_ranges),        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_preliminary),   cmocka_unit_test(test_recipients),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
