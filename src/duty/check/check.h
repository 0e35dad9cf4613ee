/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Checks of filled forms, as a strict reader would make them (docs/checking.md). Each rule is a row
 * of a constant table with an id that never changes; the words that rules look for are data
 * (data/check_words.tsv).
 *
 * A finding names the field, the rule, what was found, where, and what to do. What could not be
 * read is no finding against the form.
 */
#ifndef PX_DUTY_CHECK_H
#define PX_DUTY_CHECK_H

#include "base/civil.h"
#include "base/error.h"
#include "base/json_write.h"
#include "base/message.h"
#include "duty/check/check_subject.h"
#include "duty/contradiction.h"

typedef enum px_severity { PX_SEVERITY_NOTE, PX_SEVERITY_WARNING, PX_SEVERITY_ERROR } px_severity;

enum { PX_FINDING_ARGS = 4 };

typedef struct px_check_rule px_check_rule;

typedef struct px_finding {
    const px_check_rule *rule;
    px_severity severity;
    px_str field;        /* id, of a section where no field is meant, or empty: the document */
    const char *message; /* message id: what is wrong */
    const char *remedy;  /* message id: what to do */
    px_arg args[PX_FINDING_ARGS]; /* of both */
    size_t n_args;
    px_str words;  /* found there, or empty */
    unsigned page; /* 0: not known */
} px_finding;

typedef struct px_findings {
    px_arena *arena;
    px_finding *list;
    size_t count, room;
    const px_check_rule *rule; /* that is running */
} px_findings;

/* What a rule may know beside the form. */
typedef struct px_check_context {
    px_civil today;
    const px_contradiction *contradictions; /* between claims of the model; none for a document */
    size_t n_contradictions;
} px_check_context;

typedef void px_check_fn(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings);

struct px_check_rule {
    const char *id;      /* "SUM-12" */
    const char *form;    /* "summary", "model" */
    const char *summary; /* message id: what the rule asks */
    px_check_fn *run;
};

/* All rules, by id; NULL behind the last. */
const px_check_rule *px_check_rule_at(size_t index);

/* Runs every rule of the subject's form. Findings come by the place of their field in the form,
 * then by rule. */
void px_check_run(const px_check_subject *subject, const px_check_context *context,
                  px_findings *ret_findings);

/* For rules. args: pairs of names and C strings that live in the subject's arena, NULL at the end.
 */
void px_finding_add(px_findings *findings, px_severity severity, const px_answer *answer,
                    const char *message, const char *remedy, px_str words, ...) PX_SENTINEL;
void px_finding_add_at(px_findings *findings, px_severity severity, px_str field, unsigned page,
                       const char *message, const char *remedy, px_str words, ...) PX_SENTINEL;

/* "error", "warning", "note" */
const char *px_severity_name(px_severity severity);
const char *px_severity_title(px_severity severity); /* message id */

/* How many findings there are of one severity. */
size_t px_findings_of(const px_findings *findings, px_severity severity);

/* The sentence of a finding, in the language. */
void px_finding_words(px_builder *out, const px_language *language, const px_finding *finding,
                      const char *message);

/* A finding as an element of an array. */
void px_check_finding_json(px_json *json, const px_language *language,
                           const px_check_subject *subject, const px_finding *finding);

/* The rest of the JSON object of a check: form, origin, findings, unreadable ... */
void px_check_json(px_json *json, const px_language *language, const px_check_subject *subject,
                   const px_findings *findings);

#endif
