/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes into a model and what comes out of it, as far as its configuration shows. */
#ifndef PX_MODEL_MODALITY_H
#define PX_MODEL_MODALITY_H

#include "model/model_config.h"

/* Sets input and output of the model, each with the key that shows it. What nothing shows stays
 * without a reason: that is no proof of its absence. */
void px_modality_find(const px_model_config *config, px_model *model);

/* The same for a pipeline, by the classes of its components. */
void px_modality_find_pipeline(px_model *pipeline);

#endif
