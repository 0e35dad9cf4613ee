/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/number_kind.h"

#include "base/macro.h"

#include "base/banned.h"

px_provision_kind px_number_kind(px_str number)
{
    static const struct {
        const char *word;
        px_provision_kind kind;
    } words[] = {
        { "Article", PX_PROVISION_ARTICLE },
        { "Artikel", PX_PROVISION_ARTICLE },
        { "Annex", PX_PROVISION_ANNEX },
        { "Annexe", PX_PROVISION_ANNEX },
        { "Anhang", PX_PROVISION_ANNEX },
        { "Appendix", PX_PROVISION_APPENDIX },
        { "Appendice", PX_PROVISION_APPENDIX },
        { "Chapter", PX_PROVISION_CHAPTER },
        { "Chapitre", PX_PROVISION_CHAPTER },
        { "Kapitel", PX_PROVISION_CHAPTER },
        { "Part", PX_PROVISION_PART },
        { "Partie", PX_PROVISION_PART },
        { "Teil", PX_PROVISION_PART },
        { "Title", PX_PROVISION_TITLE },
        { "Titre", PX_PROVISION_TITLE },
        { "Titel", PX_PROVISION_TITLE },
        { "Commitment", PX_PROVISION_COMMITMENT },
        { "Engagement", PX_PROVISION_COMMITMENT },
        { "Measure", PX_PROVISION_MEASURE },
        { "Mesure", PX_PROVISION_MEASURE },
        { "Sub-measure", PX_PROVISION_SUBMEASURE },
        { "Submeasure", PX_PROVISION_SUBMEASURE },
        { "Sous-mesure", PX_PROVISION_SUBMEASURE },
    };
    size_t end = px_str_find_char(number, ' '), narrow = px_str_find(number, PX_STR("\xC2\xA0"));
    px_str word = px_str_sub(number, 0, PX_MIN(end, narrow));

    for (size_t i = 0; i < PX_COUNT(words); i++)
        if (px_str_eq_nocase(word, px_str_of(words[i].word)))
            return words[i].kind;
    return PX_PROVISION_SECTION;
}
