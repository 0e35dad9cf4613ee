/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one record that every reader makes of what it reads, and hands to one sink. Slices are valid
 * only during the call; a sink that keeps something copies it.
 */
#ifndef PX_CORPUS_RECORD_H
#define PX_CORPUS_RECORD_H

#include <stdint.h>

#include "base/civil.h"
#include "base/str.h"

/* What a document is, by its media type. */
typedef enum px_modality {
    PX_MODALITY_TEXT,
    PX_MODALITY_IMAGE,
    PX_MODALITY_AUDIO,
    PX_MODALITY_VIDEO,
    PX_MODALITY_OTHER,
    PX_MODALITY_COUNT
} px_modality;

/* What is added up: for the whole, and for each key of each dimension (corpus/tally.h). */
typedef enum px_figure {
    PX_FIGURE_DOCUMENTS,
    PX_FIGURE_STORED,     /* bytes of the content as it is kept: of HTTP, the body as it was sent */
    PX_FIGURE_CONTENT,    /* bytes of the content once transfer and content encoding are undone */
    PX_FIGURE_TEXT,       /* bytes of text, UTF-8, where the text is known to be text alone */
    PX_FIGURE_CHARACTERS, /* code points of that text */
    PX_FIGURE_PIXELS,
    PX_FIGURE_MILLISECONDS, /* of audio or video */
    PX_FIGURE_TOKENS,
    PX_FIGURE_COUNT
} px_figure;

typedef enum px_date_state { PX_DATE_NONE, PX_DATE_BAD, PX_DATE_KNOWN } px_date_state;

typedef enum px_record_role {
    PX_RECORD_DOCUMENT, /* counted with all its figures */
    PX_RECORD_PART,     /* belongs to a document that was counted: its bytes count */
    PX_RECORD_DATE,     /* seen again unchanged: only its date counts */
    PX_RECORD_OTHER     /* not content: counted by its kind alone */
} px_record_role;

/* Where a language is claimed. */
typedef enum px_claim_source {
    PX_CLAIM_DATA, /* in the data themselves: a field, WARC-Identified-Content-Language */
    PX_CLAIM_HTTP, /* Content-Language */
    PX_CLAIM_PAGE, /* the attribute lang of <html> */
    PX_CLAIM_SOURCES
} px_claim_source;

/* What a record says of the program that fetched (corpus/crawler.h). */
typedef enum px_crawler_fact {
    PX_CRAWLER_SOFTWARE,
    PX_CRAWLER_AGENT,
    PX_CRAWLER_ROBOTS,
    PX_CRAWLER_FACTS
} px_crawler_fact;

typedef struct px_record {
    px_record_role role;
    const char *kind;  /* what the format calls it: "response", "line"; a constant */
    px_str url;        /* ptr NULL: none */
    px_str media_type; /* "text/html": lower case, without parameters; "" where it is not known */
    px_modality modality;
    px_date_state date_state;
    px_time date; /* when it was fetched or made, where known */
    uint64_t figures[PX_FIGURE_COUNT];
    px_str text; /* UTF-8, where the scan asks for text and there is some; ptr NULL otherwise */
    px_str languages[PX_CLAIM_SOURCES]; /* as claimed; ptr NULL: not */
    px_str crawler[PX_CRAWLER_FACTS];   /* ptr NULL: not said */
    px_str payload_digest; /* "sha1:...", as an archive states it; ptr NULL: it does not */
} px_record;

const char *px_modality_name(px_modality modality);  /* "text": stable */
const char *px_modality_title(px_modality modality); /* message id */

#endif
