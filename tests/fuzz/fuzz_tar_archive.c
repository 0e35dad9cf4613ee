/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a tar archive with entries of any format. Reading in one piece, in windows, with
 * looks into the file and in two stretches must give the same.
 */
#include "reading_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static px_tools tools;

static px_reading reading_of(const px_random *file, sums *found)
{
    return (px_reading){ .format = &px_format_tar,
                         .stop = UINT64_MAX,
                         .tools = &tools,
                         .file = file,
                         .record = add_record,
                         .trouble = add_trouble,
                         .arg = found };
}

static sums read_all(px_stream *s, const px_random *file)
{
    sums found = { 0 };
    px_error err;
    px_reading r = reading_of(file, &found);

    demand(px_format_tar.read(&r, s, &err) == 0);
    demand(s->len == 0);
    return found;
}

/* What begins before the cut, then the rest; a sample that both have is one. */
static sums read_cut(const px_random *file, px_str bytes, uint64_t cut)
{
    sums found = { 0 };
    px_error err;
    px_stream s = px_stream_memory(bytes);
    px_reading first = reading_of(file, &found), rest = reading_of(file, &found);

    first.stop = cut;
    demand(px_format_tar.read(&first, &s, &err) == 0);
    rest.goes_on = true;
    demand(px_format_tar.read(&rest, &s, &err) == 0);
    demand(s.len == 0);
    found.records += rest.keys.first && rest.keys.first != first.keys.last;
    return found;
}

/* The place that a stretch would begin at lies within it, on a block. */
static void check_find(const px_random *file, uint64_t from, uint64_t to)
{
    uint64_t at;
    px_error err;

    demand(px_format_tar.find_at(&tools, file, from, to, &at, &err) == 0);
    demand(at == UINT64_MAX || (at >= from && at < to && at % 512 == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str bytes = px_str_n((const char *)data, size);
    px_stream whole = px_stream_memory(bytes), again = px_stream_memory(bytes);
    narrow_stream narrow = narrow_stream_of(bytes);
    px_random file = px_random_memory(bytes, "bytes");
    sums first, second, third, fourth;

    if (size == 0)
        return 0;
    first = read_all(&whole, NULL);
    second = read_all(&narrow.stream, NULL);
    third = read_all(&again, &file);
    fourth = read_cut(&file, bytes, size / 2);
    demand(memcmp(&first, &second, sizeof(first)) == 0);
    demand(memcmp(&third, &fourth, sizeof(third)) == 0);
    demand(first.records >= third.records && first.pixels >= third.pixels);
    check_find(&file, size / 3, size);
    check_find(&file, size / 2, size / 2 + 700);
    return 0;
}
