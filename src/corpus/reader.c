/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/reader.h"

#include "corpus/member.h"
#include "corpus/parquet/parquet.h"

#include "base/banned.h"

/* The first that recognises a head has it. */
static const px_format *const formats[] = {
    &px_format_tar,     &px_format_warc,  &px_format_arc,   &px_format_parquet,
    &px_format_package, &px_format_zip,   &px_format_media, &px_format_jsonl,
    &px_format_text,    &px_format_other, /* takes whatever is left */
};

const px_format *px_format_of_head(px_str head)
{
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        if (formats[i]->recognise(head))
            return formats[i];
    return NULL;
}

void px_reading_troubles(px_reading *r, px_trouble_kind kind, uint64_t at, uint64_t times)
{
    r->trouble(r->arg, kind, r->fixed ? r->place : at, r->inside, times);
}

void px_reading_trouble(px_reading *r, px_trouble_kind kind, uint64_t at)
{
    px_reading_troubles(r, kind, at, 1);
}

char *px_tools_room(px_tools *tools)
{
    if (!tools->room)
        tools->room = px_alloc(PX_TOOLS_ROOM);
    return tools->room;
}

void px_tools_free(px_tools *tools)
{
    for (size_t i = 0; i < PX_TOOLS_DEPTH; i++) {
        px_codec_pool_free(&tools->pools[i]);
        px_codec_stream_close(&tools->layers[i]);
        px_random_stream_close(&tools->entries[i]);
    }
    px_members_free(tools->members);
    px_parquet_free(tools->parquet);
    free(tools->room);
    px_text_reader_free(&tools->texts);
    *tools = (px_tools){ 0 };
}
