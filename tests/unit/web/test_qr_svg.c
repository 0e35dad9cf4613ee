/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * QR codes as drawings. The drawing is painted here, as a screen would, and read by a camera's
 * program (libzbar) that knows nothing of the one that made it; and what is drawn keeps the form of
 * ISO/IEC 18004 where that program is not installed.
 */
#include "web/people/qr_svg.h"

#include <dlfcn.h>

#include "base/arena.h"
#include "unit/testing.h"

enum { QUIET = 4, SCALE = 4 };

/* The drawing as modules: size x size, 1 is dark. */
typedef struct drawing {
    int size;
    unsigned char *dark;
} drawing;

static void drawing_free(drawing *d)
{
    free(d->dark);
}

/* Every rectangle of the path: "M8 4h3v1h-3z". Each module is painted once at most. */
static void paint(px_str svg, drawing *d)
{
    size_t at = px_str_find(svg, PX_STR("fill=\"#000\" d=\""));
    char *text = strndup(svg.ptr, svg.len), *p;
    int size, x, y, wide, back, used;

    assert_true(at < svg.len);
    p = strstr(text, "viewBox=\"0 0 ");
    assert_non_null(p);
    assert_int_equal(sscanf(p, "viewBox=\"0 0 %d %d\"", &size, &y), 2);
    assert_int_equal(size, y);
    assert_true(size > 2 * QUIET && size < 300);
    d->size = size;
    d->dark = calloc((size_t)size * (size_t)size, 1);
    for (p = text + at + strlen("fill=\"#000\" d=\""); *p == 'M'; p += used) {
        assert_int_equal(sscanf(p, "M%d %dh%dv1h-%dz%n", &x, &y, &wide, &back, &used), 4);
        assert_int_equal(wide, back);
        assert_true(wide > 0 && x >= QUIET && x + wide <= size - QUIET);
        assert_true(y >= QUIET && y < size - QUIET);
        for (int i = x; i < x + wide; i++) {
            assert_int_equal(d->dark[y * size + i], 0);
            d->dark[y * size + i] = 1;
        }
    }
    assert_string_equal(p, "\"/></svg>");
    free(text);
}

static void draw(const char *text, px_builder *svg, drawing *d)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_qr_svg(svg, text, PX_STR("For the app"), &err), &err);
    paint(px_builder_view(svg), d);
}

/* ---- By its form */

/* A finder pattern (section 6.3.3): a dark ring of 7, a light one, a dark square of 3. */
static void is_finder(const drawing *d, int left, int top)
{
    for (int y = 0; y < 7; y++)
        for (int x = 0; x < 7; x++) {
            int ring = PX_MAX(abs(x - 3), abs(y - 3));

            assert_int_equal(d->dark[(top + y) * d->size + left + x], ring != 2);
        }
}

static void is_a_code(const drawing *d)
{
    int modules = d->size - 2 * QUIET, end = d->size - QUIET - 7;

    assert_int_equal((modules - 17) % 4, 0); /* section 6.3.1: 21, 25, ... 177 */
    assert_true(modules >= 21 && modules <= 177);
    is_finder(d, QUIET, QUIET);
    is_finder(d, end, QUIET);
    is_finder(d, QUIET, end);
    for (int i = 8; i < modules - 8; i++) { /* section 6.3.5: the timing patterns */
        assert_int_equal(d->dark[(QUIET + 6) * d->size + QUIET + i], i % 2 == 0);
        assert_int_equal(d->dark[(QUIET + i) * d->size + QUIET + 6], i % 2 == 0);
    }
    assert_int_equal(d->dark[(d->size - QUIET - 8) * d->size + QUIET + 8], 1); /* 6.9.1 */
}

static void a_drawing_has_the_form_of_a_code(void **state)
{
    static const char *const texts[] = {
        "1",
        "otpauth://totp/House:anna%40example.eu?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        PX_AUTO_BUILDER px_builder svg = PX_BUILDER_INIT(1 << 20);
        PX_CLEANUP(drawing_free) drawing d = { 0 };

        draw(texts[i], &svg, &d);
        is_a_code(&d);
    }
}

static void a_label_is_text(void **state)
{
    PX_AUTO_BUILDER px_builder svg = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_qr_svg(&svg, "x", PX_STR("a\"><script>b</script>"), &err), &err);
    assert_null(strstr(px_builder_view(&svg).ptr, "<script>"));
    assert_non_null(strstr(px_builder_view(&svg).ptr, "aria-label=\"a&quot;&gt;&lt;script&gt;b"));
    assert_non_null(strstr(px_builder_view(&svg).ptr, "role=\"img\""));
}

/* What does not fit is refused, and nothing is written. */
static void too_long_a_text_is_refused(void **state)
{
    PX_AUTO_BUILDER px_builder svg = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    char text[2400];

    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_fails(px_qr_svg(&svg, text, PX_STR("x"), &err), PX_ERR_TOO_LARGE);
    assert_int_equal(px_builder_view(&svg).len, 0);
    text[2331] = '\0'; /* ISO/IEC 18004, table 7: 2,331 bytes in 40-M */
    assert_ok(px_qr_svg(&svg, text, PX_STR("x"), &err), &err);
}

/* ---- By another reader */

/* The few functions of libzbar that are needed; the library comes without its heavy headers. */
typedef struct zbar {
    void *library;
    void *(*scanner_create)(void);
    void (*scanner_destroy)(void *);
    int (*scan_image)(void *, void *);
    void *(*image_create)(void);
    void (*image_destroy)(void *);
    void (*set_format)(void *, unsigned long);
    void (*set_size)(void *, unsigned, unsigned);
    void (*set_data)(void *, const void *, unsigned long, void (*)(void *));
    const void *(*first_symbol)(const void *);
    const char *(*get_data)(const void *);
    unsigned (*get_data_length)(const void *);
} zbar;

static bool zbar_open(zbar *z)
{
    const struct {
        const char *name;
        void *function;
    } wanted[] = {
        { "zbar_image_scanner_create", &z->scanner_create },
        { "zbar_image_scanner_destroy", &z->scanner_destroy },
        { "zbar_scan_image", &z->scan_image },
        { "zbar_image_create", &z->image_create },
        { "zbar_image_destroy", &z->image_destroy },
        { "zbar_image_set_format", &z->set_format },
        { "zbar_image_set_size", &z->set_size },
        { "zbar_image_set_data", &z->set_data },
        { "zbar_image_first_symbol", &z->first_symbol },
        { "zbar_symbol_get_data", &z->get_data },
        { "zbar_symbol_get_data_length", &z->get_data_length },
    };

    z->library = dlopen("libzbar.so.0", RTLD_NOW);
    for (size_t i = 0; z->library && i < PX_COUNT(wanted); i++) {
        void *found = dlsym(z->library, wanted[i].name);

        assert_non_null(found);
        memcpy(wanted[i].function, &found, sizeof(found));
    }
    return z->library != NULL;
}

/* What a camera reads in the drawing, in shades of grey; empty where it reads nothing. */
static px_str zbar_read(px_arena *arena, const zbar *z, const drawing *d)
{
    size_t side = (size_t)d->size * SCALE;
    unsigned char *grey = malloc(side * side);
    void *scanner = z->scanner_create(), *image = z->image_create();
    px_str text = PX_STR("");
    const void *symbol;

    for (size_t i = 0; i < side * side; i++)
        grey[i] = d->dark[i / side / SCALE * (size_t)d->size + i % side / SCALE] ? 20 : 235;
    z->set_format(image, 0x30303859UL); /* "Y800" */
    z->set_size(image, (unsigned)side, (unsigned)side);
    z->set_data(image, grey, side * side, NULL);
    if (z->scan_image(scanner, image) > 0 && (symbol = z->first_symbol(image)))
        text = px_arena_str(arena, px_str_n(z->get_data(symbol), z->get_data_length(symbol)));
    z->image_destroy(image);
    z->scanner_destroy(scanner);
    free(grey);
    return text;
}

static void another_program_reads_what_was_drawn(void **state)
{
    static const char *const texts[] = {
        "1",
        "otpauth://totp/House:anna%40example.eu?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H",
        "otpauth://totp/A%20house%20with%20a%20very%20long%20name%20of%20a%20code%20of%20practice"
        "%20for%20general-purpose%20AI%20models:somebody.with.a.long.name%40ministry.example.eu"
        "?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=A%20house&algorithm=SHA1&digits=6"
        "&period=30",
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    zbar z = { 0 };

    (void)state;
    if (!zbar_open(&z)) {
        print_message("no libzbar here: the codes are not read\n");
        skip();
    }
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        PX_AUTO_BUILDER px_builder svg = PX_BUILDER_INIT(1 << 20);
        PX_CLEANUP(drawing_free) drawing d = { 0 };

        draw(texts[i], &svg, &d);
        assert_str(zbar_read(arena, &z, &d), texts[i]);
    }
    (void)dlclose(z.library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drawing_has_the_form_of_a_code),
        cmocka_unit_test(a_label_is_text),
        cmocka_unit_test(too_long_a_text_is_refused),
        cmocka_unit_test(another_program_reads_what_was_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
