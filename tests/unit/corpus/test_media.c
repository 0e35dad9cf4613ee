/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers of sound and video, made by hand for each edge, and real files. */
#include <fcntl.h>

#include "unit/corpus/media_fixture.h"

#define SAMPLES "../shared/data/corpus/"

static void sound(const px_builder *b, const char *type, uint64_t ms)
{
    expect(px_builder_view(b), type, PX_MODALITY_AUDIO, 0, ms, PX_TROUBLE_NONE);
}

static void video(const px_builder *b, const char *type, uint64_t ms)
{
    expect(px_builder_view(b), type, PX_MODALITY_VIDEO, 0, ms, PX_TROUBLE_NONE);
}

/* ---- Sound */

static void chunk(px_builder *b, const char *name, uint32_t size)
{
    px_builder_add(b, name);
    put_little(b, size, 4);
}

static void wave_head(px_builder *b, unsigned format, uint32_t rate, uint32_t per_second)
{
    px_builder_clear(b);
    PUT(b, "RIFF\0\0\0\0WAVE");
    chunk(b, "JUNK", 3); /* odd: padded */
    put_zeros(b, 4);
    chunk(b, "fmt ", 16);
    put_little(b, format, 2);
    put_little(b, 1, 2);
    put_little(b, rate, 4);
    put_little(b, per_second, 4);
    put_little(b, 2, 2);
    put_little(b, 16, 2);
}

static void test_wav(void **state)
{
    static const uint32_t unknown[] = { 0, UINT32_MAX, 0x7ffff000 };
    BYTES(b);

    (void)state;
    wave_head(&b, 1, 8000, 16000);
    chunk(&b, "data", 16000);
    put_zeros(&b, 16000);
    chunk(&b, "LIST", 4); /* is no sound */
    put_zeros(&b, 4);
    sound(&b, "audio/wav", 1000);
    for (size_t i = 0; i < PX_COUNT(unknown); i++) {
        wave_head(&b, 1, 8000, 16000);
        chunk(&b, "data", unknown[i]);
        put_zeros(&b, 8000);
        sound(&b, "audio/wav", 500);
    }
    wave_head(&b, 1, 8000, 16000);
    chunk(&b, "data", 99999);
    put_zeros(&b, 8000);
    expect(px_builder_view(&b), "audio/wav", PX_MODALITY_AUDIO, 0, 500, PX_TROUBLE_CUT_SOUND);
    wave_head(&b, 1, 8000, 0); /* without a rate of bytes: that of samples */
    chunk(&b, "data", 8000);
    put_zeros(&b, 8000);
    sound(&b, "audio/wav", 500);
    wave_head(&b, 0x11, 8000, 4000); /* packed: as many samples as `fact` says */
    chunk(&b, "fact", 4);
    put_little(&b, 12000, 4);
    chunk(&b, "data", 8000);
    put_zeros(&b, 8000);
    sound(&b, "audio/wav", 1500);
    wave_head(&b, 1, 8000, 16000); /* really empty */
    chunk(&b, "data", 0);
    chunk(&b, "LIST", 4);
    put_zeros(&b, 4);
    sound(&b, "audio/wav", 0);
}

static void test_wave_of_64_bits(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "RF64\xff\xff\xff\xffWAVE");
    chunk(&b, "ds64", 28);
    put_little(&b, 0, 8);
    put_little(&b, 4000, 8);
    put_zeros(&b, 12);
    chunk(&b, "fmt ", 16);
    PUT(&b, "\x01\0\x01\0");
    put_little(&b, 8000, 4);
    put_little(&b, 16000, 4);
    PUT(&b, "\x02\0\x10\0");
    chunk(&b, "data", UINT32_MAX);
    put_zeros(&b, 4000);
    chunk(&b, "LIST", 4000);
    put_zeros(&b, 4000);
    sound(&b, "audio/wav", 250);
}

static void flac(px_builder *b, uint64_t samples)
{
    PUT(b, "fLaC\0\0\0\x22\x10\0\x10\0"); /* frames of 4,096 samples */
    put_zeros(b, 6);
    put_big(b, 44100 << 4 | 2, 3);
    put_big(b, (uint64_t)0xf << 36 | samples, 5);
    put_zeros(b, 16);
}

static unsigned checksum(const px_builder *b, size_t from, unsigned bits, unsigned polynomial)
{
    unsigned crc = 0, top = 1U << (bits - 1);

    for (size_t i = from; i < b->len; i++) {
        crc ^= (unsigned)(unsigned char)b->ptr[i] << (bits - 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & top ? polynomial : 0)) & (2 * top - 1);
    }
    return crc;
}

/* A frame of silence, by its number. */
static void flac_frame(px_builder *b, unsigned number, unsigned samples)
{
    size_t begin = b->len;

    PUT(b, "\xff\xf8\x79\x18"); /* the size in two bytes; two channels of 16 bits */
    if (number >= 0x80) {
        px_builder_char(b, (char)(0xc0 | number >> 6));
        px_builder_char(b, (char)(0x80 | (number & 0x3f)));
    } else {
        px_builder_char(b, (char)number);
    }
    put_big(b, samples - 1, 2);
    put_big(b, checksum(b, begin, 8, 0x07), 1);
    PUT(b, "\0\0\0\0\0\0");
    put_big(b, checksum(b, begin, 16, 0x8005), 2);
}

static void flac_frames(px_builder *b, unsigned samples)
{
    unsigned number = 0;

    for (; samples > 4096; samples -= 4096)
        flac_frame(b, number++, 4096);
    flac_frame(b, number, samples);
}

static void test_flac(void **state)
{
    BYTES(b);
    BYTES(tagged);
    BYTES(endless);

    (void)state;
    flac(&b, 44100 * 3);
    flac_frames(&b, 44100 * 3);
    sound(&b, "audio/flac", 3000);
    PUT(&tagged, "ID3\x04\0\0\0\0\0\x05tags.");
    flac(&tagged, 4096 * 200);
    flac_frames(&tagged, 4096 * 200);
    PUT(&tagged, "TAG");
    put_zeros(&tagged, 125);
    sound(&tagged, "audio/flac", 18576);
    flac(&endless, 0);
    expect(px_builder_view(&endless), "audio/flac", PX_MODALITY_AUDIO, 0, 0,
           PX_TROUBLE_NO_DURATION);
}

/* Cut off anywhere behind the header: within a frame, between two, before the first. */
static void test_flac_cut(void **state)
{
    BYTES(b);

    (void)state;
    flac(&b, 44100 * 3);
    flac_frames(&b, 44100 * 3);
    for (size_t len = b.len - 1; len >= 42; len -= len > 100 ? 7 : 1)
        expect(px_str_n(b.ptr, len), "audio/flac", PX_MODALITY_AUDIO, 0, 3000,
               PX_TROUBLE_CUT_SOUND);
    b.ptr[b.len - 4] ^= 1; /* all there, but not as it was */
    expect(px_builder_view(&b), "audio/flac", PX_MODALITY_AUDIO, 0, 3000, PX_TROUBLE_CUT_SOUND);
}

/* MPEG 1, layer 3, 128 kbit/s, 44,100 Hz: 417 bytes, 26.12 ms. */
static void mp3_frames(px_builder *b, unsigned count)
{
    while (count-- > 0) {
        PUT(b, "\xff\xfb\x90\x00");
        put_zeros(b, 413);
    }
}

static void test_mp3(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "ID3\x03\0\0\0\0\x01\x48");
    put_zeros(&b, 200);
    mp3_frames(&b, 100);
    PUT(&b, "TAG");
    put_zeros(&b, 125);
    sound(&b, "audio/mpeg", (100 * 1152 * 1000 + 22050) / 44100);
    px_builder_clear(&b);
    mp3_frames(&b, 10);
    px_builder_add(&b, "noise between frames");
    mp3_frames(&b, 10);
    sound(&b, "audio/mpeg", (20 * 1152 * 1000 + 22050) / 44100);
}

/* The number of frames that the first one states is believed. */
static void test_mp3_stated(void **state)
{
    BYTES(b);

    (void)state;
    mp3_frames(&b, 3);
    memcpy(b.ptr + 4 + 32, "Xing\0\0\0\x01\0\0\x03\xe8", 12);
    sound(&b, "audio/mpeg", (1000 * 1152 * 1000ULL + 22050) / 44100);
    px_builder_clear(&b);
    mp3_frames(&b, 3);
    memcpy(b.ptr + 36, "VBRI", 4);
    patch_be32(&b, 36 + 14, 500);
    sound(&b, "audio/mpeg", (500 * 1152 * 1000ULL + 22050) / 44100);
}

/* Free format: the distance of the first two frames is the length of all. */
static void test_mp3_free(void **state)
{
    BYTES(b);

    (void)state;
    for (unsigned i = 0; i < 10; i++) {
        PUT(&b, "\xff\xfb\x00\x00");
        put_zeros(&b, 600);
    }
    sound(&b, "audio/mpeg", (10 * 1152 * 1000 + 22050) / 44100);
}

/* Little of the byte order mark of UTF-16, and nothing in a row, is sound. */
static void test_no_mp3(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "\xff\xfe"
            "A\0 \0w\0o\0r\0d\0");
    put_zeros(&b, 500);
    expect(px_builder_view(&b), "none", PX_MODALITY_TEXT, 0, 0, PX_TROUBLE_NONE);
    px_builder_clear(&b);
    mp3_frames(&b, 1);
    put_zeros(&b, 500);
    expect(px_builder_view(&b), "none", PX_MODALITY_TEXT, 0, 0, PX_TROUBLE_NONE);
}

static void test_aac(void **state)
{
    BYTES(b);

    (void)state;
    for (unsigned i = 0; i < 43; i++) { /* 44,100 Hz, 100 bytes */
        PUT(&b, "\xff\xf1\x50\x80");
        put_big(&b, 100 << 5 | 0x1f, 2);
        PUT(&b, "\xfc");
        put_zeros(&b, 93);
    }
    sound(&b, "audio/aac", (43 * 1024 * 1000 + 22050) / 44100);
}

static void page(px_builder *b, unsigned flags, uint64_t granule, uint32_t serial, px_str body)
{
    PUT(b, "OggS\0");
    px_builder_char(b, (char)flags);
    put_little(b, granule, 8);
    put_little(b, serial, 4);
    put_zeros(b, 8);
    px_builder_char(b, 1);
    px_builder_char(b, (char)body.len);
    px_builder_str(b, body);
}

static void vorbis(px_builder *b, uint32_t serial, uint32_t rate)
{
    BYTES(packet);

    PUT(&packet, "\x01vorbis\0\0\0\0\x02");
    put_little(&packet, rate, 4);
    put_zeros(&packet, 14);
    page(b, 2, 0, serial, px_builder_view(&packet));
}

/* Links of a chain add up; a page on which no packet ends says nothing. */
static void test_ogg(void **state)
{
    BYTES(b);

    (void)state;
    vorbis(&b, 1, 8000);
    page(&b, 0, 4000, 1, PX_STR("sound"));
    page(&b, 0, 16000, 1, PX_STR("sound"));
    page(&b, 4, UINT64_MAX, 1, PX_STR("sound"));
    sound(&b, "audio/ogg", 2000);
    vorbis(&b, 2, 16000);
    page(&b, 4, 16000, 2, PX_STR("sound"));
    sound(&b, "audio/ogg", 3000);
    vorbis(&b, 1, 8000); /* the number of the first link again */
    page(&b, 4, 4000, 1, PX_STR("sound"));
    sound(&b, "audio/ogg", 3500);
}

static void test_opus(void **state)
{
    BYTES(b);
    BYTES(packet);

    (void)state;
    PUT(&packet, "OpusHead\x01\x02");
    put_little(&packet, 480, 2);   /* pre-skip */
    put_little(&packet, 44100, 4); /* of what it was made of: not that of the positions */
    put_zeros(&packet, 3);
    page(&b, 2, 0, 9, px_builder_view(&packet));
    page(&b, 4, 48000 + 480, 9, PX_STR("sound"));
    sound(&b, "audio/ogg", 1000);
}

/* Pictures make it video; sound besides them is part of it. */
static void test_theora(void **state)
{
    BYTES(b);
    BYTES(packet);

    (void)state;
    PUT(&packet, "\x80theora\x03\x02\x01");
    put_zeros(&packet, 12);
    put_big(&packet, 25, 4);
    put_big(&packet, 1, 4);
    put_zeros(&packet, 10);
    put_big(&packet, 6 << 5, 2); /* frames since the key frame: 6 bits */
    page(&b, 2, 0, 1, px_builder_view(&packet));
    vorbis(&b, 2, 8000);
    page(&b, 0, 7200, 2, PX_STR("sound"));
    page(&b, 4, 20 << 6 | 5, 1, PX_STR("pictures"));
    video(&b, "video/ogg", 1000);
}

/* ---- Video */

static void avi(px_builder *b, uint32_t frames, uint32_t length, uint32_t scale, uint32_t rate)
{
    PUT(b, "RIFF\0\0\0\0AVI LIST\0\0\0\0hdrl");
    chunk(b, "avih", 56);
    put_little(b, 40000, 4);
    put_zeros(b, 12);
    put_little(b, frames, 4);
    put_zeros(b, 36);
    PUT(b, "LIST\0\0\0\0strl");
    chunk(b, "strh", 56);
    PUT(b, "vidsMJPG");
    put_zeros(b, 12);
    put_little(b, scale, 4);
    put_little(b, rate, 4);
    put_zeros(b, 4);
    put_little(b, length, 4);
    put_zeros(b, 20);
    PUT(b, "LIST\0\0\0\0movi");
}

/* What the stream says holds; where it says nothing, the main header. */
static void test_avi(void **state)
{
    BYTES(b);
    BYTES(main_only);
    BYTES(silent);

    (void)state;
    avi(&b, 1000, 90, 1, 10);
    video(&b, "video/x-msvideo", 9000);
    avi(&main_only, 50, 0, 0, 0);
    video(&main_only, "video/x-msvideo", 2000);
    avi(&silent, 0, 0, 1, 25);
    expect(px_builder_view(&silent), "video/x-msvideo", PX_MODALITY_VIDEO, 0, 0, PX_TROUBLE_MEDIA);
}

static void mp4_track(px_builder *b, const char *handler, uint32_t scale, uint32_t duration)
{
    size_t trak = box(b, "trak"), at = box(b, "tkhd"), mdia;

    put_zeros(b, 12);
    put_big(b, 7, 4); /* its number */
    put_zeros(b, 68);
    end_box(b, at);
    mdia = box(b, "mdia");
    at = box(b, "mdhd");
    put_zeros(b, 12);
    put_big(b, scale, 4);
    put_big(b, duration, 4);
    put_zeros(b, 4);
    end_box(b, at);
    at = box(b, "hdlr");
    put_zeros(b, 8);
    px_builder_add(b, handler);
    end_box(b, at);
    end_box(b, mdia);
    end_box(b, trak);
}

static void mvhd(px_builder *b, unsigned version, uint32_t scale, uint64_t duration)
{
    size_t at = box(b, "mvhd");

    put_big(b, (uint64_t)version << 24, 4);
    put_zeros(b, version ? 16 : 8);
    put_big(b, scale, 4);
    put_big(b, duration, version ? 8 : 4);
    put_zeros(b, 80);
    end_box(b, at);
}

static void ftyp(px_builder *b, const char *brand)
{
    size_t at = box(b, "ftyp");

    px_builder_add(b, brand);
    put_big(b, 0, 4);
    end_box(b, at);
}

/* The header at the end, behind data with a length of 64 bits or of none. */
static void test_mp4(void **state)
{
    BYTES(b);
    size_t moov;

    (void)state;
    ftyp(&b, "isom");
    put_big(&b, 1, 4);
    px_builder_add(&b, "mdat");
    put_big(&b, 16 + 100000, 8);
    put_zeros(&b, 100000);
    moov = box(&b, "moov");
    mvhd(&b, 0, 600, 900);
    mp4_track(&b, "soun", 8000, 12000);
    mp4_track(&b, "vide", 8000, 12000);
    end_box(&b, moov);
    video(&b, "video/mp4", 1500);
    patch_be32(&b, moov, 0); /* up to the end */
    video(&b, "video/mp4", 1500);
    px_builder_cut(&b, moov);
    expect(px_builder_view(&b), "video/mp4", PX_MODALITY_VIDEO, 0, 0, PX_TROUBLE_MEDIA);
}

static void test_m4a(void **state)
{
    BYTES(b);
    size_t moov;

    (void)state;
    ftyp(&b, "M4A ");
    moov = box(&b, "moov");
    mvhd(&b, 1, 1000, 2500);
    mp4_track(&b, "soun", 8000, 0);
    end_box(&b, moov);
    sound(&b, "audio/mp4", 2500);
    memcpy(b.ptr + 8, "qt  ", 4);
    sound(&b, "audio/quicktime", 2500);
}

static void fragment(px_builder *b, unsigned samples, uint32_t each)
{
    size_t moof = box(b, "moof"), traf = box(b, "traf"), at = box(b, "tfhd");

    put_big(b, each ? 0 : 8, 4); /* the last but one flag: a duration by default */
    put_big(b, 7, 4);
    if (!each)
        put_big(b, 50, 4);
    end_box(b, at);
    at = box(b, "trun");
    put_big(b, each ? 0x301 : 1, 4); /* place of data, duration and size of each sample */
    put_big(b, samples, 4);
    put_big(b, 0, 4);
    for (unsigned i = 0; each && i < samples; i++) {
        put_big(b, each, 4);
        put_big(b, 1, 4);
    }
    end_box(b, at);
    end_box(b, traf);
    end_box(b, moof);
}

/* A duration in the header of fragments; else their samples, each with its own or all alike. */
static void test_mp4_fragments(void **state)
{
    (void)state;
    for (int stated = 0; stated < 2; stated++) {
        BYTES(b);
        size_t moov, mvex, at;

        ftyp(&b, "iso5");
        moov = box(&b, "moov");
        mvhd(&b, 0, 1000, 0);
        mp4_track(&b, "vide", 1000, 0);
        mvex = box(&b, "mvex");
        if (stated) {
            at = box(&b, "mehd");
            put_big(&b, 0, 4);
            put_big(&b, 7000, 4);
            end_box(&b, at);
        }
        at = box(&b, "trex");
        put_big(&b, 0, 4);
        put_big(&b, 7, 4);
        put_big(&b, 1, 4);
        put_big(&b, 999, 4);
        put_big(&b, 0, 8);
        end_box(&b, at);
        end_box(&b, mvex);
        end_box(&b, moov);
        fragment(&b, 10, 100);
        fragment(&b, 10, 0);
        video(&b, "video/mp4", stated ? 7000 : 1500);
    }
}

static void element(px_builder *b, const char *id, px_str content)
{
    px_builder_add(b, id);
    put_big(b, (uint64_t)1 << 28 | content.len, 4);
    px_builder_str(b, content);
}

static void matroska_head(px_builder *b, const char *kind)
{
    BYTES(head);

    element(&head, "\x42\x82", px_str_of(kind));
    element(b, "\x1a\x45\xdf\xa3", px_builder_view(&head));
    PUT(b, "\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"); /* of unknown size */
}

static void matroska_track(px_builder *b, char type)
{
    BYTES(track);
    BYTES(one);

    element(&one, "\xd7", PX_STR("\x01"));
    element(&one, "\x83", px_str_n(&type, 1));
    element(&one, "\x23\xe3\x83", PX_STR("\x02\x62\x5a\x00")); /* 40 ms */
    element(&track, "\xae", px_builder_view(&one));
    element(b, "\x16\x54\xae\x6b", px_builder_view(&track));
}

static void test_matroska(void **state)
{
    BYTES(b);
    BYTES(info);

    (void)state;
    matroska_head(&b, "webm");
    element(&info, "\x2a\xd7\xb1", PX_STR("\x0f\x42\x40"));
    element(&info, "\x44\x89", PX_STR("\x45\x1c\x40\x00")); /* 2,500.0 in 32 bits */
    element(&b, "\x15\x49\xa9\x66", px_builder_view(&info));
    matroska_track(&b, 1);
    video(&b, "video/webm", 2500);
    px_builder_clear(&b);
    matroska_head(&b, "matroska");
    element(&b, "\x15\x49\xa9\x66", px_builder_view(&info));
    matroska_track(&b, 2);
    sound(&b, "audio/matroska", 2500);
}

/* Written on the fly: clusters of unknown size, no duration. */
static void test_matroska_live(void **state)
{
    BYTES(b);
    BYTES(group);

    (void)state;
    matroska_head(&b, "webm");
    matroska_track(&b, 1);
    PUT(&b, "\x1f\x43\xb6\x75\xff");
    element(&b, "\xe7", PX_STR("\x00"));
    element(&b, "\xa3", PX_STR("\x81\x00\x00\x80x"));
    PUT(&b, "\x1f\x43\xb6\x75\xff");
    element(&b, "\xe7", PX_STR("\x03\xe8")); /* 1,000 */
    element(&b, "\xa3", PX_STR("\x81\x00\x28\x80x"));
    video(&b, "video/webm", 1000 + 40 + 40);
    element(&group, "\xa1", PX_STR("\x81\x00\x64\x00x"));
    element(&group, "\x9b", PX_STR("\x01\x90")); /* it lasts 400 */
    element(&b, "\xa0", px_builder_view(&group));
    video(&b, "video/webm", 1500);
}

static void packet(px_builder *b, unsigned pid, px_str payload, uint64_t pcr, bool has_pcr)
{
    size_t at = b->len;

    PUT(b, "\x47");
    put_big(b, pid | (payload.len ? 0x4000U : 0U), 2);
    px_builder_char(b, (char)(has_pcr ? 0x30 : 0x10));
    if (has_pcr) {
        PUT(b, "\x07\x10");
        put_big(b, (pcr / 300) << 15 | 0x7e00 | pcr % 300, 6);
    }
    px_builder_str(b, payload);
    put_zeros(b, 188 - (b->len - at));
}

/* From the first clock to the last, across the place where it begins anew. */
static void test_transport(void **state)
{
    const uint64_t wrap = (uint64_t)300 << 33;

    (void)state;
    for (int pictures = 0; pictures < 2; pictures++) {
        BYTES(b);

        packet(&b, 0, PX_STR("\0\0\xb0\x0d\0\x01\xc1\0\0\0\x01\xe1\0\0\0\0\0"), 0, false);
        packet(&b, 0x100,
               pictures
                   ? PX_STR("\0\x02\xb0\x12\0\x01\xc1\0\0\xe1\x01\xf0\0\x1b\xe1\x01\xf0\0\0\0\0\0")
                   : PX_STR("\0\x02\xb0\x12\0\x01\xc1\0\0\xe1\x01\xf0\0\x0f\xe1\x01\xf0\0\0\0\0\0"),
               0, false);
        packet(&b, 0x101, PX_STR(""), wrap - 27000000, true);
        packet(&b, 0x102, PX_STR(""), 0, true); /* another clock */
        packet(&b, 0x101, PX_STR(""), 54000000, true);
        packet(&b, 0x101, PX_STR(""), 0, false);
        if (pictures)
            video(&b, "video/mp2t", 3000);
        else
            sound(&b, "audio/mp2t", 3000);
    }
}

/* ---- Real files */

static void expect_sample(const char *name, const char *type, uint64_t pixels, uint64_t ms)
{
    char path[512];
    int fd;
    px_random file;
    px_media media;
    px_error err = PX_ERROR_INIT;

    (void)snprintf(path, sizeof(path), SAMPLES "%s", name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_ok(px_random_open(&file, fd, path, &err), &err);
    media = measured(&file);
    assert_string_equal(media.type, type);
    assert_int_equal(media.pixels, pixels);
    assert_int_equal(media.milliseconds, ms);
    assert_int_equal(media.trouble, PX_TROUBLE_NONE);
    (void)close(fd);
}

static void test_samples(void **state)
{
    (void)state;
    if (!px_path_exists(SAMPLES "media")) {
        print_message("skipped: no samples at " SAMPLES "media\n");
        skip();
    }
    expect_sample("media/display-dual-monitors.webm", "video/webm", 0, 37133);
    expect_sample("media/en-ascending-2tone.wav", "audio/wav", 0, 200);
    expect_sample("media/bell.oga", "audio/ogg", 0, 139);
    expect_sample("media/suspend-error.oga", "audio/ogg", 0, 1192);
    expect_sample("media/tex.png", "image/png", 438 * 438, 0);
    expect_sample("croissant/1.1/audio_test/data/Clap.mp3", "audio/mpeg", 0, 1200);
    expect_sample("croissant/1.1/audio_test/data/Snap.mp3", "audio/mpeg", 0, 1536);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wav),       cmocka_unit_test(test_wave_of_64_bits),
        cmocka_unit_test(test_flac),      cmocka_unit_test(test_flac_cut),
        cmocka_unit_test(test_mp3),       cmocka_unit_test(test_mp3_stated),
        cmocka_unit_test(test_mp3_free),  cmocka_unit_test(test_no_mp3),
        cmocka_unit_test(test_aac),       cmocka_unit_test(test_ogg),
        cmocka_unit_test(test_opus),      cmocka_unit_test(test_theora),
        cmocka_unit_test(test_avi),       cmocka_unit_test(test_mp4),
        cmocka_unit_test(test_m4a),       cmocka_unit_test(test_mp4_fragments),
        cmocka_unit_test(test_matroska),  cmocka_unit_test(test_matroska_live),
        cmocka_unit_test(test_transport), cmocka_unit_test(test_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
