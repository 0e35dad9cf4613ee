/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing Atom feeds (RFC 4287). Texts are plain; what XML cannot hold is left out of them. */
#ifndef PX_WEB_ATOM_H
#define PX_WEB_ATOM_H

#include "base/builder.h"
#include "base/civil.h"

typedef struct px_atom_feed {
    px_str id;       /* an IRI that never changes */
    px_str language; /* tag of its texts */
    px_str title, author;
    px_str self, page; /* absolute addresses: of the feed, of the page that it follows */
    px_time updated;
} px_atom_feed;

typedef struct px_atom_entry {
    px_str id, title;
    px_str link; /* absolute */
    px_str text; /* plain; empty: none */
    px_time updated;
    px_time published; /* PX_TIME_NONE: not told */
} px_atom_entry;

/* Appends the head of the feed, each entry (the newest first), and the end. */
void px_atom_start(px_builder *out, const px_atom_feed *feed);
void px_atom_entry_add(px_builder *out, const px_atom_entry *entry);
void px_atom_end(px_builder *out);

#endif
