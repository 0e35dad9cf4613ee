/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/import_akn.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

/* What a document in the middle of <act> becomes, one provision a line:
 * "  kind number | heading | text {extra}". */
static void add_outline(px_builder *out, const px_outline *o)
{
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];

        for (int depth = 0; depth < n->depth; depth++)
            px_builder_add(out, "  ");
        px_builder_add(out, px_provision_kind_name(n->kind));
        if (n->number.len)
            px_builder_format(out, " %.*s", PX_STR_ARG(n->number));
        if (n->heading.len)
            px_builder_format(out, " | %.*s", PX_STR_ARG(n->heading));
        if (n->text.len)
            px_builder_format(out, ": %.*s", PX_STR_ARG(n->text));
        if (n->extra.len)
            px_builder_format(out, " {%.*s}", PX_STR_ARG(n->extra));
        px_builder_char(out, '\n');
    }
}

static void check(const char *inner, const char *expected)
{
    PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(100000), out = PX_BUILDER_INIT(100000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = { .arena = arena };
    px_error err = PX_ERROR_INIT;

    px_builder_format(&xml,
                      "<akomaNtoso xmlns=\"" NAMESPACE "\" xmlns:leos=\"urn:eu:europa:ec:leos\">"
                      "<act>%s</act></akomaNtoso>",
                      inner);
    assert_ok(px_import_akn_outline(px_builder_view(&xml), &outline, &err), &err);
    add_outline(&out, &outline);
    assert_str(px_builder_view(&out), expected);
}

static void test_hierarchy(void **state)
{
    (void)state;
    check("<body><article><num>Article <i>1</i></num><heading>Scope</heading>"
          "<subheading>and more</subheading><paragraph><num>1.</num><list><intro><p>The following:"
          "</p></intro><point><num>(a)</num><content><p>one</p><p>two</p></content></point>"
          "<wrapUp><p>and all.</p></wrapUp></list></paragraph></article></body>",
          "article Article 1 | Scope and more\n"
          "  paragraph 1.: The following:\n"
          "    list {ordered}\n"
          "      point (a): one\n"
          "        paragraph: two\n"
          "    paragraph: and all.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hierarchy),
    };

    return cmocka_run_group_tests_name("import_akn", tests, NULL, NULL);
}
