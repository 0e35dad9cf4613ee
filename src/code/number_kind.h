/* SPDX-License-Identifier: EUPL-1.2 */
/* What the number of a heading says about its kind. */
#ifndef PX_CODE_NUMBER_KIND_H
#define PX_CODE_NUMBER_KIND_H

#include "code/provision_kind.h"

/* The kind of "Article 5", "Annexe II", "Measure 1.1"; a section for a number without a word. */
px_provision_kind px_number_kind(px_str number);

#endif
