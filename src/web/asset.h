/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of the pages (assets/, embedded in the binary), compressed once, under addresses that
 * change with their content, so that browsers may keep them for ever. */
#ifndef PX_WEB_ASSET_H
#define PX_WEB_ASSET_H

/* Compresses all of them. Otherwise the first use does it. */
void px_asset_prepare(void);

/* "/assets/praxis.css?v=0123456789abcdef" for "praxis.css"; lives as long as the process. NULL for
 * a name that there is not. */
const char *px_asset_path(const char *name);

#endif
