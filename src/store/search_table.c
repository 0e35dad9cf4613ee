/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_table.h"

#include "base/ascii.h"

#include "base/banned.h"

/* find: ?1 expression, ?2 blob of px_rank, ?3 language, ?4 kind or NULL, ?5 1 for rows that are not
 * current too, ?6 how many at most, in the order of the rows. */
#define SEARCH_TABLE(tag, name)                                                                    \
    { tag,                                                                                         \
      "INSERT INTO " name "(rowid, title, body, keys) VALUES (?, ?, ?, ?)",                        \
      "DELETE FROM " name " WHERE rowid = ?",                                                      \
      "SELECT title, body, keys FROM " name " WHERE rowid = ?",                                    \
      "UPDATE " name " SET keys = ?2 WHERE rowid = ?1",                                            \
      "SELECT i.id, px_rank(" name ", ?2, i.words), i.item, i.within, i.code, i.version, i.part "  \
      "FROM " name " CROSS JOIN search_item AS i ON i.id = " name ".rowid "                        \
      "WHERE " name " MATCH ?1 AND i.language = ?3 AND (?4 IS NULL OR i.kind = ?4) "               \
      "AND (?5 OR i.current) ORDER BY " name ".rowid LIMIT ?6" }

static const search_table search_tables[] = {
    SEARCH_TABLE("en", "search_en"), SEARCH_TABLE("fr", "search_fr"),
    SEARCH_TABLE(NULL, "search_any"), /* last: it takes what the others do not */
};

const search_table *search_table_of(const char *language)
{
    const search_table *table = search_tables;

    while (table->language && strcmp(table->language, language) != 0)
        table++;
    return table;
}

int search_language_of(const char *tag, char ret_language[SEARCH_MAX_TAG + 1], px_error *err)
{
    size_t len = strcspn(tag, "-");
    bool good = len >= 2 && len <= SEARCH_MAX_TAG;

    for (size_t i = 0; good && i < len; i++) {
        char c = (char)(tag[i] | 0x20);

        good = px_is_lower(c);
        ret_language[i] = c;
    }
    if (!good)
        return px_fail(err, PX_ERR_INVALID, N_("'{language}' is not the tag of a language"),
                       "language", tag, NULL);
    ret_language[len] = '\0';
    return 0;
}
