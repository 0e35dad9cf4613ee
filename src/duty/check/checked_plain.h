/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The check of a file that somebody else hands over. It is read and checked in the jail, which
 * sends back what it found in a plain form; everything in that is checked again, since the child
 * may have been taken over by its input. Of a PDF a tool finds the words first, in the other jail.
 */
#ifndef PX_DUTY_CHECKED_PLAIN_H
#define PX_DUTY_CHECKED_PLAIN_H

#include "base/upload.h"
#include "duty/check/check_jail.h"
#include "duty/check/checked.h"

/* Checks the file, of either form where it is JSON of praxis, as of that day. The jail must have
 * px_checked_parser and px_filed_tools. What is found lives in the arena; the answers of the
 * subject have no values, only what was read of them. MALFORMED, UNSUPPORTED, TOO_LARGE, INVALID,
 * PARSER, TIMEOUT, TOOL_MISSING with a sentence for whoever handed it over. */
int px_checked_file(px_jail *jail, px_str bytes, const px_civil *today, px_arena *arena,
                    px_checked *ret_checked, px_error *err) PX_MUST_CHECK;

/* ---- The two halves, for the jail and the tests */

/* options: the day, and "words" where the input is the list of words of a PDF. */
int px_checked_parse(px_str bytes, px_str options, px_builder *out, px_error *err) PX_MUST_CHECK;
/* PARSER for what px_checked_parse does not write. */
int px_checked_read(px_arena *arena, px_str plain, px_checked *ret_checked,
                    px_error *err) PX_MUST_CHECK;

#endif
