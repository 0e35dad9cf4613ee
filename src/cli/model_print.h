/* SPDX-License-Identifier: EUPL-1.2 */
/* For the commands on models: what an inspection found, in words. */
#ifndef PX_CLI_MODEL_PRINT_H
#define PX_CLI_MODEL_PRINT_H

#include "cli/command.h"
#include "model/inspect.h"

/* Appends the model as text: a block of figures, then parts, types, files and notes as tables. */
void px_model_text(px_builder *out, const px_invocation *run, const px_model *model);

#endif
