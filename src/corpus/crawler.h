/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who fetched: what the records of an archive say of the program that wrote them. A warcinfo record
 * names its software, the User-Agent that it sent and how it took robots.txt; a request record
 * holds the User-Agent that was sent. Which response belongs to which name is said nowhere where a
 * file may be cut, so names are counted by the records that give them.
 */
#ifndef PX_CORPUS_CRAWLER_H
#define PX_CORPUS_CRAWLER_H

#include "corpus/record.h"

enum { PX_CRAWLER_BLOCK = 64 << 10, PX_CRAWLER_NAME_MAX = 512 };

const char *px_crawler_name(px_crawler_fact fact);  /* "user-agent": stable */
const char *px_crawler_title(px_crawler_fact fact); /* message id */

/* What the block of a request or a warcinfo record says; slices of the block, cut to
 * PX_CRAWLER_NAME_MAX. A fact that it does not give is left alone. */
void px_crawler_read(px_str block, bool is_request, px_str ret_facts[PX_CRAWLER_FACTS]);

#endif
