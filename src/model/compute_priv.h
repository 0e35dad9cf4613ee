/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files that work compute out. */
#ifndef PX_MODEL_COMPUTE_PRIV_H
#define PX_MODEL_COMPUTE_PRIV_H

#include "model/compute.h"

/* Like px_compute_plan_config, from a file. */
int px_compute_config_open(const char *path, px_arena *arena, px_plan_architecture *architecture,
                           px_error *err) PX_MUST_CHECK;

/* One method each; the bounds are those of the inputs. The inputs of a stage that has been checked.
 */
void px_compute_by_parameters(const px_plan_architecture *a, int factor, px_arena *arena,
                              px_compute_estimate *ret_estimate);
void px_compute_by_layers(const px_plan_architecture *a, int factor, px_arena *arena,
                          px_compute_estimate *ret_estimate);
int px_compute_by_hardware(const px_plan_stage *stage, px_arena *arena,
                           px_compute_estimate *ret_estimate, px_error *err) PX_MUST_CHECK;
void px_compute_as_stated(const px_given *stated, px_arena *arena,
                          px_compute_estimate *ret_estimate);

/* All methods of a stage, which of them is used, how far they are apart, and what is to be said. */
int px_compute_stage_estimate(const px_plan_stage *plan, px_str day, px_arena *arena,
                              px_compute_stage *stage, px_error *err) PX_MUST_CHECK;

/* Sums of the stages, and the verdicts. */
int px_compute_totals(px_compute_result *result, px_arena *arena, px_error *err) PX_MUST_CHECK;
int px_compute_verdicts(px_compute_result *result, px_arena *arena, px_error *err) PX_MUST_CHECK;

/* Today in UTC as "2026-11-30". */
px_str px_compute_today(px_arena *arena);

/* A figure as people read it in that language, of so many figures: "2.3 × 10^25"; digits in groups
 * where it is short and whole. 0 figures: all of them. */
const char *px_compute_figure(px_arena *arena, const px_language *language,
                              const px_decimal *figure, unsigned figures);

/* A figure as it stands in JSON ("2.3e25") for people: "2.3 × 10^25". */
const char *px_compute_notation(px_arena *arena, const px_language *language, px_str text);

/* Tenths of a percent: "12.5". */
const char *px_compute_percent(px_arena *arena, const px_language *language, uint64_t tenths);

/* A translated sentence with pairs of a name and a C string, in the arena. */
const char *px_compute_words(px_arena *arena, const px_language *language, const char *message,
                             ...) PX_SENTINEL;

/* What writes lines for people. */
typedef struct px_compute_lines {
    px_builder *out;
    px_arena *arena;
    const px_language *language;
    size_t width; /* at which lines are broken */
} px_compute_lines;

/* A translated sentence with pairs of a name and a C string, in lines behind an indent. */
void px_compute_line(const px_compute_lines *lines, size_t indent, const char *message,
                     ...) PX_SENTINEL;

/* What is to be known of a stage, a line each. */
void px_compute_notes_text(const px_compute_lines *lines, size_t indent,
                           const px_compute_note *notes, size_t count);

/* Members of an open object. */
void px_compute_json_quantity(px_json *json, px_arena *arena, const char *key,
                              const px_quantity *q);
void px_compute_json_notes(px_json *json, px_arena *arena, const px_language *language,
                           const px_compute_note *notes, size_t count);

#endif
