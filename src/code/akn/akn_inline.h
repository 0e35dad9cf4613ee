/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One text of an Akoma Ntoso document on its way to restricted inline Markdown: words come in
 * pieces, with marks between them. White space is folded, marks stand where Markdown reads them as
 * marks (never against a space, dropped where it would take them for signs), words are escaped.
 *
 * A link inside the document may lead forward, so links stay open until the whole tree is there:
 * in the text they are control characters and a number, which px_akn_link_resolve (akn_link.h)
 * turns into Markdown.
 */
#ifndef PX_CODE_AKN_INLINE_H
#define PX_CODE_AKN_INLINE_H

#include "base/builder.h"

/* Marks that are nested deeper are left out. */
#define PX_AKN_MARKS 16

/* "\x02 words \x03 NUMBER \x04" */
#define PX_AKN_LINK_OPEN '\x02'
#define PX_AKN_LINK_WORDS_END '\x03'
#define PX_AKN_LINK_END '\x04'

/* Classes of bytes: no ASCII; what may begin a control character that XML allows and no text. */
#define PX_AKN_HIGH 0x80
#define PX_AKN_CONTROL 0x02

typedef enum px_akn_mark_kind {
    PX_AKN_ITALIC,
    PX_AKN_BOLD,
    PX_AKN_LINK,
    PX_AKN_CODE
} px_akn_mark_kind;

typedef struct px_akn_mark {
    px_akn_mark_kind kind;
    size_t link;   /* its number */
    size_t at;     /* where its opening sign stands in the text */
    size_t end;    /* closed: behind its closing sign */
    bool shown;    /* its signs are in the text */
    bool sign_end; /* closed: the last character in it is a sign */
} px_akn_mark;

typedef struct px_akn_inline {
    px_builder raw;   /* words since the last mark, folded */
    px_builder out;   /* Markdown before them */
    px_builder words; /* all words before them, only once there are marks */
    px_akn_mark open[PX_AKN_MARKS];
    size_t n_open, n_begun; /* marks that are open, and those of them that have had words */
    px_akn_mark closed[PX_AKN_MARKS]; /* those that end where the text ends now, inner first */
    size_t n_closed;
    bool layout; /* that white space ends a line: it may be there for the look of the XML only */
    bool gap;    /* white space came that is not written yet */
    bool after_note;    /* a note stood here and nothing came since */
    bool verbatim;      /* white space is kept, nothing is escaped */
    bool marked;        /* there are marks or breaks in it */
    unsigned char bits; /* classes of all bytes, or-ed */
} px_akn_inline;

/* Room for a text of any size that is read. */
void px_akn_inline_init(px_akn_inline *t);
void px_akn_inline_free(px_akn_inline *t);

/* Empties it for the next text; marks that are open stay open. */
void px_akn_inline_restart(px_akn_inline *t);

/* True while no words, marks or breaks have come since the last restart. */
bool px_akn_inline_is_empty(const px_akn_inline *t);

/* Appends words; white space is folded unless the text is verbatim. */
void px_akn_inline_words(px_akn_inline *t, px_str words);

/* A line break. */
void px_akn_inline_break(px_akn_inline *t);

/* Opens a mark, closes the one opened last. False when it is nested too deep: then it is not to be
 * closed. */
bool px_akn_inline_open(px_akn_inline *t, px_akn_mark_kind kind, size_t link);
void px_akn_inline_close(px_akn_inline *t);

/* Ends the text: out holds it whole, and words too where it is marked. Marks that are open get
 * their closing signs, and open again in the next text. */
void px_akn_inline_end(px_akn_inline *t);

#endif
