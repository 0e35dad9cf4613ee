/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Structured log lines on standard error, one per event:
 *
 *   2026-11-24T15:18:38.123Z info web request method=GET path=/codes status=200 ms=3
 *
 * Values that are not plain words are quoted. No personal data: no names, mail addresses,
 * network addresses, search words, texts; a path is logged without its query.
 */
#ifndef PX_BASE_LOG_H
#define PX_BASE_LOG_H

#include "base/error.h"
#include "base/macro.h"

typedef enum px_log_level { PX_LOG_ERROR, PX_LOG_WARNING, PX_LOG_INFO, PX_LOG_DEBUG } px_log_level;

/* Lines above the level are dropped; default PX_LOG_WARNING. Safe from any thread. */
void px_log_set_level(px_log_level level);

/* room and event are constants ("web", "request"); then pairs of name and value, ended by NULL. */
void px_log(px_log_level level, const char *room, const char *event, ...) PX_SENTINEL;

/* One line for an error: code, message in English, no translation. */
void px_log_error(const char *room, const char *event, const px_error *err);

#endif
