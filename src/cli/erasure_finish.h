/* SPDX-License-Identifier: EUPL-1.2 */
/* What commands that erase end with. */
#ifndef PX_CLI_ERASURE_FINISH_H
#define PX_CLI_ERASURE_FINISH_H

#include "cli/command.h"
#include "store/house.h"

/* After the deed: what the house's files still hold goes. A server that reads just now finishes it
 * by itself, which is said. */
int px_erasure_finish_run(px_invocation *run, px_house *house, px_error *err) PX_MUST_CHECK;

#endif
