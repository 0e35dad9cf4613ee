/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The compute of training, estimated as the Commission's guidelines say (Annex, A.2), and what it
 * means. Two methods, alone or together:
 *
 *   hardware      units x seconds x peak operations a second x mean utilisation, summed over kinds
 *   architecture  6 x parameters x tokens x epochs (2 x for forward passes alone), active
 * parameters for mixtures of experts; or layer by layer, with attention's part, where the
 *                 configuration is known
 *
 * Exact decimals inside; only what is written for a notice is rounded. Bounds are worst cases;
 * where nobody has said how sure the inputs of a stage are, the tolerance of the guidelines is
 * taken.
 */
#ifndef PX_MODEL_COMPUTE_H
#define PX_MODEL_COMPUTE_H

#include "base/json_write.h"
#include "base/message.h"
#include "model/compute_plan.h"
#include "model/compute_rule.h"

typedef enum px_compute_method {
    PX_COMPUTE_PARAMETERS, /* 6 x P x D */
    PX_COMPUTE_LAYERS,     /* layer by layer */
    PX_COMPUTE_HARDWARE,
    PX_COMPUTE_STATED, /* worked out by somebody else */
    PX_COMPUTE_METHOD_COUNT
} px_compute_method;

/* "parameters"; stable. */
const char *px_compute_method_name(px_compute_method method);

typedef enum px_verdict {
    PX_VERDICT_UNKNOWN, /* something that counts is missing, and what is there does not decide */
    PX_VERDICT_BELOW,
    PX_VERDICT_STRADDLES,
    PX_VERDICT_ABOVE
} px_verdict;

/* "straddles"; stable. */
const char *px_verdict_name(px_verdict verdict);

/* What was put into a method. */
typedef struct px_compute_input {
    const char *key; /* "parameters", stable */
    px_quantity is;
    const char *unit; /* "FLOP/s", "tokens", or "" */
    px_str words;     /* "h100-sxm, bf16", where there are any */
} px_compute_input;

typedef struct px_compute_estimate {
    px_compute_method method;
    int factor;          /* 6 or 2 */
    px_quantity compute; /* bounds: those stated, or the tolerance */
    px_compute_input *inputs;
    size_t n_inputs;
    px_decimal context_part; /* of layers: operations that the context costs */
} px_compute_estimate;

/* Something to know of a stage or of the whole: a stable name, the sentence and what stands in it.
 */
typedef struct px_compute_note {
    const char *name;
    px_error words;
} px_compute_note;

enum { PX_COMPUTE_NOTES_MAX = 8 };

typedef struct px_compute_stage {
    const px_plan_stage *plan;
    px_compute_kind kind; /* without texts of a language: ask px_compute_kind_find for them */
    px_compute_estimate estimates[PX_COMPUTE_METHOD_COUNT];
    size_t n_estimates;
    const px_compute_estimate *used; /* NULL: nothing was given */
    /* Of the two farthest estimates: tenths of a percent between them, by the lower one. */
    uint64_t apart;
    bool overlap; /* all intervals have a point in common */
    px_compute_note notes[PX_COMPUTE_NOTES_MAX];
    size_t n_notes;
} px_compute_stage;

typedef struct px_compute_total {
    px_compute_measure measure;
    px_quantity compute;
    uint64_t spread;       /* tenths of a percent to the farther bound */
    bool within_tolerance; /* spread is no more than the guidelines allow */
    size_t missing;        /* stages that count and have no figure, or 1 where none counts: it is at
                               least this much */
    size_t assumed;        /* stages of which nobody said how sure they are */
    px_str notice;         /* "2.3e25": significant figures of a notification */
} px_compute_total;

typedef struct px_compute_verdict {
    px_str rule; /* key of data/compute_rules.tsv */
    px_quantity threshold;
    px_compute_measure measure;
    px_verdict verdict;
    bool estimate_above; /* the figure itself is greater */
    px_str notify_by;    /* day, "2026-12-14"; empty: nothing, or the day that it is known is not */
} px_compute_verdict;

enum { PX_COMPUTE_VERDICTS_MAX = 16 };

typedef struct px_compute_result {
    const px_compute_plan *plan;
    px_str day; /* whose rules were taken */
    px_compute_stage *stages;
    px_compute_total training, cumulative;
    px_compute_verdict verdicts[PX_COMPUTE_VERDICTS_MAX];
    size_t n_verdicts;
} px_compute_result;

/* Works the plan out by the rules of that day ("2026-11-30"; "" is today). The result lives in the
 * arena and borrows the plan. INVALID with the argument key, NOT_FOUND for an accelerator,
 * TOO_LARGE. */
int px_compute_estimate_plan(const px_compute_plan *plan, px_str day, px_arena *arena,
                             px_compute_result **ret_result, px_error *err) PX_MUST_CHECK;

/* Members of an open object; docs/compute.md fixes them. Numbers are texts, exact. */
void px_compute_json(const px_compute_result *result, const px_language *language, px_arena *arena,
                     px_json *json);

/* One verdict as an object. */
void px_compute_verdict_json(px_json *json, px_arena *arena, const px_language *language,
                             const px_compute_verdict *verdict);

/* A verdict in a sentence ("Systemic risk, 10^25 FLOP: below. ..."), and what follows from its rule
 * with the source; in the arena. */
const char *px_compute_verdict_words(px_arena *arena, const px_language *language,
                                     const px_compute_verdict *verdict);
const char *px_compute_rule_words(px_arena *arena, const px_language *language,
                                  const px_compute_verdict *verdict);

/* The whole for people, in lines of at most width columns (0: 80). */
void px_compute_text(const px_compute_result *result, const px_language *language, px_arena *arena,
                     size_t width, px_builder *out);

#endif
