/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Templates of processes: JSON files with steps, groups and the rules of rounds, as
 * docs/format-process.md tells. Those of data/processes are part of the program; others are read
 * from files. What is read lives in the arena.
 */
#ifndef PX_DRAFTING_PROCESS_TEMPLATE_H
#define PX_DRAFTING_PROCESS_TEMPLATE_H

#include "drafting/process/plan.h"

enum { PX_TEMPLATE_MAX_BYTES = 1024 * 1024, PX_TEMPLATE_DAYS_MAX = 3660 };

/* A step and when it is: days after the beginning of another step, or of the process, then on to a
 * day of the week. */
typedef struct px_template_step {
    px_str key, kind;
    size_t place; /* in the file, from 1 */
    int cycle;
    size_t after;  /* place of the step that it is counted from; 0: the beginning of the process */
    bool from_end; /* counted from the end of that step */
    int days;      /* from there; may be negative */
    int weekday;   /* 1 (Monday) to 7: the first such day from there on; 0: any */
    int minute;    /* of the day; -1: the day alone */
    int lasts_days, lasts_minutes; /* 0, 0: no end */
    bool undated;                  /* planned without a day */
    bool required;
    const px_plan_text *texts;
    size_t n_texts;
    px_str source, confidence; /* key of a source, or empty */
} px_template_step;

typedef struct px_template_group {
    px_str key;
    const px_plan_text *texts;
    size_t n_texts;
    const px_str *chapters; /* lasting ids */
    size_t n_chapters;
} px_template_group;

typedef struct px_template_source {
    px_str key, title, address, confidence;
} px_template_source;

struct px_process_template {
    px_str key;
    px_str zone, late;
    int window_days;
    const px_plan_text *texts;
    size_t n_texts;
    px_template_step *steps;
    size_t n_steps;
    px_template_group *groups;
    size_t n_groups;
    px_template_source *sources;
    size_t n_sources;
};

/* From the bytes of a file. MALFORMED for what is no JSON, INVALID with the place for what breaks
 * docs/format-process.md, TOO_LARGE above 1 MiB. source names the file in messages. */
int px_template_read(px_arena *arena, px_str bytes, const char *source,
                     px_process_template *ret_template, px_error *err) PX_MUST_CHECK;

/* One of those that are part of the program: "gpai". NOT_FOUND with the names that there are. */
int px_template_find(px_arena *arena, px_str name, px_process_template *ret_template,
                     px_error *err) PX_MUST_CHECK;

/* The names, in order; NULL after the last. */
const char *px_template_name_at(px_arena *arena, size_t index);

/* When a step begins and ends if the process begins on that day: by place, so in order, since a
 * step is counted from one that stands before it. days: the days of the steps before, filled here.
 */
typedef struct px_template_when {
    px_moment starts, ends;
} px_template_when;
int px_template_dates(px_arena *arena, const px_process_template *template, const px_zone *zone,
                      int64_t from, px_template_when **ret_whens, px_error *err) PX_MUST_CHECK;

#endif
