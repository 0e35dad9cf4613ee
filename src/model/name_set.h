/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which names have been seen: hashes alone (64 bits under a seed of the process), so that millions
 * of tensors take little memory.
 */
#ifndef PX_MODEL_NAME_SET_H
#define PX_MODEL_NAME_SET_H

#include <stdint.h>

#include "base/str.h"

typedef struct px_name_set {
    uint64_t *slots; /* owned; 0: free */
    size_t count, room;
} px_name_set;

/* Frees what it holds; it is empty then. */
void px_name_set_free(px_name_set *set);

/* False where the name is there already. */
bool px_name_set_add(px_name_set *set, px_str name);
/* Is it there? */
bool px_name_set_has(const px_name_set *set, px_str name);

#endif
