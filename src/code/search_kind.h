/* SPDX-License-Identifier: EUPL-1.2 */
/* What provisions are called in the search index; private to src/code. The item is the row of the
 * node. */
#ifndef PX_CODE_SEARCH_KIND_H
#define PX_CODE_SEARCH_KIND_H

#define PX_SEARCH_PROVISION "provision"

#endif
