/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of the page that makes claims of files. */
#ifndef PX_WEB_PAGE_IMPORT_PRIV_H
#define PX_WEB_PAGE_IMPORT_PRIV_H

#include "duty/claim_import.h"
#include "web/duty/duty_view.h"
#include "web/form_field.h"

enum { IMPORT_FILES_MAX = PX_UPLOAD_MAX_FILES };

/* A file that was sent now, or that waits since the preview. */
typedef struct import_file {
    px_str name, bytes, kept;
    px_import_kind kind, found;
} import_file;

/* A file that was left out, and why. */
typedef struct import_wrong {
    px_str name;
    px_error why;
} import_wrong;

typedef struct import_page {
    px_request *request;
    px_provider provider;
    px_model_entry model;
    px_model_version *versions;
    size_t n_versions;
    px_claim_subject subject;
    px_str about, source;
    px_claim_import import;
    px_import_order order;
    import_file files[IMPORT_FILES_MAX]; /* those that could be read */
    size_t n_files;
    import_wrong wrong[IMPORT_FILES_MAX];
    size_t n_wrong;
    bool read, done; /* there is a report; it was no preview */
} import_page;

/* The twin (page_import_json.c): what the form takes; or the report, as 'praxis --json claims
 * import' gives it, with the files, and for a preview under which names they wait. The first error
 * of the form where there is one. */
int import_page_json(const import_page *p, const px_form *form, px_reply *reply,
                     px_error *err) PX_MUST_CHECK;

#endif
