/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The Plural-Forms line of a message catalogue: how many forms a language has and the C-like
 * expression that picks one for a number (GNU gettext manual, 11.2.6).
 */
#ifndef PX_BASE_PLURAL_H
#define PX_BASE_PLURAL_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

#define PX_PLURAL_MAX_FORMS 8
#define PX_PLURAL_MAX_NODES 200

/* One node of the expression: an operator and the places of its operands. */
typedef struct px_plural_node {
    uint8_t op;
    uint8_t a, b, c;
    uint32_t value; /* of a number */
} px_plural_node;

/* A plain value; 0 is not valid, px_plural_germanic() is what holds where nothing is said. */
typedef struct px_plural {
    unsigned n_forms;
    unsigned n_nodes;
    uint8_t root;
    px_plural_node nodes[PX_PLURAL_MAX_NODES];
} px_plural;

/* Reads "nplurals=2; plural=n != 1;". MALFORMED, with the argument reason, when it does not
 * follow the grammar, has more than the bounds above or nests deeper than 32. */
int px_plural_parse(px_str text, px_plural *ret_plural, px_error *err) PX_MUST_CHECK;

/* Two forms, the first for 1 only. */
px_plural px_plural_germanic(void);

/* The form for n, below n_forms: 0 where the expression divides by zero or gives more. */
unsigned px_plural_form(const px_plural *plural, unsigned long long n);

#endif
