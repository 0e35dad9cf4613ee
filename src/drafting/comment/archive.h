/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The record of a group that worked in a public repository: its issues and its requests for
 * changes with their reviews, as archived by github.com/martinthomson/i-d-template (archive.json).
 *
 * The bytes are foreign: px_archive_parse runs in the jail and writes plain records, which
 * px_archive_read checks again. What becomes of a record: archive_import.h.
 */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_H
#define PX_DRAFTING_COMMENT_ARCHIVE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/jail.h"

enum {
    PX_ARCHIVE_MAX_BYTES = 64 * 1024 * 1024,
    PX_ARCHIVE_MAX_ITEMS = 100000,         /* records of all kinds */
    PX_ARCHIVE_BODY_MAX = 512 * 1024,      /* bytes of one body */
    PX_ARCHIVE_NAME_MAX = 1024,            /* bytes of a title, an address, a name */
    PX_ARCHIVE_MAX_POSITION = 1000 * 1000, /* line of a difference */
};

/* A word on an issue. */
typedef struct px_archive_reply {
    px_str author, body;
    px_time created;
} px_archive_reply;

typedef struct px_archive_issue {
    long long number;
    px_str title, url, author, body;
    px_str labels;           /* one in a line */
    px_time created, closed; /* closed: PX_TIME_NONE while it is open */
    px_archive_reply *replies;
    size_t n_replies;
} px_archive_issue;

/* A comment on a line of a requested change; position counts the lines of the difference. */
typedef struct px_archive_remark {
    long long position; /* 0: not told */
    px_str body;
    px_time created;
} px_archive_remark;

typedef struct px_archive_review {
    px_str id, commit, author, body;
    px_time created;
    px_archive_remark *remarks;
    size_t n_remarks;
} px_archive_review;

typedef struct px_archive_pull {
    long long number;
    px_str title, url, author, body, labels;
    px_time created, closed, merged; /* PX_TIME_NONE */
    px_archive_review *reviews;
    size_t n_reviews;
} px_archive_pull;

typedef struct px_archive {
    px_str repository; /* "owner/name" */
    px_archive_issue *issues;
    size_t n_issues;
    px_archive_pull *pulls;
    size_t n_pulls;
} px_archive;

/* The parser for the jail, a px_jail_fn: the JSON in, records out. INVALID names the issue or
 * request and the field. */
int px_archive_parse(px_str input, px_str options, px_builder *out, px_error *err);
extern const px_jail_parser px_archive_parser;

/* Reads what the parser wrote; the slices point into bytes. MALFORMED where they break a rule. */
int px_archive_read(px_str bytes, px_arena *arena, px_archive *ret_archive,
                    px_error *err) PX_MUST_CHECK;

#endif
