/* SPDX-License-Identifier: EUPL-1.2 */
/* What an importer makes of a file, for the tests of importers. */
#ifndef PX_TEST_IMPORTED_H
#define PX_TEST_IMPORTED_H

#include "base/jail.h"
#include "code/outline.h"

/* Runs an importer and reads back what it writes. */
int px_test_import(px_jail_fn *importer, px_arena *arena, px_str file, const char *options,
                   px_outline *ret_outline, px_error *err) PX_MUST_CHECK;

/* The outline as lines "depth kind [#id] [=alias] [(number)] [H:heading] [T:text] [X:extra]". */
px_str px_test_drawn(px_arena *arena, const px_outline *o);

/* Its warnings as lines "kind line text". */
px_str px_test_warnings(px_arena *arena, const px_outline *o);

#endif
