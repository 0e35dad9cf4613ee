/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Translations. Catalogues are GNU .mo files embedded in the binary at build time; the language is
 * chosen per call, never for the process. A message is a whole English sentence with named
 * placeholders: "there are {count} codes". A missing translation gives the English.
 */
#ifndef PX_BASE_MESSAGE_H
#define PX_BASE_MESSAGE_H

#include <stdarg.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/error.h"

/* One language of the interface, immutable, valid for the life of the process. */
typedef struct px_language px_language;

/* One named argument of a message. */
typedef struct px_arg {
    const char *name;
    px_str value;
} px_arg;

/* English is always there. px_language_find takes a tag like "fr" or "fr-BE" (only the primary
 * part counts) and gives NULL where there is no catalogue. */
const px_language *px_language_english(void);
const px_language *px_language_find(px_str tag);
const char *px_language_tag(const px_language *language);  /* "en", "fr" */
const char *px_language_name(const px_language *language); /* its own name: "English", "Français" */

/* All of them, in the order of their tags: NULL after the last. */
const px_language *px_language_at(size_t index);

/* The best language for an HTTP Accept-Language header (RFC 9110, 12.5.4): by weight, then by
 * order; fr-BE asks for fr; 0 shuts a language out. English for none, for nothing that is there,
 * and for a header above 4096 bytes; elements that do not follow the grammar count as not sent. */
const px_language *px_language_accept(px_str header);

/* The language of the environment: LC_ALL, LC_MESSAGES, LANG, the first that is set and not
 * empty; English for none, C and POSIX. Like gettext, LANGUAGE ("fr:en", the first that is there)
 * goes before them, save where they name C or POSIX. */
const px_language *px_language_environment(void);

/* The translation of a message id; the id itself where there is none. px_tr_plural chooses the
 * form for n by the catalogue's Plural-Forms, in English by n == 1. */
const char *px_tr(const px_language *language, const char *message);
const char *px_tr_plural(const px_language *language, const char *one, const char *many,
                         unsigned long long n);

/* Appends the text with {name}, of letters a to z, digits and _, replaced by the argument's value;
 * an unknown name stays. {{ and }} stand for one brace. Values are never looked into. */
void px_message_fill(px_builder *out, const char *text, const px_arg *args, size_t n_args);

/* Reads pairs of a name and a C string up to a name that is NULL, at most max of them; how many. */
size_t px_args_read(px_arg *args, size_t max, va_list list);

/* px_tr and px_message_fill in one. */
void px_message(px_builder *out, const px_language *language, const char *message,
                const px_arg *args, size_t n_args);

/* The sentence of an error in the reader's language; without a message the title of its kind. The
 * value of an argument "reason" or "operands" is itself translated where the catalogue has it. */
void px_error_format(px_builder *out, const px_language *language, const px_error *err);

/* Numbers with the language's grouping ("1,234" and "1 234" with a narrow no-break space), dates
 * ("24 November 2026", "24 novembre 2026", "1er janvier 2027"), the time of day ("23:59",
 * "23 h 59") and dates with it ("24 November 2026, 23:59 (CET)", "24 novembre 2026 à 23 h 59
 * (CET)"; no abbreviation: NULL). */
void px_format_int(px_builder *out, const px_language *language, long long value);
void px_format_date(px_builder *out, const px_language *language, const px_civil *date);
void px_format_time(px_builder *out, const px_language *language, const px_civil *c);
void px_format_datetime(px_builder *out, const px_language *language, const px_civil *c,
                        const char *zone_abbreviation);

/* For tests: parses a .mo catalogue; everything in it is checked (base/catalogue.h). The bytes, the
 * tag and the name are borrowed. */
int px_language_parse(const char *tag, const char *name, px_str mo, px_language **ret_language,
                      px_error *err) PX_MUST_CHECK;
void px_language_free(px_language *language);

#endif
