/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A copy of a filled form that somebody was given, checked by the proof that it carries: that each
 * value is the one that its root stands for (duty/commitment.h). Foreign bytes are read in the jail
 * by px_view_parser (duty/duty_serve.h); what comes out is read back by px_view_proof_read.
 */
#ifndef PX_DUTY_VIEW_PROOF_H
#define PX_DUTY_VIEW_PROOF_H

#include "duty/filled.h"

typedef struct px_view_proof {
    px_str form, provider, model; /* as the copy has them, proved by its root */
    px_str version, date;         /* of the document */
    px_recipient recipient;       /* PX_RECIPIENT_NOBODY: it is the whole form */
    px_str root;                  /* 64 hexadecimal digits */
    long long shown, fields;      /* fields that were checked, of how many */
} px_view_proof;

/* The parser's output; what it says lies in the arena. PARSER for what it never writes. */
int px_view_proof_read(px_arena *arena, px_str output, px_view_proof *ret_proof,
                       px_error *err) PX_MUST_CHECK;

#endif
