/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/language_code.h"

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

/* ISO 639-1 and 639-2/T: the official languages of the Union, then others of Europe and the most
 * spoken of the world. */
static const char pairs[][2][4] = {
    { "bg", "bul" }, { "cs", "ces" }, { "da", "dan" }, { "de", "deu" }, { "el", "ell" },
    { "en", "eng" }, { "es", "spa" }, { "et", "est" }, { "fi", "fin" }, { "fr", "fra" },
    { "ga", "gle" }, { "hr", "hrv" }, { "hu", "hun" }, { "it", "ita" }, { "lt", "lit" },
    { "lv", "lav" }, { "mt", "mlt" }, { "nl", "nld" }, { "pl", "pol" }, { "pt", "por" },
    { "ro", "ron" }, { "sk", "slk" }, { "sl", "slv" }, { "sv", "swe" }, { "ar", "ara" },
    { "be", "bel" }, { "bn", "ben" }, { "br", "bre" }, { "bs", "bos" }, { "ca", "cat" },
    { "cy", "cym" }, { "eu", "eus" }, { "fa", "fas" }, { "fo", "fao" }, { "fy", "fry" },
    { "gd", "gla" }, { "gl", "glg" }, { "he", "heb" }, { "hi", "hin" }, { "hy", "hye" },
    { "id", "ind" }, { "is", "isl" }, { "ja", "jpn" }, { "ka", "kat" }, { "ko", "kor" },
    { "la", "lat" }, { "lb", "ltz" }, { "mk", "mkd" }, { "ms", "msa" }, { "nb", "nob" },
    { "nn", "nno" }, { "no", "nor" }, { "oc", "oci" }, { "rm", "roh" }, { "ru", "rus" },
    { "se", "sme" }, { "sq", "sqi" }, { "sr", "srp" }, { "sw", "swa" }, { "tr", "tur" },
    { "uk", "ukr" }, { "ur", "urd" }, { "vi", "vie" }, { "zh", "zho" },
};

const char *px_language_code_3(px_str tag)
{
    px_str primary = px_str_sub(tag, 0, px_str_find_char(tag, '-'));

    for (size_t i = 0; i < PX_COUNT(pairs); i++)
        if (px_str_eq_nocase(primary, px_str_of(pairs[i][0])) ||
            px_str_eq_nocase(primary, px_str_of(pairs[i][1])))
            return pairs[i][1];
    return "und";
}

int px_language_tag_check(px_str tag, px_error *err)
{
    px_str rest = tag, part;
    bool good = tag.len >= 2 && tag.len <= 35, first = true;
    char shown[PX_EXCERPT_SIZE];

    while (good && px_str_split(&rest, '-', &part)) {
        good = part.len >= (first ? 2 : 1) && part.len <= 8;
        for (size_t i = 0; good && i < part.len; i++)
            good = px_is_letter(part.ptr[i]) || (!first && px_is_digit(part.ptr[i]));
        first = false;
    }
    if (good)
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{language}' is not a language tag; write one like 'en' or 'fr'"),
                   "language", px_str_excerpt(tag, shown), NULL);
}
