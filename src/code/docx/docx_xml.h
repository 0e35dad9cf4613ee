/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A part of a DOCX as a small tree of elements. WordprocessingML says late in a paragraph what
 * holds for all of it, and refers back and forth between parts: a tree is simpler than a stream.
 * Namespaces of ECMA-376 transitional and strict are one; document types are refused.
 */
#ifndef PX_CODE_DOCX_XML_H
#define PX_CODE_DOCX_XML_H

#include "base/arena.h"
#include "base/error.h"

/* Elements nested deeper, or more elements and attributes than these, are refused. */
#define PX_DOCX_MAX_DEPTH 200
#define PX_DOCX_MAX_ELEMENTS 2000000u
#define PX_DOCX_MAX_ATTRIBUTES 4000000u

typedef enum px_docx_ns {
    PX_NS_NONE,
    PX_NS_W,  /* WordprocessingML */
    PX_NS_R,  /* relationships, in documents */
    PX_NS_M,  /* equations */
    PX_NS_MC, /* markup compatibility */
    PX_NS_PICTURE,
    PX_NS_DRAWING,
    PX_NS_XML,
    PX_NS_CORE,    /* Dublin Core, in docProps/core.xml */
    PX_NS_PACKAGE, /* relationships and content types of packages */
    PX_NS_OTHER
} px_docx_ns;

typedef struct px_xml_attribute {
    px_docx_ns ns;
    px_str name, value;
} px_xml_attribute;

typedef struct px_xml px_xml;
struct px_xml {
    px_docx_ns ns;
    unsigned n_attributes;
    px_str name; /* without prefix; "#text" for words between elements */
    px_str text; /* character data, of an element without child elements */
    px_xml_attribute *attributes;
    px_xml *first, *last, *next; /* child elements; the sibling */
    unsigned number;             /* of a paragraph of the body, from 1; set by the importer */
};

/* Parses a part; name is for messages. MALFORMED with the arguments part, line, column, reason. */
int px_docx_xml_parse(px_str name, px_str bytes, px_arena *arena, px_xml **ret_root,
                      px_error *err) PX_MUST_CHECK;

/* True when it is the element of that name in WordprocessingML. NULL is no element. */
bool px_xml_is(const px_xml *element, const char *name);

/* The first child of that name in WordprocessingML; NULL where there is none or no element. */
px_xml *px_xml_child(const px_xml *element, const char *name);

/* The value of an attribute, of WordprocessingML or without a namespace; empty (ptr NULL) when it
 * is not there. */
px_str px_xml_attribute_of(const px_xml *element, const char *name);
px_str px_xml_attribute_ns(const px_xml *element, px_docx_ns ns, const char *name);

/* w:val of a child: its string, as an integer or else `otherwise`, as on or off: 1, 0, or -1 where
 * there is no such child. */
px_str px_xml_val(const px_xml *element, const char *child);
int px_xml_val_int(const px_xml *element, const char *child, int otherwise);
int px_xml_val_on(const px_xml *element, const char *child);

/* True where the attribute is there and does not say "off". */
bool px_xml_attribute_on(const px_xml *element, const char *attribute);

/* An attribute as an integer. */
int px_xml_int(const px_xml *element, const char *attribute, int otherwise);

#endif
