/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files between two requests: what somebody uploaded waits below the house, under its hash, while
 * the page shows what would become of it. The page names it with a code that only this session can
 * make, so that nobody reads other files of the house so. What is not taken over within a day is
 * swept (store/blob.h).
 */
#ifndef PX_WEB_WAITING_FILE_H
#define PX_WEB_WAITING_FILE_H

#include "web/request.h"

enum { PX_WAITING_LEN = 64 + 1 + 32 };

/* Keeps the bytes; ret_name, ended by NUL: by what the next request names them. */
int px_waiting_file_keep(const px_request *request, px_str bytes, char ret_name[PX_WAITING_LEN + 1],
                         px_error *err) PX_MUST_CHECK;

/* The bytes of that name, in the arena; INVALID where the name is none that this session got, or
 * the file is gone. */
int px_waiting_file_read(const px_request *request, px_str name, size_t max, px_str *ret_bytes,
                         px_error *err) PX_MUST_CHECK;

#endif
