/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Meetings: steps of a process that bring people together, with a body or groups, a place or a
 * link, and a record. That a meeting takes place, when and for whom, is public from the moment it
 * is called. The rest has audiences: who may attend sees place and link; agenda and documents are
 * seen by another audience until they are published; minutes and attendance only by those who hold
 * the meeting. px_meeting_sees alone decides.
 *
 * Agenda, documents, attendance and minutes are prepared and then published together, as one act:
 * a record. Records are frozen; a correction is a further record, with its reason.
 *
 * Deeds (process/meeting_plan.h, process/meeting_paper.h) do not ask who acts: their callers ask
 * px_meeting_may_hold first.
 */
#ifndef PX_DRAFTING_PROCESS_MEETING_H
#define PX_DRAFTING_PROCESS_MEETING_H

#include "drafting/process/process.h"

enum {
    PX_MEETING_LINE_MAX = 300, /* bytes of a body, a place, a title of a document */
    PX_MEETING_LINK_MAX = 1000,
    PX_MEETING_GROUPS_MAX = 32,
    PX_MEETING_PAGE_MAX = 1000, /* rows of a page of the register */
};

typedef enum px_meeting_audience {
    PX_MEETING_PUBLIC,
    PX_MEETING_PARTICIPANTS, /* all who take part in the code, observers among them */
    PX_MEETING_GROUPS,       /* those of its groups */
    PX_MEETING_PROVIDERS,    /* participants of a category of providers, and drafters */
    PX_MEETING_DRAFTERS,     /* chairs, vice-chairs, editors, secretariat */
    PX_MEETING_AUDIENCE_COUNT
} px_meeting_audience;

/* "public", ...; the title is a message id. */
const char *px_meeting_audience_name(px_meeting_audience audience);
const char *px_meeting_audience_title(px_meeting_audience audience);
bool px_meeting_audience_find(px_str name, px_meeting_audience *ret_audience);

/* The kinds of step that are meetings, with who usually attends; ended by a name that is NULL. */
typedef struct px_meeting_kind {
    const char *name;
    px_meeting_audience attends, papers;
} px_meeting_kind;
extern const px_meeting_kind px_meeting_kinds[];
const px_meeting_kind *px_meeting_kind_find(px_str name); /* NULL: no meeting */

typedef struct px_meeting_group {
    int64_t row;
    px_str key, name; /* name: as it was when the meeting began */
} px_meeting_group;

typedef struct px_meeting {
    int64_t row, step, process, code;
    px_str id;       /* public */
    px_str step_key; /* of the step that it is */
    px_str code_id, process_key, zone;
    const px_dossier_word *kind;
    int cycle;
    px_moment starts, ends;
    px_str state;       /* "planned", "done", "cancelled" */
    px_str title, text; /* of the step; title: else that of the kind, as a message id */
    bool titled;        /* it has a title of its own */
    px_str body, place, link;
    px_meeting_audience may_attend, sees_papers;
    px_meeting_group *groups;
    size_t n_groups;
    px_time called, published; /* published: the first record; PX_TIME_NONE without one */
    int records;
    long long attended; /* by the last record; 0 without one */
    px_str act;
} px_meeting;

/* By its public id; the title in the language, else in another one. NOT_FOUND. */
int px_meeting_find(px_db *db, px_arena *arena, px_str id, px_str language, px_meeting *ret_meeting,
                    px_error *err) PX_MUST_CHECK;

/* The meeting that a step (its row) is; NOT_FOUND where it is none. */
int px_meeting_of_step(px_db *db, px_arena *arena, int64_t step, px_str language,
                       px_meeting *ret_meeting, px_error *err) PX_MUST_CHECK;

/* The register of a code, page by page: the latest first, meetings without a day at the head. What
 * is empty or 0 does not choose. */
typedef struct px_meeting_filter {
    px_str process, kind, group, category; /* keys; category: who attended by the last record */
    int cycle;
    px_time from, until;  /* those that begin in between; 0: no bound. Without a day: in none */
    px_str after, before; /* public id: the page behind, or in front of, this meeting */
    size_t max;           /* at most PX_MEETING_PAGE_MAX; 0: that */
} px_meeting_filter;

typedef struct px_meeting_page {
    px_meeting *rows;
    size_t count;
    bool more_after, more_before;
    int64_t total; /* of the filter */
} px_meeting_page;

/* INVALID for a page behind or in front of a meeting that is not in the register. */
int px_meeting_list(px_db *db, px_arena *arena, const px_code *code,
                    const px_meeting_filter *filter, px_str language, px_meeting_page *ret_page,
                    px_error *err) PX_MUST_CHECK;

/* Every meeting of the filter, whatever its page. Stops where the function says so: its result
 * below 0 is an error, 1 is enough. The meeting lives as long as the arena. */
typedef int px_meeting_fn(const px_meeting *meeting, void *arg, px_error *err);
int px_meeting_each(px_db *db, px_arena *arena, const px_code *code,
                    const px_meeting_filter *filter, px_str language, px_meeting_fn *fn, void *arg,
                    px_error *err) PX_MUST_CHECK;

/* What the register can be filtered by: kinds and cycles of its meetings, their groups by key with
 * the names that these have now. */
typedef struct px_meeting_choices {
    const px_dossier_word **kinds;
    int *cycles;
    px_meeting_group *groups;
    size_t n_kinds, n_cycles, n_groups;
} px_meeting_choices;
int px_meeting_choices_read(px_db *db, px_arena *arena, const px_code *code, px_str language,
                            px_meeting_choices *ret_choices, px_error *err) PX_MUST_CHECK;

/* ---- Who may */

typedef enum px_meeting_what {
    PX_MEETING_PLACE,  /* place and link */
    PX_MEETING_PAPERS, /* agenda and documents before they are published */
    PX_MEETING_RECORD, /* what was published */
    PX_MEETING_DRAFT   /* minutes and attendance that are not published */
} px_meeting_what;

/* The one answer to who sees what. What is not seen does not exist for the reader: NOT_FOUND. */
bool px_meeting_sees(const px_who *who, const px_meeting *meeting, px_meeting_what what);

/* Whether the person holds it: in its code, or as chair of one of its groups. */
bool px_meeting_may_hold(const px_who *who, const px_meeting *meeting);

/* Whether the person may call one for these groups of a code (rows): all of them, or without groups
 * the code itself. */
bool px_meeting_may_call(const px_who *who, int64_t code, const int64_t *groups, size_t n_groups);

/* ---- What happened to it */

typedef struct px_meeting_change {
    bool cancelled;       /* else moved */
    px_str starts_before; /* civil */
    px_str reason, act;
    px_time time;
} px_meeting_change;
int px_meeting_change_list(px_db *db, px_arena *arena, const px_meeting *meeting,
                           px_meeting_change **ret_changes, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

typedef struct px_meeting_record {
    int number;
    px_time time;
    px_str reason, act;
} px_meeting_record;
/* The records that were published, the oldest first. */
int px_meeting_record_list(px_db *db, px_arena *arena, const px_meeting *meeting,
                           px_meeting_record **ret_records, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

#endif
