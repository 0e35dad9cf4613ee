/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/text_language.h"

#include "base/macro.h"
#include "corpus/language_cld2.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

enum { SCRIPT_WINDOW = 4000 };

static const char *const names[] = {
    [PX_LANGUAGES_OFF] = "off",
    [PX_LANGUAGES_SAMPLE] = "sample",
    [PX_LANGUAGES_PREFIX] = "prefix",
    [PX_LANGUAGES_FULL] = "full",
};

const char *px_languages_name(px_languages languages)
{
    return names[languages];
}

bool px_languages_of_name(px_str name, px_languages *ret_languages)
{
    for (size_t i = 0; i < PX_COUNT(names); i++) {
        if (px_str_is(name, names[i])) {
            *ret_languages = (px_languages)i;
            return true;
        }
    }
    return false;
}

/* ---- Scripts */

/* Blocks of letters, in the order of code points (Unicode 15, Scripts.txt, joined where only
 * characters that matter little stand between). */
static const struct {
    unsigned first, last;
    const char *script;
} blocks[] = {
    { 0x41, 0x5a, "Latn" },     { 0x61, 0x7a, "Latn" },     { 0xc0, 0x24f, "Latn" },
    { 0x370, 0x3ff, "Grek" },   { 0x400, 0x52f, "Cyrl" },   { 0x531, 0x58a, "Armn" },
    { 0x591, 0x5f4, "Hebr" },   { 0x600, 0x6ff, "Arab" },   { 0x700, 0x74f, "Syrc" },
    { 0x750, 0x77f, "Arab" },   { 0x780, 0x7b1, "Thaa" },   { 0x7c0, 0x7ff, "Nkoo" },
    { 0x8a0, 0x8ff, "Arab" },   { 0x900, 0x97f, "Deva" },   { 0x980, 0x9ff, "Beng" },
    { 0xa00, 0xa7f, "Guru" },   { 0xa80, 0xaff, "Gujr" },   { 0xb00, 0xb7f, "Orya" },
    { 0xb80, 0xbff, "Taml" },   { 0xc00, 0xc7f, "Telu" },   { 0xc80, 0xcff, "Knda" },
    { 0xd00, 0xd7f, "Mlym" },   { 0xd80, 0xdff, "Sinh" },   { 0xe00, 0xe7f, "Thai" },
    { 0xe80, 0xeff, "Laoo" },   { 0xf00, 0xfff, "Tibt" },   { 0x1000, 0x109f, "Mymr" },
    { 0x10a0, 0x10ff, "Geor" }, { 0x1100, 0x11ff, "Hang" }, { 0x1200, 0x139f, "Ethi" },
    { 0x13a0, 0x13ff, "Cher" }, { 0x1400, 0x167f, "Cans" }, { 0x1780, 0x17ff, "Khmr" },
    { 0x1800, 0x18af, "Mong" }, { 0x1c90, 0x1cbf, "Geor" }, { 0x1e00, 0x1eff, "Latn" },
    { 0x1f00, 0x1fff, "Grek" }, { 0x2d30, 0x2d7f, "Tfng" }, { 0x3040, 0x30ff, "Jpan" },
    { 0x3100, 0x312f, "Bopo" }, { 0x3130, 0x318f, "Hang" }, { 0x3400, 0x9fff, "Hani" },
    { 0xa000, 0xa4cf, "Yiii" }, { 0xac00, 0xd7af, "Hang" }, { 0xf900, 0xfaff, "Hani" },
    { 0xfb50, 0xfdff, "Arab" }, { 0xfe70, 0xfeff, "Arab" }, { 0x20000, 0x3ffff, "Hani" },
};

/* The block of a code point; PX_COUNT(blocks) where it is no letter that is known. */
static size_t block_of(unsigned code)
{
    size_t low = 0, high = PX_COUNT(blocks);

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (code < blocks[middle].first)
            high = middle;
        else if (code > blocks[middle].last)
            low = middle + 1;
        else
            return middle;
    }
    return PX_COUNT(blocks);
}

static px_str cut(px_str text, size_t len)
{
    if (len >= text.len)
        return text;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
        len--;
    return px_str_sub(text, 0, len);
}

px_str px_text_script(px_str text)
{
    unsigned counts[PX_COUNT(blocks) + 1] = { 0 }, all = 0;
    size_t best = 0;

    text = cut(text, SCRIPT_WINDOW);
    while (text.len > 0) {
        bool bad;
        size_t n = px_text_step(text, &bad), block;

        block = bad ? PX_COUNT(blocks) : block_of(px_utf8_decode(text, &n));
        for (size_t i = 0; i < block && block < PX_COUNT(blocks); i++)
            if (strcmp(blocks[i].script, blocks[block].script) == 0)
                block = i; /* the first block stands for its script */
        counts[block]++;
        all += block < PX_COUNT(blocks);
        text = px_str_sub(text, n, text.len);
    }
    for (size_t i = 1; i < PX_COUNT(blocks); i++)
        if (counts[i] > counts[best])
            best = i;
    return 2 * counts[best] > all ? px_str_of(blocks[best].script) : PX_STR("");
}

/* ---- Languages */

px_str px_language_prefix(px_str text)
{
    return cut(text, PX_LANGUAGE_PREFIX);
}

/* Languages whose usual script is one of several kinds of letters at once. */
static bool is_mixed(px_str script)
{
    static const char *const mixed[] = { "Jpan", "Kore", "Hans", "Hant" };

    for (size_t i = 0; i < PX_COUNT(mixed); i++)
        if (px_str_is(script, mixed[i]))
            return true;
    return false;
}

px_str px_language_of_text(px_str text, char room[PX_LANGUAGE_NAME_MAX + 1])
{
    const char *code = px_cld2_language(text.ptr, text.len);
    px_str name = px_language_normal(px_str_of(code), room), script;
    const px_iso_language *language = px_iso_language_find(px_str_sub(name, 0, 3));

    if (!language || is_mixed(px_str_sub(name, 4, name.len)))
        return name;
    script = px_text_script(text);
    return px_iso_language_name(language, script, room);
}

const char *px_language_detector_version(void)
{
    return px_cld2_version();
}
