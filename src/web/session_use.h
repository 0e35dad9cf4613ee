/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Notes that sessions are used, behind the requests that use them: a thread gathers them for a few
 * seconds and writes them in one deed. What is lost, by a crash or because too many came at once,
 * is noted with the session's next use.
 */
#ifndef PX_WEB_SESSION_USE_H
#define PX_WEB_SESSION_USE_H

#include "drafting/people/person_session.h"
#include "store/house.h"

typedef struct px_session_use px_session_use;

/* Starts the thread; after the walls are closed, like all threads. */
int px_session_use_start(px_house *house, px_session_use **ret_use, px_error *err) PX_MUST_CHECK;

/* To be noted soon. Never waits. */
void px_session_use_note(px_session_use *use, const px_token_hash *hash);

/* Writes what is left, ends the thread and frees; NULL is fine. Before px_house_close. */
void px_session_use_stop(px_session_use *use);

#endif
