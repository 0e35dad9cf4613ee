/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What courier.c and courier_child.c say to each other; private to the two.
 *
 * An errand is one memory file: fields one after the other, a number as four bytes, a text as its
 * length and its bytes. What comes back are frames, each followed by len bytes.
 */
#ifndef PX_BASE_COURIER_FRAME_H
#define PX_BASE_COURIER_FRAME_H

#include <stdint.h>

#include "base/builder.h"
#include "base/courier.h"

#define COURIER_MAGIC 0x70786331U /* "pxc1" */

enum { COURIER_FETCH, COURIER_SEND, COURIER_ERRANDS };
enum { COURIER_MAX_LINE = 1000 };

typedef struct courier_frame {
    uint32_t magic;
    int32_t rc;      /* 0; or a px_errcode, negative, and the payload is the reason */
    uint32_t index;  /* of the mail, or the status of HTTP */
    uint32_t detail; /* verdict of the mail, or length of the type at the head of the payload */
    uint32_t len;
} courier_frame;

/* The process: shuts itself in and serves until the control socket is closed. */
void px_courier_process(int control);

/* Append a field. */
void px_courier_put_int(px_builder *out, uint32_t value);

/* The same of a text. */
void px_courier_put_str(px_builder *out, px_str value);

/* Cut a field off the head of *rest; false where it does not hold one. */
bool px_courier_take_int(px_str *rest, uint32_t *ret_value);
bool px_courier_take_str(px_str *rest, px_str *ret_value);

#endif
