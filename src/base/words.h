/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Enumerations with words. Each value has a name, for files, addresses and JSON, and a title, the
 * id of a message for people: members of the rows of a constant table, which has one for each value
 * from 0 on. Its functions are made here, and declared in a header as all others are:
 *
 *   PX_WORDS(px_basis, px_basis, bases)
 *
 * makes px_basis_name() and px_basis_title(), NULL for what is no value, and px_basis_find(), false
 * for what is no name; PX_WORDS_SHOW the first two alone.
 */
#ifndef PX_BASE_WORDS_H
#define PX_BASE_WORDS_H

#include "base/macro.h"
#include "base/str.h"

#define PX_WORDS_SHOW(type, stem, table)                                                           \
    const char *stem##_name(type value)                                                            \
    {                                                                                              \
        return (unsigned)value < PX_COUNT(table) ? (table)[value].name : NULL;                     \
    }                                                                                              \
    const char *stem##_title(type value)                                                           \
    {                                                                                              \
        return (unsigned)value < PX_COUNT(table) ? (table)[value].title : NULL;                    \
    }

#define PX_WORDS(type, stem, table)                                                                \
    PX_WORDS_SHOW(type, stem, table)                                                               \
    bool stem##_find(px_str name, type *ret_value)                                                 \
    {                                                                                              \
        for (size_t i = 0; i < PX_COUNT(table); i++)                                               \
            if (px_str_is(name, (table)[i].name)) {                                                \
                *ret_value = (type)i;                                                              \
                return true;                                                                       \
            }                                                                                      \
        return false;                                                                              \
    }

#endif
