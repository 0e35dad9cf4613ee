/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>

#include "base/file.h"
#include "corpus/random_file.h"

/* A stream that gives its bytes in pieces, and may end before its time. */
typedef struct piece_stream {
    px_stream stream;
    px_str bytes;
    size_t given, piece;
    px_trouble_kind trouble;
} piece_stream;

static int piece_fill(px_stream *s, size_t want, px_error *err)
{
    piece_stream *p = (piece_stream *)s;

    (void)want;
    (void)err;
    assert_int_equal(s->len, 0); /* whoever holds a stream asks for one byte at a time */
    s->ptr = p->bytes.ptr + p->given;
    s->len = PX_MIN(p->piece, p->bytes.len - p->given);
    p->given += s->len;
    s->end = p->given == p->bytes.len;
    if (s->end)
        s->trouble = p->trouble;
    return 0;
}

static char *make_bytes(size_t len)
{
    char *bytes = px_alloc(len + 1);

    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)(i * 2654435761U >> 13);
    return bytes;
}

static void expect_bytes(const px_random *file, px_str bytes)
{
    static const size_t lengths[] = { 0, 1, 7, 65536 };
    char *room = px_alloc(65536);
    px_error err = PX_ERROR_INIT;

    assert_int_equal(file->size, bytes.len);
    for (size_t at = 0; at < bytes.len + 3; at += bytes.len / 5 + 1)
        for (size_t i = 0; i < PX_COUNT(lengths); i++) {
            size_t want = at < bytes.len ? PX_MIN(lengths[i], bytes.len - at) : 0, got;

            assert_ok(px_random_read(file, at, room, lengths[i], &got, &err), &err);
            assert_int_equal(got, want);
            assert_memory_equal(room, bytes.ptr + PX_MIN(at, bytes.len), want);
        }
    free(room);
}

static void hold(size_t len, size_t piece, px_trouble_kind trouble)
{
    PX_AUTO_FREE char *bytes = make_bytes(len);
    piece_stream p = { .stream = { .fill = piece_fill },
                       .bytes = px_str_n(bytes, len),
                       .piece = piece,
                       .trouble = trouble };
    px_random file;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_random_hold(&file, &p.stream, "held", &err), &err);
    assert_int_equal(p.stream.trouble, trouble);
    assert_int_equal(file.held_file != NULL, len > PX_RANDOM_MEMORY);
    expect_bytes(&file, p.bytes);
    px_random_close(&file);
    px_random_close(&file);
}

static void test_held(void **state)
{
    (void)state;
    hold(0, 1, PX_TROUBLE_NONE);
    hold(1, 1, PX_TROUBLE_CUT_OFF);
    hold(300001, 7, PX_TROUBLE_NONE);
    hold(PX_RANDOM_MEMORY, 1 << 18, PX_TROUBLE_NONE);
    hold(PX_RANDOM_MEMORY + 1, 1 << 18, PX_TROUBLE_DAMAGED);
    hold(PX_RANDOM_MEMORY * 2 + 12345, 3 << 20, PX_TROUBLE_NONE);
}

static void test_file_and_memory(void **state)
{
    PX_AUTO_FREE char *bytes = make_bytes(200000);
    FILE *f = px_file_nameless("/tmp");
    px_random file = px_random_memory(px_str_n(bytes, 200000), "memory");
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_non_null(f);
    expect_bytes(&file, px_str_n(bytes, 200000));
    assert_ok(px_fd_write(fileno(f), "file", px_str_n(bytes, 200000), &err), &err);
    assert_ok(px_random_open(&file, fileno(f), "file", &err), &err);
    expect_bytes(&file, px_str_n(bytes, 200000));
    file.base = 1000; /* an entry within it */
    file.size = 50000;
    expect_bytes(&file, px_str_n(bytes + 1000, 50000));
    px_random_close(&file);
    assert_int_equal(fcntl(fileno(f), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    (void)fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_held),
        cmocka_unit_test(test_file_and_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
