/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/embedded.h"

#include "base/banned.h"

bool px_embedded_row(const char *name, px_str *rest, px_str *ret_columns, size_t n)
{
    px_str line;

    for (const px_embedded *file = px_embedded_tables; !rest->ptr && file->name; file++)
        if (strcmp(file->name, name) == 0)
            *rest = px_embedded_str(file);
    while (rest->ptr && px_str_line(rest, &line)) {
        size_t columns = 0;

        if (px_str_starts(line, PX_STR("#")))
            continue;
        while (columns < n && px_str_split(&line, '\t', &ret_columns[columns]))
            columns++;
        if (columns == n)
            return true;
    }
    return false;
}
