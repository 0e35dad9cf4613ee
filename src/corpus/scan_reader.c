/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_reader.h"

#include "base/file.h"
#include "corpus/media/media_file.h"

#include "base/banned.h"

void px_scan_reader_init(px_scan_reader *reader, const px_scan_options *options,
                         const px_sample *sample)
{
    *reader = (px_scan_reader){ .options = options };
    reader->counter = (px_counter){
        .domains = px_domains_new(options->suffixes, options->section),
        .hosts = options->hosts,
        .payloads = options->payloads,
        .texts = { .options = &options->texts, .sample = sample },
    };
}

void px_scan_reader_free(px_scan_reader *reader)
{
    px_tools_free(&reader->tools);
    px_opener_close(&reader->opener);
    px_file_stream_close(&reader->file);
    px_domains_free(reader->counter.domains);
}

void px_scan_trouble(px_pile *pile, const px_input *input, px_trouble_kind kind, uint64_t offset)
{
    px_tally_trouble(px_pile_tally(pile), px_str_of(input->name), kind,
                     &(px_place){ offset, false }, 1);
}

/* ---- Reading */

/* Which source the records of the input are of. */
static void aim_source(px_counter *c, const px_manifest *manifest, const px_input *input)
{
    const px_source *source = manifest ? px_manifest_source_of(manifest, input->name) : NULL;

    c->sources = manifest != NULL;
    c->source = source ? source->name : PX_STR("");
    c->crawled = source && px_str_is(source->kind, "crawled");
}

/* What reads the input, and where that is counted. */
static px_reading start_reading(px_scan_reader *reader, const px_input *input,
                                const px_format *format, px_scan_part *part)
{
    const px_scan_options *options = reader->options;
    px_counter *c = &reader->counter;

    aim_source(c, options->manifest, input);
    c->pile = part->pile;
    c->input = px_str_of(format->loose ? input->root : input->name);
    c->file = px_str_of(input->name);
    c->format = format->name;
    c->kind = NULL;
    c->texts.list = &part->sampled;
    return (px_reading){ .sizes_only = options->sizes_only,
                         .assigned = options->fields,
                         .pages = options->pages,
                         .with_text = px_text_options_need_text(&options->texts),
                         .tools = &reader->tools,
                         .record = px_counter_record,
                         .trouble = px_counter_trouble,
                         .arg = c };
}

void px_scan_reader_stretch(px_scan_reader *reader, const px_input *input,
                            const px_sniffed *sniffed, uint64_t from, uint64_t to, bool exact,
                            px_scan_part *part)
{
    px_reading r = start_reading(reader, input, sniffed->format, part);
    px_error err = PX_ERROR_INIT;

    r.extents = px_cdx_of(reader->options->cdx, px_str_of(input->name));
    part->ends = PX_NO_STRETCH;
    if (px_stretch_read(&r, sniffed, &reader->file, from, to, exact, &part->ends, &err) < 0)
        px_scan_trouble(part->pile, input, PX_TROUBLE_UNREADABLE, reader->file.stream.at);
    part->schema = r.schema;
}

void px_scan_reader_sample(px_scan_reader *reader, const px_input *input, const px_sniffed *sniffed,
                           px_scan_part *part)
{
    px_reading r = start_reading(reader, input, sniffed->format, part);
    px_record sample = { .role = PX_RECORD_OTHER, .kind = "sample" };

    r.record(r.arg, &sample);
}

void px_scan_reader_media(px_scan_reader *reader, const px_input *input, const px_random *file,
                          size_t head, px_scan_part *part)
{
    px_reading r = start_reading(reader, input, &px_format_media, part);
    px_error err = PX_ERROR_INIT;

    if (px_media_read(&r, file, head, &err) < 0)
        px_scan_trouble(part->pile, input, PX_TROUBLE_UNREADABLE, 0);
}

void px_scan_reader_part(px_scan_reader *reader, const px_input *input, const px_sniffed *sniffed,
                         uint64_t from, uint64_t to, bool exact, px_scan_part *part)
{
    PX_AUTO_CLOSE int fd = -1;
    px_error err = PX_ERROR_INIT;

    if (px_input_open(&reader->opener, input, &fd, &err) < 0) {
        px_scan_trouble(part->pile, input, PX_TROUBLE_UNREADABLE, from);
        part->ends = PX_NO_STRETCH;
        return;
    }
    px_file_stream_open(&reader->file, fd, input->name, true, from);
    px_scan_reader_stretch(reader, input, sniffed, from, to, exact, part);
}

/* ---- What it was */

/* Hashes the file where that is wanted; one that cannot be read is one that could not be read. */
static const char *hash_file(const px_scan_reader *reader, px_pile *pile, const px_input *input,
                             char room[65])
{
    unsigned char hash[32];
    px_error err = PX_ERROR_INIT;

    if (!reader->options->sha256 || !input->seekable || input->again)
        return "";
    if (px_file_sha256(input->name, hash, NULL, &err) < 0) {
        px_scan_trouble(pile, input, PX_TROUBLE_UNREADABLE, 0);
        return "";
    }
    for (size_t i = 0; i < sizeof(hash); i++)
        (void)snprintf(room + 2 * i, 3, "%02x", hash[i]);
    return room;
}

void px_scan_reader_note(const px_scan_reader *reader, px_pile *pile, const px_input *input,
                         const px_sniffed *sniffed, const char *schema)
{
    px_file_note note = { 0 };
    char room[65];

    if (sniffed && sniffed->format) {
        note.format = px_str_of(sniffed->format->name);
        if (sniffed->codec)
            note.packing = px_str_of(sniffed->codec->name);
        if (sniffed->format == &px_format_jsonl)
            schema = sniffed->fields.schema;
        if (schema)
            note.schema = px_str_of(schema);
        if (sniffed->format->loose && strcmp(input->root, input->name) != 0)
            note.row = px_str_of(input->root);
    }
    note.sha256 = px_str_of(hash_file(reader, pile, input, room));
    px_tally_file(px_pile_tally(pile), px_str_of(input->name), input->size, &note);
    for (unsigned i = 1; i < input->times; i++)
        px_scan_trouble(pile, input, PX_TROUBLE_AGAIN, 0);
    px_pile_check(pile);
}
