/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Structured log lines on standard error, one per event:
 *
 *   2026-11-24T15:18:38.123Z info web request method=GET path=/codes status=200 ms=3
 *
 * Values that are not plain words are quoted, with \", \\, \n, \xHH and \uHHHH for what could end
 * the value or the line. A value is cut after 1 KiB; a line stays below 4 KiB, and pairs without
 * room give way to cut=yes. No personal data: no names, mail addresses, network addresses, search
 * words, texts; a path is logged without its query.
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

/* One line for an error: code, message id in English with its placeholders, and those arguments
 * that name a thing of the machine (path, reason, tool, limit, ...); what a person wrote stays out.
 */
void px_log_error(const char *room, const char *event, const px_error *err);

#endif
