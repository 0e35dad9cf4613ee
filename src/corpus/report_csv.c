/* SPDX-License-Identifier: EUPL-1.2 */
/* All rows of a result as one table. */
#include "base/file.h"
#include "base/macro.h"
#include "corpus/scan_report.h"
#include "document/csv_cell.h"

#include "base/banned.h"

enum { FLUSH = 1 << 16 };

/* What a partial keeps for itself: texts of a sample, hashes, notes. */
static bool is_told(px_dimension dimension)
{
    return dimension != PX_BY_SAMPLE && dimension != PX_BY_DUPLICATE &&
           dimension != PX_BY_PAYLOAD && dimension != PX_BY_DECLARED;
}

static void put_time(px_builder *out, px_time time)
{
    px_builder_char(out, ',');
    if (time != PX_TIME_NONE)
        px_time_format(out, time);
}

static void put_row(px_builder *out, const px_row *row)
{
    px_builder_format(out, "%s,", px_dimension_name((px_dimension)row->dimension));
    px_csv_write_cell(out, px_row_key(row));
    px_builder_format(out, ",%s", px_modality_name((px_modality)row->modality));
    for (int k = 0; k < PX_FIGURE_COUNT; k++)
        px_builder_format(out, ",%ju", (uintmax_t)row->figures[k]);
    put_time(out, row->first);
    put_time(out, row->last);
    px_builder_add(out, "\r\n");
}

static int flush(px_builder *out, int fd, const char *name, size_t most, px_error *err)
{
    int rc = px_builder_check(out, err);

    if (rc < 0 || px_builder_view(out).len <= most)
        return rc;
    rc = px_fd_write(fd, name, px_builder_view(out), err);
    px_builder_clear(out);
    return rc;
}

int px_report_csv(const px_partial *partial, int fd, const char *name, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, PX_DIMENSION_COUNT);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(2 * FLUSH);
    const px_row *row = NULL;
    int rc = 0;

    px_builder_add(&out, "dimension,key,modality");
    for (int k = 0; k < PX_FIGURE_COUNT; k++)
        px_builder_format(&out, ",%s", px_figure_name((px_figure)k));
    px_builder_add(&out, ",first,last\r\n");
    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row && is_told((px_dimension)row->dimension))
            put_row(&out, row);
        if (rc >= 0)
            rc = flush(&out, fd, name, row ? FLUSH : 0, err);
    } while (rc >= 0 && row);
    return rc;
}
