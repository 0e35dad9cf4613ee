/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Languages by their codes of ISO 639-3 with the script of ISO 15924: "eng-Latn". Whatever stands
 * in data and headers ("en", "eng", "eng_Latn", "en-US", "zh-TW", "English") has one normal name.
 * The languages are those of data/languages.tsv.
 */
#ifndef PX_CORPUS_ISO_LANGUAGE_H
#define PX_CORPUS_ISO_LANGUAGE_H

#include "base/str.h"

typedef struct px_iso_language {
    px_str code;   /* "deu" */
    px_str script; /* "Latn"; "" not known */
    px_str whole;  /* of which it is a part: "zho" of "cmn"; or "" */
    bool official; /* of the European Union */
    px_str english, french;
} px_iso_language;

/* All languages of the table, by their code: constant, for all threads. */
const px_iso_language *px_iso_languages(size_t *ret_count);

/* By a code of any kind, or the English name, without regard to case; NULL. */
const px_iso_language *px_iso_language_find(px_str word);

/* "eng-Latn" or, where no script is known, "eng"; PX_LANGUAGE_UNKNOWN. */
enum { PX_LANGUAGE_NAME_MAX = 8 };
#define PX_LANGUAGE_UNKNOWN "und"

/* The normal name of the first language that is written there: room gets it and is returned. A code
 * of three letters that the table does not have stays; what names no language gives
 * PX_LANGUAGE_UNKNOWN. */
px_str px_language_normal(px_str written, char room[PX_LANGUAGE_NAME_MAX + 1]);

/* The name of a language in a script; "" takes the usual one. */
px_str px_iso_language_name(const px_iso_language *language, px_str script,
                            char room[PX_LANGUAGE_NAME_MAX + 1]);

/* Whether what is claimed (as it is written, a list too) names the language of this normal name, or
 * one that it is a part of or that is a part of it; the script counts where the claim names one. */
bool px_language_agrees(px_str written, px_str name);

#endif
