/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers of images, made by hand for each edge. */
#include "unit/corpus/media_fixture.h"

static void image(const px_builder *b, const char *type, uint64_t pixels)
{
    expect(px_builder_view(b), type, PX_MODALITY_IMAGE, pixels, 0,
           pixels ? PX_TROUBLE_NONE : PX_TROUBLE_MEDIA);
}

static void test_png(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    put_big(&b, 640, 4);
    put_big(&b, 480, 4);
    image(&b, "image/png", 640 * 480);
    b.len -= 4; /* cut off within its size */
    image(&b, "image/png", 0);
    put_big(&b, 0, 4);
    image(&b, "image/png", 0);
}

/* Images that follow, and bytes behind the end, change nothing. */
static void test_gif(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "GIF89a");
    put_little(&b, 300, 2);
    put_little(&b, 200, 2);
    PUT(&b, "\0\0\0,\0\0\0\0\x01\0\x01\0;trailing bytes");
    image(&b, "image/gif", 300 * 200);
}

static void test_bmp(void **state)
{
    BYTES(b);
    BYTES(old);

    (void)state;
    PUT(&b, "BM\0\0\0\0\0\0\0\0");
    put_little(&b, 54, 4);
    put_little(&b, 40, 4);
    put_little(&b, 31, 4);
    put_little(&b, (uint32_t)-17, 4); /* from top to bottom */
    image(&b, "image/bmp", 31 * 17);
    PUT(&old, "BM\0\0\0\0\0\0\0\0");
    put_little(&old, 26, 4);
    put_little(&old, 12, 4);
    put_little(&old, 5, 2);
    put_little(&old, 6, 2);
    put_zeros(&old, 4);
    image(&old, "image/bmp", 30);
    px_builder_clear(&b);
    px_builder_add(&b, "BM is how this sentence begins, and it is none.");
    expect(px_builder_view(&b), "none", PX_MODALITY_TEXT, 0, 0, PX_TROUBLE_NONE);
}

/* The largest of several sizes; 0 is 256. */
static void test_ico(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "\0\0\x01\0\x02\0");
    PUT(&b, "\x20\x20\0\0\x01\0\x18\0");
    put_little(&b, 100, 4);
    put_little(&b, 6 + 32, 4);
    PUT(&b, "\0\x80\0\0\x01\0\x18\0");
    put_little(&b, 100, 4);
    put_little(&b, 138, 4);
    image(&b, "image/x-icon", 256 * 128);
}

static void segment(px_builder *b, unsigned marker, size_t len)
{
    px_builder_char(b, '\xff');
    px_builder_char(b, (char)marker);
    put_big(b, len + 2, 2);
}

static void frame(px_builder *b, unsigned marker, unsigned height, unsigned width)
{
    segment(b, marker, 9);
    px_builder_char(b, 8);
    put_big(b, height, 2);
    put_big(b, width, 2);
    put_zeros(b, 4);
}

/* The thumbnail within EXIF is not the picture, however large its segment. */
static void test_jpeg(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "\xff\xd8");
    segment(&b, 0xe1, 60000);
    PUT(&b, "Exif\0\0\xff\xd8");
    frame(&b, 0xc0, 10, 10);
    put_zeros(&b, 60000 - 8 - 13);
    segment(&b, 0xc4, 20); /* tables of Huffman codes are no frame */
    put_zeros(&b, 20);
    PUT(&b, "\xff\xff\xff"); /* fill bytes before a marker */
    px_builder_char(&b, '\xc2');
    put_big(&b, 11, 2);
    px_builder_char(&b, 8);
    put_big(&b, 600, 2);
    put_big(&b, 800, 2);
    image(&b, "image/jpeg", 800 * 600);
    px_builder_clear(&b);
    PUT(&b, "\xff\xd8\xff\xda\0\x04\0\0"); /* data before a frame */
    image(&b, "image/jpeg", 0);
}

static void webp(px_builder *b, const char *kind)
{
    px_builder_clear(b);
    PUT(b, "RIFF\0\0\0\0WEBP");
    px_builder_add(b, kind);
    put_little(b, 10, 4);
}

static void test_webp(void **state)
{
    BYTES(b);

    (void)state;
    webp(&b, "VP8 ");
    PUT(&b, "\x30\x01\x00\x9d\x01\x2a");
    put_little(&b, 0x4000 | 320, 2); /* two bits of scaling */
    put_little(&b, 240, 2);
    image(&b, "image/webp", 320 * 240);
    webp(&b, "VP8L");
    px_builder_char(&b, 0x2f);
    put_little(&b, (uint64_t)(1000 - 1) | (uint64_t)(700 - 1) << 14, 4);
    put_zeros(&b, 5);
    image(&b, "image/webp", 1000 * 700);
    webp(&b, "VP8X");
    put_zeros(&b, 4);
    put_little(&b, 20000 - 1, 3);
    put_little(&b, 3 - 1, 3);
    image(&b, "image/webp", 60000);
}

/* A field of TIFF with one value. */
static void tiff_field(px_builder *b, bool big_end, unsigned tag, unsigned type, uint32_t value)
{
    void (*number)(px_builder *, uint64_t, unsigned) = big_end ? put_big : put_little;

    number(b, tag, 2);
    number(b, type, 2);
    number(b, 1, 4);
    number(b, value, type == 3 ? 2 : 4);
    put_zeros(b, type == 3 ? 2 : 0);
}

static void tiff_page(px_builder *b, bool big_end, unsigned subfile, unsigned side, uint32_t next)
{
    void (*number)(px_builder *, uint64_t, unsigned) = big_end ? put_big : put_little;

    number(b, 3, 2);
    tiff_field(b, big_end, 254, 4, subfile);
    tiff_field(b, big_end, 256, 3, side);
    tiff_field(b, big_end, 257, 4, side);
    number(b, next, 4);
}

/* Pages add up, smaller copies of them do not; both byte orders. */
static void test_tiff(void **state)
{
    (void)state;
    for (int big_end = 0; big_end < 2; big_end++) {
        BYTES(b);

        if (big_end)
            PUT(&b, "MM\0*\0\0\0\x08");
        else
            PUT(&b, "II*\0\x08\0\0\0");
        tiff_page(&b, big_end, 0, 100, 8 + 42);
        tiff_page(&b, big_end, 1, 10, 8 + 84);
        tiff_page(&b, big_end, 2, 200, 0);
        image(&b, "image/tiff", 100 * 100 + 200 * 200);
    }
}

static void test_tiff_loops(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "II*\0\x08\0\0\0");
    tiff_page(&b, false, 0, 100, 8 + 42);
    tiff_page(&b, false, 0, 100, 8);
    image(&b, "image/tiff", 0);
}

/* A camera's file: the chain holds a thumbnail, the picture stands in a directory below. */
static void test_tiff_below(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "II*\0\x08\0\0\0");
    put_little(&b, 3, 2);
    tiff_field(&b, false, 254, 4, 1);
    tiff_field(&b, false, 256, 3, 16);
    tiff_field(&b, false, 330, 4, 8 + 42);
    put_little(&b, 0, 4);
    tiff_page(&b, false, 0, 400, 0);
    image(&b, "image/tiff", 160000);
}

static void big_field(px_builder *b, unsigned tag, unsigned type, uint64_t value)
{
    put_big(b, tag, 2);
    put_big(b, type, 2);
    put_big(b, 1, 8);
    put_big(b, value, type == 3 ? 2 : 8);
    put_zeros(b, type == 3 ? 6 : 0);
}

static void test_big_tiff(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "MM\0+\0\x08\0\0");
    put_big(&b, 16, 8);
    put_big(&b, 2, 8);
    big_field(&b, 256, 3, 300);
    big_field(&b, 257, 16, 50);
    put_big(&b, 0, 8);
    image(&b, "image/tiff", 15000);
}

static void ispe(px_builder *b, unsigned width, unsigned height)
{
    size_t at = box(b, "ispe");

    put_big(b, 0, 4);
    put_big(b, width, 4);
    put_big(b, height, 4);
    end_box(b, at);
}

/* The size of the primary item, whatever else stands there; in both widths of its numbers. */
static void test_avif(void **state)
{
    (void)state;
    for (unsigned wide = 0; wide < 2; wide++) {
        BYTES(b);
        size_t at, iprp, ipco, meta;

        at = box(&b, "ftyp");
        PUT(&b, "avif\0\0\0\0mif1");
        end_box(&b, at);
        meta = box(&b, "meta");
        put_big(&b, 0, 4);
        at = box(&b, "pitm");
        put_big(&b, (uint64_t)wide << 24, 4);
        put_big(&b, 2, wide ? 4 : 2);
        end_box(&b, at);
        iprp = box(&b, "iprp");
        ipco = box(&b, "ipco");
        ispe(&b, 64, 64);
        at = box(&b, "pixi");
        end_box(&b, at);
        ispe(&b, 1920, 1080);
        end_box(&b, ipco);
        at = box(&b, "ipma");
        put_big(&b, (uint64_t)wide << 24 | wide, 4); /* with index of 15 bits */
        put_big(&b, 2, 4);
        put_big(&b, 1, wide ? 4 : 2); /* the thumbnail */
        PUT(&b, "\x01");
        put_big(&b, 1, wide ? 2 : 1);
        put_big(&b, 2, wide ? 4 : 2);
        PUT(&b, "\x02");
        put_big(&b, 2, wide ? 2 : 1);
        put_big(&b, 3 | (wide ? 0x8000 : 0x80), wide ? 2 : 1); /* essential */
        end_box(&b, at);
        end_box(&b, iprp);
        end_box(&b, meta);
        image(&b, "image/avif", 1920 * 1080);
        memcpy(b.ptr + 8, "heic", 4);
        image(&b, "image/heic", 1920 * 1080);
        memcpy(b.ptr + meta + 4, "free", 4);
        image(&b, "image/heic", 0);
    }
}

static void test_jp2(void **state)
{
    BYTES(b);
    size_t header, at;

    (void)state;
    PUT(&b, "\0\0\0\x0cjP  \r\n\x87\n");
    at = box(&b, "ftyp");
    PUT(&b, "jp2 \0\0\0\0");
    end_box(&b, at);
    header = box(&b, "jp2h");
    at = box(&b, "ihdr");
    put_big(&b, 30, 4);
    put_big(&b, 40, 4);
    put_zeros(&b, 6);
    end_box(&b, at);
    end_box(&b, header);
    image(&b, "image/jp2", 1200);
}

static void test_svg(void **state)
{
    static const struct {
        const char *text;
        uint64_t pixels;
    } cases[] = {
        { "<svg width='10' height=\"20px\">", 200 },
        { "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <svg> -->\n<!DOCTYPE svg PUBLIC 'a' 'b' [\n"
          "<!ENTITY a 'b'>]>\n<svg:svg xmlns:svg='x' viewBox=\"0 0 30,40\">",
          1200 },
        { "<svg width='1in' height='25.4mm'>", 96 * 96 },
        { "<svg width='100%' height='100%' viewBox='0 0 7 3'/>", 21 },
        { "<svg width='50' viewBox='0 0 10 20'>", 5000 },
        { "<svg stroke-width='5' xmlns='x'>", 0 },
    };
    BYTES(b);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        expect(px_str_of(cases[i].text), "image/svg+xml", PX_MODALITY_IMAGE, cases[i].pixels, 0,
               PX_TROUBLE_NONE);
    px_builder_add(&b, "<!doctype html><svg width='10' height='10'>");
    expect(px_builder_view(&b), "none", PX_MODALITY_TEXT, 0, 0, PX_TROUBLE_NONE);
}

/* What is known by its type alone says so. */
static void test_type_alone(void **state)
{
    BYTES(b);

    (void)state;
    PUT(&b, "FLV\x01\x05");
    expect(px_builder_view(&b), "video/x-flv", PX_MODALITY_VIDEO, 0, 0, PX_TROUBLE_NO_DURATION);
    px_builder_clear(&b);
    PUT(&b, "8BPS\0\x01");
    expect(px_builder_view(&b), "image/vnd.adobe.photoshop", PX_MODALITY_IMAGE, 0, 0,
           PX_TROUBLE_NO_PIXELS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png),        cmocka_unit_test(test_gif),
        cmocka_unit_test(test_bmp),        cmocka_unit_test(test_ico),
        cmocka_unit_test(test_jpeg),       cmocka_unit_test(test_jp2),
        cmocka_unit_test(test_webp),       cmocka_unit_test(test_tiff),
        cmocka_unit_test(test_tiff_loops), cmocka_unit_test(test_tiff_below),
        cmocka_unit_test(test_big_tiff),   cmocka_unit_test(test_avif),
        cmocka_unit_test(test_svg),        cmocka_unit_test(test_type_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
