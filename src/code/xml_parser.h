/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the importers of XML share: a parser that works in the jail, where it stands, and why a
 * document is not well-formed, in words that can be translated.
 */
#ifndef PX_CODE_XML_PARSER_H
#define PX_CODE_XML_PARSER_H

#include <expat.h>

/* Stands between namespace and name in what the parser tells; no namespace can hold it. */
#define PX_XML_SEPARATOR '\n'

/* A parser with namespaces; XML_ParserFree it. Ends the process where there is no memory. */
XML_Parser px_xml_parser_new(void);

/* Line and column in digits, from 1, for the arguments of an error. */
typedef struct px_xml_position {
    char line[24], column[24];
} px_xml_position;

/* Where the parser stands now. */
px_xml_position px_xml_position_of(XML_Parser parser);

/* The message id for an error of expat: its own words, marked for translation where they are
 * common. A constant string. */
const char *px_xml_reason(enum XML_Error error);

#endif
