/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of a text, by its content alone. */
#ifndef PX_CORPUS_TEXT_LANGUAGE_H
#define PX_CORPUS_TEXT_LANGUAGE_H

#include "corpus/iso_language.h"

/* What is looked at of each document. */
typedef enum px_languages {
    PX_LANGUAGES_OFF,
    PX_LANGUAGES_SAMPLE, /* whole documents of a sample (corpus/sample.h) */
    PX_LANGUAGES_PREFIX, /* the first PX_LANGUAGE_PREFIX bytes of each */
    PX_LANGUAGES_FULL    /* all of each */
} px_languages;

enum { PX_LANGUAGE_PREFIX = 2000 };

const char *px_languages_name(px_languages languages); /* "sample": stable, as in the option */
bool px_languages_of_name(px_str name, px_languages *ret_languages);

/* The normal name of the language that most of the text is in, with the script that most of its
 * letters are of; PX_LANGUAGE_UNKNOWN where it cannot be told surely. */
px_str px_language_of_text(px_str text, char room[PX_LANGUAGE_NAME_MAX + 1]);

/* The first bytes of a text, cut between characters. */
px_str px_language_prefix(px_str text);

/* The script of most letters in the first bytes of the text (ISO 15924): "Cyrl"; "" where there is
 * none, or none with more than half of them. */
px_str px_text_script(px_str text);

/* "CLD2 V2.0 - 20141016" */
#define PX_LANGUAGE_DETECTOR "CLD2"
const char *px_language_detector_version(void);

#endif
