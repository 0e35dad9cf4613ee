/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Troubles: what was met in an input that is not as it should be. A trouble never stops a scan and
 * is never silent: it is counted by its kind, and the first ones of each kind in each input are
 * kept with their place. The kinds are one table; a kind is *damage* where something could not be
 * measured as it should (exit status 1), and a *note* where all was measured.
 */
#ifndef PX_CORPUS_TROUBLE_H
#define PX_CORPUS_TROUBLE_H

#include <stdbool.h>

typedef enum px_trouble_kind {
    PX_TROUBLE_NONE,
#define PX_TROUBLE(name, stable, damage, title) PX_TROUBLE_##name,
#include "corpus/troubles.def"
#undef PX_TROUBLE
    PX_TROUBLE_COUNT
} px_trouble_kind;

const char *px_trouble_name(px_trouble_kind kind);  /* "cut-off": stable */
const char *px_trouble_title(px_trouble_kind kind); /* message id */
bool px_trouble_is_damage(px_trouble_kind kind);

#endif
