/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments as JSON and as CSV: whatever is read comes through the plain form of the jail as it was,
 * and that form may hold anything. The first byte says how it is read. */
#include <stdint.h>
#include <stdlib.h>

#include "drafting/comment/exchange/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count(const px_comment_row *row, const px_error *fault, void *arg, px_error *err)
{
    (void)row;
    (void)err;
    if (fault && !fault->message)
        abort();
    ++*(size_t *)arg;
    return 0;
}

/* The plain form comes as a file. */
static int read_plain(px_str plain, size_t *rows, px_error *err)
{
    FILE *file = plain.len ? fmemopen((char *)(uintptr_t)plain.ptr, plain.len, "r")
                           : fopen("/dev/null", "re");
    int rc = px_comment_read_plain(file, count, rows, err);

    (void)fclose(file);
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    size_t rows = 0, again = 0;

    if (!size)
        return 0;
    input = px_str_sub(input, 1, size);
    if (data[0] == 'p') {
        (void)!read_plain(input, &rows, &err);
        return 0;
    }
    if (px_comment_parse(input, data[0] == 'c' ? PX_STR("csv") : PX_STR("json"), &plain, &err) < 0)
        return 0;
    if (px_comment_read(&(px_comment_file){ .bytes = input },
                        data[0] == 'c' ? PX_COMMENT_CSV : PX_COMMENT_JSON, count, &rows, &err) < 0)
        abort();
    if (read_plain(px_builder_view(&plain), &again, &err) < 0 || again != rows)
        abort();
    return 0;
}
