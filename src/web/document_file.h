/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents as files that are offered beside their pages. */
#ifndef PX_WEB_DOCUMENT_FILE_H
#define PX_WEB_DOCUMENT_FILE_H

#include "document/document_write.h"
#include "web/reply.h"
#include "web/request.h"

/* Answers the document as a file to be kept under that name, which needs no quoting, without its
 * ending. key: tells the document from all others, for what tools make, which takes time and is
 * made once until something changes in the house. BUSY while another PDF file is being made;
 * UNSUPPORTED for PDF in a static copy. */
int px_document_file(const px_request *request, px_reply *reply, const px_document *document,
                     px_document_format format, px_str key, px_str name,
                     px_error *err) PX_MUST_CHECK;

#endif
