/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/table_row.h"

#include "base/banned.h"

bool px_table_row_is_delimiter(px_str row)
{
    px_str s = px_str_trim(row);
    bool dash = false, bar = false;

    for (size_t i = 0; i < s.len; i++) {
        if (!strchr("|:- \t+=", s.ptr[i]))
            return false;
        dash = dash || s.ptr[i] == '-' || s.ptr[i] == '=';
        bar = bar || s.ptr[i] == '|' || s.ptr[i] == '+';
    }
    return dash && bar;
}

px_str px_table_row_inner(px_str row)
{
    px_str s = px_str_trim(row);

    if (s.len && s.ptr[0] == '|')
        s = px_str_sub(s, 1, s.len);
    if (s.len && s.ptr[s.len - 1] == '|' && (s.len == 1 || s.ptr[s.len - 2] != '\\'))
        s.len--;
    return s;
}

bool px_table_row_cell(px_str *rest, px_str *ret_cell)
{
    size_t end = 0;

    if (!rest->ptr)
        return false;
    while (end < rest->len && rest->ptr[end] != '|')
        end += rest->ptr[end] == '\\' && end + 1 < rest->len ? 2 : 1;
    *ret_cell = px_str_trim(px_str_sub(*rest, 0, end));
    *rest = end < rest->len ? px_str_sub(*rest, end + 1, rest->len) : PX_STR_NONE;
    return true;
}
