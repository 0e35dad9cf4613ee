/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * After an erasure: what was deleted leaves the house's files too. The database overwrites what is
 * deleted (secure_delete), but the pages as they were before stand in the write-ahead log until it
 * is carried over and cut, and a file whose last reference is gone until it is swept.
 */
#ifndef PX_STORE_SCRUB_H
#define PX_STORE_SCRUB_H

#include "store/house.h"

/* Carries the write-ahead log over and cuts it to nothing, and removes files that no row names and
 * that are older than a day. BUSY where readers held it up for too long: call again. */
int px_house_scrub(px_house *house, px_error *err) PX_MUST_CHECK;

#endif
