/* SPDX-License-Identifier: EUPL-1.2 */
/* eIds by the naming convention; and how many are those that the files of others have. */
#include "unit/testing.h"

#include "base/file.h"
#include "code/akn/import_akn.h"
#include "code/eid.h"
#include "unit/arena_fixture.h"

#include "base/banned.h"

typedef struct row {
    int depth;
    px_provision_kind kind;
    const char *number, *extra, *eid;
} row;

static void names(void **unused)
{
    static const row rows[] = {
        { 0, PX_PROVISION_GROUP, "", "preamble", "preamble" },
        { 1, PX_PROVISION_GROUP, "", "recitals", "recs_1" },
        { 2, PX_PROVISION_RECITAL, "(20)", "", "recs_1__rec_20" },
        { 0, PX_PROVISION_CHAPTER, "CHAPTER IV", "", "chp_IV" },
        { 1, PX_PROVISION_ARTICLE, "Article 3 bis", "", "art_3bis" },
        { 2, PX_PROVISION_PARAGRAPH, "1.", "", "art_3bis__para_1" },
        { 3, PX_PROVISION_LIST, "", "ordered", "art_3bis__para_1__list_1" },
        { 4, PX_PROVISION_POINT, "(-a)", "", "art_3bis__para_1__list_1__point_-a" },
        { 4, PX_PROVISION_POINT, "(a)", "", "art_3bis__para_1__list_1__point_a" },
        { 2, PX_PROVISION_PARAGRAPH, "", "", "art_3bis__para_2" },
        { 2, PX_PROVISION_GROUP, "", "alinea", "art_3bis__al_1" },
        { 2, PX_PROVISION_GROUP, "", "quote", "art_3bis__group_1" },
        { 1, PX_PROVISION_ARTICLE, "Article 4", "", "chp_IV__art_4" },
        { 0, PX_PROVISION_CHAPTER, "CHAPTER V", "", "chp_V" },
        { 1, PX_PROVISION_ARTICLE, "Article 4", "", "chp_V__art_4" },
        { 0, PX_PROVISION_COMMITMENT, "Commitment 1", "", "commitment_1" },
        { 1, PX_PROVISION_MEASURE, "Measure 1.1", "", "commitment_1__measure_1-1" },
        { 0, PX_PROVISION_COMMITMENT, "Engagement n° 1", "", "commitment_n-1" },
        { 0, PX_PROVISION_ANNEX, "Annex I", "", "annex_I" },
        { 1, PX_PROVISION_ARTICLE, "Article 1", "", "annex_I__art_1" },
        { 0, PX_PROVISION_SECTION, "1.2.", "", "sec_1-2" },
        { 0, PX_PROVISION_SECTION, "", "", "sec_2" },
        { 0, PX_PROVISION_SECTION, "2", "", "sec_2-2" },
        { 0, PX_PROVISION_GROUP, "", "a b\"c", "a_1" },
    };
    px_outline outline = { .arena = arena };
    size_t parents[8] = { 0 };
    px_str *eids;

    (void)unused;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        size_t parent = rows[i].depth ? parents[rows[i].depth - 1] : PX_OUTLINE_TOP;
        size_t at = px_outline_add(&outline, parent, rows[i].kind, i + 1);

        parents[rows[i].depth] = at;
        outline.nodes[at].number = px_str_of(rows[i].number);
        outline.nodes[at].extra = px_str_of(rows[i].extra);
    }
    eids = px_eid_make(arena, &outline);
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_str(eids[i], rows[i].eid);
}

/* The share of eIds that are exactly those of the file. Its makers number some parts otherwise:
 * the floor is what is reached, so that it does not fall. */
static void files_of_others(void **unused)
{
    static const struct {
        const char *file;
        unsigned floor; /* per cent */
    } files[] = {
        { "eu_COM(2013)0619_EN-8.xml", 54 },
        { "uk_pga-2014-27-enacted-data.xml", 60 },
    };

    (void)unused;
    for (size_t f = 0; f < PX_COUNT(files); f++) {
        char *path =
            px_arena_format(arena, PX_SHARED_DATA "/akoma-ntoso/examples/%s", files[f].file);
        PX_AUTO_FREE char *data = NULL;
        px_outline outline = { .arena = arena };
        px_error err = PX_ERROR_INIT;
        size_t len, all = 0, same = 0;
        px_str *eids;

        if (!px_path_exists(path)) {
            print_message("skipped: no shared data (akoma-ntoso)\n");
            skip();
        }
        assert_ok(px_file_read(path, 1 << 24, &data, &len, &err), &err);
        assert_ok(px_import_akn_outline(px_str_n(data, len), &outline, &err), &err);
        eids = px_eid_make(arena, &outline);
        for (size_t i = 0; i < outline.count; i++) {
            all += outline.nodes[i].alias.len ? 1 : 0;
            same += outline.nodes[i].alias.len && px_str_eq(outline.nodes[i].alias, eids[i]);
            if (getenv("PX_EID_SHOW") && !px_str_eq(outline.nodes[i].alias, eids[i]))
                print_message("%.*s | %.*s\n", PX_STR_ARG(outline.nodes[i].alias),
                              PX_STR_ARG(eids[i]));
        }
        print_message("%s: %zu of %zu eIds are those of the file\n", files[f].file, same, all);
        assert_true(all > 100 && 100 * same >= files[f].floor * all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names),
                                        cmocka_unit_test(files_of_others) };

    return cmocka_run_group_tests(tests, make, end);
}
