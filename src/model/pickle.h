/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pickles, read and never executed: a machine that knows all operations, builds plain values, and
 * of calls knows only those that make PyTorch's tensors (pickle_call.c). Whatever else would be
 * called is named and stays an object without content. Values, memory and depth are bounded.
 */
#ifndef PX_MODEL_PICKLE_H
#define PX_MODEL_PICKLE_H

#include "base/arena.h"
#include "model/tensor.h"
#include "model/weight_file.h"

typedef enum px_pickle_kind {
    PX_PICKLE_NONE, /* None, and numbers and texts that nothing here needs */
    PX_PICKLE_INT,
    PX_PICKLE_TEXT,
    PX_PICKLE_LIST, /* tuples and sets, too */
    PX_PICKLE_DICT, /* key, value, key, value ... */
    PX_PICKLE_GLOBAL,
    PX_PICKLE_STORAGE,
    PX_PICKLE_TENSOR,
    PX_PICKLE_OBJECT, /* what a call that is not made would give; items: its state */
    PX_PICKLE_MARK
} px_pickle_kind;

typedef struct px_pickle_value px_pickle_value;
struct px_pickle_value {
    px_pickle_kind kind;
    bool walked;    /* for whoever goes through the values: each only once */
    int64_t number; /* of an integer; elements of a storage; where in the storage a tensor begins */
    px_str text;    /* of a text, a storage's key, a global's module */
    px_str name;    /* of a global */
    const px_element *element; /* of a storage or tensor */
    px_pickle_value **items;
    size_t count, room;
    px_pickle_value *storage; /* of a tensor; its shape are the items */
};

enum { PX_PICKLE_CALLS_MAX = 32 };

typedef struct px_pickle {
    px_weight_file *file; /* borrowed */
    px_arena *arena;      /* borrowed: values live there */
    px_pickle_value **stack;
    size_t depth, stack_room; /* owned, as the memo */
    px_pickle_value **memo;
    size_t memo_room, memo_next;
    size_t values;
    px_str calls[PX_PICKLE_CALLS_MAX]; /* what it would call and is not called, "os.system" */
    size_t n_calls;
} px_pickle;

/* An empty machine; file and arena are borrowed. */
void px_pickle_start(px_pickle *pickle, px_weight_file *file, px_arena *arena);
/* Frees what it holds, not the values. */
void px_pickle_free(px_pickle *pickle);

/* Reads one pickle at the file's place, up to its STOP. MALFORMED, TOO_LARGE. */
int px_pickle_read(px_pickle *pickle, px_pickle_value **ret_value, px_error *err) PX_MUST_CHECK;

/* ---- Between pickle.c and pickle_call.c */

/* A new value; TOO_LARGE where there are too many. */
int px_pickle_make(px_pickle *pickle, px_pickle_kind kind, px_pickle_value **ret_value,
                   px_error *err) PX_MUST_CHECK;
/* Adds an item. */
void px_pickle_add(px_pickle *pickle, px_pickle_value *list, px_pickle_value *item);
/* What calling `function` with the list of arguments gives. */
int px_pickle_call(px_pickle *pickle, const px_pickle_value *function,
                   const px_pickle_value *arguments, px_pickle_value **ret_value,
                   px_error *err) PX_MUST_CHECK;
/* What a persistent id stands for: a storage. */
int px_pickle_persistent(px_pickle *pickle, const px_pickle_value *id, px_pickle_value **ret_value,
                         px_error *err) PX_MUST_CHECK;

#endif
