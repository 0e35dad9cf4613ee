/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files of the report as JSON. */
#ifndef PX_CORPUS_REPORT_JSON_PRIV_H
#define PX_CORPUS_REPORT_JSON_PRIV_H

#include "corpus/scan_report.h"

/* Documents and bytes always; of the other figures those that were measured. */
void px_report_json_figures(px_json *json, const uint64_t figures[PX_FIGURE_COUNT]);

/* Nothing where there are none. */
void px_report_json_dates(px_json *json, px_time first, px_time last);

/* "sources" and "large_datasets", where the scan had a manifest. */
void px_report_json_sources(px_json *json, const px_source_set *set);

#endif
