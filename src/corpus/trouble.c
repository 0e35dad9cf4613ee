/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/trouble.h"

#include "base/macro.h"
#include "base/words.h"

#include "base/banned.h"

typedef struct trouble_row {
    const char *name, *title;
    bool damage;
} trouble_row;

static const trouble_row trouble_rows[PX_TROUBLE_COUNT] = {
    [PX_TROUBLE_NONE] = { "none", "", false },
#define PX_TROUBLE(name, stable, damage, title) [PX_TROUBLE_##name] = { stable, title, damage },
#include "corpus/troubles.def"
#undef PX_TROUBLE
};

PX_WORDS_SHOW(px_trouble_kind, px_trouble, trouble_rows)

bool px_trouble_is_damage(px_trouble_kind kind)
{
    return trouble_rows[kind].damage;
}
