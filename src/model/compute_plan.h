/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What was, or will be, spent on a model, as its provider says it: stages with the inputs of one
 * method or several, energy, and what it was made from. From JSON (docs/compute.md, data/schemas/
 * compute-plan.json) or from the options of a command.
 *
 * Numbers are integers or texts ("2.3e25"), never JSON reals, which would be rounded before anybody
 * sees them; or objects with value and either percent or low and high, and a note.
 */
#ifndef PX_MODEL_COMPUTE_PLAN_H
#define PX_MODEL_COMPUTE_PLAN_H

#include "model/accelerator.h"
#include "model/compute_layer.h"
#include "model/quantity.h"

#define PX_COMPUTE_PLAN_MAX_BYTES ((size_t)4 << 20)

/* A quantity that may not have been given. */
typedef struct px_given {
    bool given;
    px_quantity is;
} px_given;

typedef struct px_plan_hardware {
    px_str accelerator, format;        /* a key of data/accelerators.tsv, or a name; "bf16" */
    px_given units, hours, unit_hours; /* either the last, or both others */
    px_given peak;                     /* operations a second; else the table's */
    px_given utilisation;              /* 0 to 1, mean over the time */
} px_plan_hardware;

typedef struct px_plan_architecture {
    px_given parameters, active;   /* all, and those used for one token */
    px_given tokens, kept, epochs; /* tokens of one epoch; of made samples those kept */
    long long context;             /* tokens of one sequence; 0: not given */
    long long width;               /* of the model; 0: not given */
    bool all_positions;            /* attention is worked out for what is masked out, too */
    const px_layer_count *layers;  /* from a configuration, or NULL */
    px_error no_layers;            /* why there are none, where there is a configuration */
} px_plan_architecture;

typedef struct px_plan_stage {
    px_str name, kind, note; /* kind: a key of data/compute_kinds.tsv */
    px_str use;              /* the method that counts: "", "architecture", "hardware", "stated" */
    bool by_architecture;
    px_plan_architecture architecture;
    px_plan_hardware *hardware;
    size_t n_hardware;
    px_given stated; /* operations, as somebody else has worked them out */
} px_plan_stage;

/* Where the words of an energy figure come from. */
typedef enum px_energy_method {
    PX_ENERGY_METER, /* read from a meter */
    PX_ENERGY_POWER  /* hours of accelerators times power */
} px_energy_method;

typedef enum px_energy_boundary {
    PX_BOUNDARY_ACCELERATOR,
    PX_BOUNDARY_NODE,
    PX_BOUNDARY_FACILITY,
    PX_BOUNDARY_COUNT
} px_energy_boundary;

typedef struct px_plan_energy {
    px_str name, note;
    px_energy_method method;
    px_energy_boundary boundary; /* of the reading, or of the power */
    px_given kwh;                /* of a meter; not given: it is missing */
    px_str accelerator;
    px_given unit_hours, watts; /* watts: mean of one device; else the table's design power */
    px_given pue;           /* power usage effectiveness: facility over what it was measured at */
    px_given devices, time; /* shares measured, 0 to 1 */
} px_plan_energy;

typedef struct px_compute_plan {
    px_str model, note;
    px_plan_stage *stages;
    size_t n_stages;
    bool modification;      /* of somebody else's model */
    px_given original;      /* its compute */
    bool original_systemic; /* it is one with systemic risk */
    px_str known;           /* day on which the condition was or will be known to be met, or "" */
    px_plan_energy *energy;
    size_t n_energy;
} px_compute_plan;

/* Reads a plan into the arena; source names it in messages. A configuration that it names is read
 * from `folder`; NULL: it may name none. MALFORMED, or INVALID with the argument key, the path of
 * what is wrong: "stages[0].hardware[1].units". */
int px_compute_plan_read(px_str json, const char *source, const char *folder, px_arena *arena,
                         px_compute_plan **ret_plan, px_error *err) PX_MUST_CHECK;

/* The same from a file; its folder is that of configurations. */
int px_compute_plan_open(const char *path, px_arena *arena, px_compute_plan **ret_plan,
                         px_error *err) PX_MUST_CHECK;

/* Takes a configuration into the inputs: the layers of its model, or why they are not known. */
int px_compute_plan_config(const json_t *config, px_arena *arena,
                           px_plan_architecture *architecture, px_error *err) PX_MUST_CHECK;

/* Takes what the files of a model say into the inputs: parameters, all and active ones, where none
 * are given, and the layers. path: a file or folder as of px_model_inspect, or a configuration. */
int px_compute_plan_model(const char *path, px_arena *arena, px_plan_architecture *architecture,
                          px_error *err) PX_MUST_CHECK;

/* What does not fit together: a stage with no name or an unknown kind, units without hours ...
 * Called by the readers above; for plans made otherwise. INVALID with the argument key. */
int px_compute_plan_check(const px_compute_plan *plan, px_error *err) PX_MUST_CHECK;

#endif
