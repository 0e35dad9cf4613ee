/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text on a terminal: how wide it is, where it may be cut, and how it is made harmless. Widths are
 * in columns: wide East Asian characters and emoji take 2, combining marks 0.
 */
#ifndef PX_BASE_DISPLAY_H
#define PX_BASE_DISPLAY_H

#include "base/builder.h"

/* Columns that the text takes on a terminal; a byte that is not UTF-8 counts as 1. */
size_t px_display_width(px_str text);

/* Appends the text as it may go to a terminal, in one line and well-formed: tabs and line ends
 * become spaces; other control characters, those that turn the direction of writing, and bytes
 * that are not UTF-8 become U+FFFD. So text of strangers cannot steer the terminal. */
void px_display_text(px_builder *out, px_str text);

/* Appends as much of well-formed text as width allows; where it is cut, the last column is an
 * ellipsis. What makes up one visible character is never torn apart. Returns the columns used. */
size_t px_display_cut(px_builder *out, px_str text, size_t width);

#endif
