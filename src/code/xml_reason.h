/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why an XML document is not well-formed, in words that can be translated.
 */
#ifndef PX_CODE_XML_REASON_H
#define PX_CODE_XML_REASON_H

#include <expat.h>

/* The message id for an error of expat: its own words, marked for translation where they are
 * common. A constant string. */
const char *px_xml_reason(enum XML_Error error);

#endif
