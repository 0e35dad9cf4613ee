/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Energy of training, from meters or from hours of accelerators and their power. A meter that is
 * missing, or that reads 0 for devices that worked, is missing and not 0: then the sum is what
 * there is at least. Figures of one boundary are added up; those of a narrower one are brought to
 * the facility by a power usage effectiveness where it is given, and kept apart where it is not.
 */
#ifndef PX_MODEL_ENERGY_H
#define PX_MODEL_ENERGY_H

#include "model/compute.h"

/* "meter", "accelerator"; stable. */
const char *px_energy_method_name(px_energy_method method);
const char *px_energy_boundary_name(px_energy_boundary boundary);

typedef struct px_energy_item {
    const px_plan_energy *plan;
    bool missing;
    px_energy_boundary boundary; /* of the figures: facility where there is an effectiveness */
    px_quantity measured;        /* kilowatt-hours of what was measured, or worked out */
    px_quantity coverage;        /* share of devices times share of time; 1 where all is covered */
    px_quantity whole;           /* measured / coverage; its low is what was measured at least */
    px_compute_note notes[PX_COMPUTE_NOTES_MAX];
    size_t n_notes;
} px_energy_item;

typedef struct px_energy_total {
    bool any;
    size_t missing; /* items without a figure: the whole is at least this much */
    px_quantity measured, whole;
    px_str notice; /* "27,5" for people is made of it: megawatt-hours in two significant figures */
} px_energy_total;

typedef struct px_energy_result {
    const px_compute_plan *plan;
    px_energy_item *items; /* plan->n_energy */
    px_energy_total
        totals[PX_BOUNDARY_COUNT]; /* of each boundary; only one has any, or they part */
} px_energy_result;

/* Works out the energy of the plan; the result lives in the arena and borrows the plan. Errors as
 * of px_compute_estimate_plan. */
int px_energy_estimate_plan(const px_compute_plan *plan, px_str day, px_arena *arena,
                            px_energy_result **ret_result, px_error *err) PX_MUST_CHECK;

/* Members of an open object, and lines for people. */
void px_energy_json(const px_energy_result *result, const px_language *language, px_arena *arena,
                    px_json *json);
void px_energy_text(const px_energy_result *result, const px_language *language, px_arena *arena,
                    size_t width, px_builder *out);

#endif
