/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file is refused with a reason, or every entry of it can be written as JSON and said in words,
 * and its dates are printed as they stood there.
 */
#include <stdint.h>

#include "drafting/dossier_json.h"
#include "drafting/dossier_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_date(const px_dossier_date *date)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(32);
    px_dossier_date again = { 0 };

    px_dossier_date_print(&text, date);
    demand(px_dossier_date_parse(px_builder_view(&text), &again) ==
           (date->precision != PX_DOSSIER_NO_DATE));
    demand(again.precision == date->precision && again.first == date->first &&
           again.last == date->last);
}

static void check_entry(const px_dossier_entry *entry)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_JSON json_t *value = NULL;
    const px_language *language = px_language_english();
    px_json json;

    check_date(&entry->when.date);
    check_date(&entry->when.until);
    px_dossier_when_words(&words, language, &entry->when);
    for (size_t i = 0; i < entry->n_names; i++)
        px_dossier_when_words(&words, language, &entry->names[i].when);
    for (size_t i = 0; i < entry->n_figures; i++)
        px_dossier_figure_words(&words, language, &entry->figures[i]);
    for (size_t i = 0; i < entry->n_terms; i++)
        px_dossier_term_words(&words, language, &entry->terms[i]);
    demand(words.len > 0 && px_utf8_valid(px_builder_view(&words), NULL));
    px_json_start(&json, &text, PX_JSON_COMPACT);
    px_dossier_entry_json(&json, entry, PX_STR("en"));
    demand(px_json_finish(&json, NULL) == 0);
    demand(px_json_parse(px_builder_view(&text), "again", PX_BUILDER_LARGE, &value, NULL) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_DOSSIER_FILE px_dossier_file file = { 0 };
    px_error err = PX_ERROR_INIT;

    if (px_dossier_file_read(px_str_n((const char *)data, size), "input", arena, PX_STR("fr"),
                             &file, &err) < 0) {
        demand(err.code == PX_ERR_MALFORMED || err.code == PX_ERR_INVALID ||
               err.code == PX_ERR_TOO_LARGE);
        demand(err.message != NULL);
        return 0;
    }
    for (size_t i = 0; i < file.count; i++)
        check_entry(&file.entries[i]);
    return 0;
}
