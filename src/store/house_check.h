/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `praxis check`: is the house whole? SQLite's integrity check, foreign keys, every file against
 * its hash and its row, the log against its rows (px_ledger_verify_house), rights of the key
 * files. It goes on after a finding and reports all of them (at most 1,000).
 */
#ifndef PX_STORE_HOUSE_CHECK_H
#define PX_STORE_HOUSE_CHECK_H

#include "store/house.h"

/* One line of the report, in order: `check` is one of database, references, files, strays, keys,
 * log (message ids). finding is NULL for a check that held, and valid during the call otherwise.
 * `figure` is a number worth showing: pages, tables, files, files that no row names (which are
 * rubbish of interrupted writes and no finding), keys, leaves. */
typedef void px_check_fn(void *arg, const char *check, uint64_t figure, const px_error *finding);

/* 0 when all held, DAMAGED when there were findings. Never changes anything. */
int px_house_check(px_house *house, px_check_fn *report, void *arg, px_error *err) PX_MUST_CHECK;

#endif
