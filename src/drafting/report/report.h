/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reports on the comments of a code, as documents (document/document.h): what became of each
 * comment, the text before and after beside the comments, who took part, and which duties were
 * strengthened or weakened. They show what everybody may know: submitted comments, published
 * versions, published answers.
 */
#ifndef PX_DRAFTING_REPORT_REPORT_H
#define PX_DRAFTING_REPORT_REPORT_H

#include "code/code.h"
#include "document/document.h"
#include "drafting/process/process.h"

typedef enum px_report_kind {
    PX_REPORT_DISPOSITION,
    PX_REPORT_FOUR_COLUMN,
    PX_REPORT_PARTICIPATION,
    PX_REPORT_STRENGTH,
    PX_REPORT_KIND_COUNT
} px_report_kind;

/* "disposition", "four-column", "participation", "strength": in addresses and on the command line,
 * never translated. Title and purpose (a sentence) are message ids. */
const char *px_report_name(px_report_kind kind);
const char *px_report_title(px_report_kind kind);
const char *px_report_purpose(px_report_kind kind);
/* Whether it compares a version with one that followed. */
bool px_report_compares(px_report_kind kind);
bool px_report_find(px_str name, px_report_kind *ret_kind);

/* How many comments stand in one part of a disposition or of a four-column table. */
enum { PX_REPORT_PART = 1000 };

/* What is asked for. */
typedef struct px_report_ask {
    px_report_kind kind;
    const px_code *code;
    px_str version; /* label of the version that was commented; empty: of the newest one with
                       comments, else of the newest one that another one followed */
    px_str next;    /* label of that which followed; empty: the next one */
    px_str process; /* key; with round: only comments of that round */
    int round;      /* number; 0: all */
    int part;       /* from 1 */
    bool rows;      /* without the sums at its head: for formats that have one table only */
    const px_language *language;
    px_str site; /* "https://host/en": before the addresses of links; empty: no links */
    px_str house;
    px_str address; /* of the report itself, or empty */
} px_report_ask;

/* A report as it was made. */
typedef struct px_report {
    px_document *document;
    px_str title, subtitle, date_words; /* as in its head */
    px_version version;
    px_version next; /* row 0: there is none */
    int part, parts;
} px_report;

/* Makes it, all in the arena. NOT_FOUND for a version, round or part that is not there, and for a
 * report on two versions where no second one is published. */
int px_report_make(px_db *db, px_arena *arena, const px_report_ask *ask, px_report *ret_report,
                   px_error *err) PX_MUST_CHECK;

#endif
