/* SPDX-License-Identifier: EUPL-1.2 */
/* A new house for each test, open for writing, with a reader and an arena. */
#ifndef PX_HOUSE_FIXTURE_H
#define PX_HOUSE_FIXTURE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/file.h"
#include "store/house.h"
#include "unit/testing.h"

typedef struct fixture {
    char *directory, *path;
    px_house *house;
    px_db *reader;
    px_arena *arena;
    px_error err;
} fixture;

static inline int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    f->arena = px_arena_new();
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &f->house, &f->err), &f->err);
    assert_ok(px_house_reader(f->house, &f->reader, &f->err), &f->err);
    *state = f;
    return 0;
}

/* Also gives the clock back, which a test may have set. */
static inline int teardown(void **state)
{
    fixture *f = *state;

    px_clock_set(NULL, NULL);
    px_arena_free(f->arena);
    px_db_close(f->reader);
    px_house_close(f->house);
    px_test_remove(f->directory);
    free(f->path);
    free(f);
    return 0;
}

#endif
