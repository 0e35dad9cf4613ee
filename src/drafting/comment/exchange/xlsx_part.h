/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The package of a workbook: parts of a ZIP file as streams of XML, within bounds. Document types
 * and with them entities are refused; macros and passwords are refused with a sentence that says
 * what to do.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_XLSX_PART_H
#define PX_DRAFTING_COMMENT_EXCHANGE_XLSX_PART_H

#include "drafting/comment/exchange/read_priv.h"

/* Bytes inflated from all parts of a workbook; how tightly a part above 1 MiB may be packed. */
#define PX_XLSX_MAX_INFLATED ((uint64_t)4 << 30)
#define PX_XLSX_MAX_RATIO 1000
enum { PX_XLSX_MAX_PARTS = 4096, PX_XLSX_MAX_DEPTH = 64 };

typedef struct px_xlsx_package px_xlsx_package;

/* Reads the list of parts; INVALID, with what to do, where it is no workbook, bears macros or is
 * encrypted. The file must outlive the package. */
int px_xlsx_open(const px_comment_file *file, px_xlsx_package **ret_package,
                 px_error *err) PX_MUST_CHECK;
void px_xlsx_close(px_xlsx_package *package); /* NULL is fine */

/* What a part is told to; names without their namespaces. attributes: pairs, ended by NULL. begin
 * and end return 0, or negative with err filled to stop. */
typedef struct px_xlsx_handler {
    int (*begin)(void *arg, px_str name, const char **attributes, px_error *err);
    int (*end)(void *arg, px_str name, px_error *err);
    void (*words)(void *arg, px_str words);
    void *arg;
} px_xlsx_handler;

/* Reads a part; ret_there (or NULL: it must be there) says whether there is one. */
int px_xlsx_part(px_xlsx_package *package, px_str name, const px_xlsx_handler *handler,
                 bool *ret_there, px_error *err) PX_MUST_CHECK;

/* The value of an attribute, its name without namespace; empty where it is not there. */
px_str px_xlsx_attribute(const char **attributes, const char *name);

#endif
