/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans in parts, in little memory, interrupted: always the bytes of one scan of everything. */
#include "unit/testing.h"

#include <sys/stat.h>

#include "base/file.h"
#include "corpus/partial_merge.h"
#include "corpus/row_group.h"
#include "corpus/scan.h"
#include "corpus/scan_plan.h"

enum { FILES = 23 };

static char *directory, *crawl;
static px_suffix_list *list;
static px_arena *arena;
static px_input *inputs;
static size_t n_inputs;

static char *path_of(const char *name)
{
    return px_path_join(directory, name);
}

/* Lines of many domains; files of very different sizes, some of them damaged. */
static void make_files(void)
{
    px_error err = PX_ERROR_INIT;

    for (unsigned i = 0; i < FILES; i++) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_FREE char *path = NULL;
        char name[32];

        for (unsigned k = 0; k < 20 + i * i * 2; k++) {
            px_builder_format(&text, "{\"url\":\"http://h%u.d%u-%u.org/\",\"text\":\"%0*u\"}\n",
                              k % 7, i % 3, k, (int)(1 + k % 90), k);
            if (i % 5 == 0 && k % 9 == 0)
                px_builder_add(&text, "no JSON\n");
        }
        (void)snprintf(name, sizeof(name), "%02u.jsonl", i);
        path = px_path_join(crawl, name);
        assert_ok(px_file_write(path, px_builder_view(&text), 0644, &err), &err);
    }
}

/* With a sample smaller than the corpus: parts take more texts than stay. */
static px_scan_options plain_options(void)
{
    return (px_scan_options){
        .threads = 1,
        .hosts = true,
        .pages = true,
        .texts = { .languages = PX_LANGUAGES_SAMPLE, .sample_size = 40, .duplicates = true },
        .section = PX_SUFFIX_ICANN,
        .suffixes = list
    };
}

static px_scan_done scan_to(const char *output, px_scan_options options)
{
    px_error err = PX_ERROR_INIT;
    px_scan_done done;
    px_partial *partial;

    options.output = output;
    assert_ok(px_scan_run(inputs, n_inputs, &options, &partial, &done, &err), &err);
    px_partial_close(partial);
    return done;
}

static void assert_same_file(const char *a, const char *b)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_FREE char *x = NULL;
    PX_AUTO_FREE char *y = NULL;
    size_t a_len, b_len;

    assert_ok(px_file_read(a, 64 << 20, &x, &a_len, &err), &err);
    assert_ok(px_file_read(b, 64 << 20, &y, &b_len, &err), &err);
    assert_int_equal(a_len, b_len);
    assert_memory_equal(x, y, a_len);
}

static char *whole;

static void test_threads_and_memory(void **state)
{
    static const struct {
        unsigned threads;
        uint64_t memory, stretch, checkpoint;
    } tries[] = {
        { 2, 0, 0, 0 }, { 3, 1, 0, 0 }, { 7, 1, 3000, 5000 }, { 1, 1, 700, 1 }, { 2, 0, 20000, 1 }
    };

    (void)state;
    whole = path_of("whole.partial");
    assert_int_equal(scan_to(whole, plain_options()).inputs, FILES);
    for (size_t i = 0; i < PX_COUNT(tries); i++) {
        PX_AUTO_FREE char *other = path_of("other.partial");
        px_scan_options options = plain_options();

        options.threads = tries[i].threads;
        options.memory = tries[i].memory;
        options.stretch = tries[i].stretch;
        options.checkpoint = tries[i].checkpoint;
        (void)scan_to(other, options);
        assert_same_file(other, whole);
        (void)unlink(other);
    }
}

static void scan_parts(unsigned of, char **paths)
{
    for (unsigned rank = 0; rank < of; rank++) {
        px_scan_options options = plain_options();
        char name[32];

        (void)snprintf(name, sizeof(name), "part-%u-of-%u", rank, of);
        paths[rank] = path_of(name);
        options.rank = rank;
        options.of = of;
        options.threads = 1 + rank % 3;
        (void)scan_to(paths[rank], options);
    }
}

static void test_parts(void **state)
{
    static const unsigned parts[] = { 1, 2, 3, 40 }; /* more parts than files, too */
    PX_AUTO_FREE char *merged = path_of("merged"), *half = path_of("half");

    (void)state;
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        PX_AUTO_FREE char **paths = px_alloc(parts[i] * sizeof(*paths));
        px_merge_options options = { .fan = 3, .incomplete = true };
        px_error err = PX_ERROR_INIT;
        const char *two[] = { half, NULL };

        scan_parts(parts[i], paths);
        assert_ok(px_partial_merge((const char *const *)paths, parts[i], merged, &options, &err),
                  &err);
        assert_same_file(merged, whole);
        two[1] = paths[0];
        if (parts[i] > 1) {
            assert_ok(px_partial_merge((const char *const *)paths + 1, parts[i] - 1, half, &options,
                                       &err),
                      &err);
            options.incomplete = false;
            assert_ok(px_partial_merge(two, 2, merged, &options, &err), &err);
            assert_same_file(merged, whole);
        }
        for (unsigned k = 0; k < parts[i]; k++)
            free(paths[k]);
    }
}

/* Each input is in one part, and none has more than it must. */
static void test_plan(void **state)
{
    static const unsigned parts[] = { 1, 2, 5, 100 };
    px_input many[200] = { 0 };
    uint64_t all = 0, largest = 0;

    (void)state;
    for (unsigned i = 0; i < PX_COUNT(many); i++) {
        many[i].name = px_arena_format(arena, "%04u", i);
        many[i].size = (uint64_t)(i * 7919 % 211) << 20;
        all += many[i].size;
        largest = PX_MAX(largest, many[i].size);
    }
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        unsigned seen[PX_COUNT(many)] = { 0 };

        for (unsigned rank = 0; rank < parts[i]; rank++) {
            PX_AUTO_FREE const px_input **chosen = NULL;
            size_t count = px_scan_plan_choose(many, PX_COUNT(many), rank, parts[i], &chosen);
            uint64_t bytes = 0;

            for (size_t k = 0; k < count; k++) {
                seen[chosen[k] - many]++;
                bytes += chosen[k]->size;
                assert_true(k == 0 || strcmp(chosen[k - 1]->name, chosen[k]->name) < 0);
            }
            assert_true(bytes <= all / parts[i] + largest);
        }
        for (size_t k = 0; k < PX_COUNT(many); k++)
            assert_int_equal(seen[k], 1);
    }
}

static void test_rank_of_scheduler(void **state)
{
    static const char *const names[] = {
        "SLURM_ARRAY_TASK_ID",  "OMPI_COMM_WORLD_RANK", "PMI_RANK",
        "JOB_COMPLETION_INDEX", "SGE_TASK_ID",          "SLURM_PROCID"
    };
    px_error err = PX_ERROR_INIT;
    unsigned rank;
    char *name;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(names); i++)
        (void)unsetenv(names[i]);
    assert_fails(px_scan_plan_rank(9, &rank, &err), PX_ERR_NOT_FOUND);
    for (size_t i = PX_COUNT(names); i-- > 0;) { /* each goes before those behind it */
        char value[8];

        (void)snprintf(value, sizeof(value), "%zu", i + 2);
        assert_int_equal(setenv(names[i], value, 1), 0);
        assert_ok(px_scan_plan_rank(9, &rank, &err), &err);
        assert_int_equal(rank, strcmp(names[i], "SGE_TASK_ID") == 0 ? i + 1 : i + 2);
    }
    assert_fails(px_scan_plan_rank(2, &rank, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "variable"), names[0]);
    for (size_t i = 0; i < PX_COUNT(names); i++)
        (void)unsetenv(names[i]);
    assert_int_equal(setenv("SGE_TASK_ID", "undefined", 1), 0);
    assert_fails(px_scan_plan_rank(9, &rank, &err), PX_ERR_NOT_FOUND);
    (void)unsetenv("SGE_TASK_ID");
    name = px_scan_plan_output("a.b/crawl.partial", 7, 100);
    assert_string_equal(name, "a.b/crawl.007-of-100.partial");
    free(name);
    name = px_scan_plan_output("a.b/.crawl", 7, 8);
    assert_string_equal(name, "a.b/.crawl.7-of-8");
    free(name);
}

/* A finished output is not made again, and what is something else is refused. */
static void test_already(void **state)
{
    px_scan_options options = plain_options();
    px_error err = PX_ERROR_INIT;
    px_partial *partial;

    (void)state;
    assert_true(scan_to(whole, options).already);
    options.threads = 5;
    assert_true(scan_to(whole, options).already);
    options.output = whole;
    assert_fails(px_scan_run(inputs, n_inputs - 1, &options, &partial, NULL, &err), PX_ERR_EXISTS);
    options.sizes_only = true;
    assert_fails(px_scan_run(inputs, n_inputs, &options, &partial, NULL, &err), PX_ERR_EXISTS);
    inputs[3].size++;
    options.sizes_only = false;
    assert_fails(px_scan_run(inputs, n_inputs, &options, &partial, NULL, &err), PX_ERR_CONFLICT);
    inputs[3].size--;
}

/* The ranking through runs on disk is that of a sort in memory. */
static void test_ranking(void **state)
{
    px_spilling little = { directory, 1 };
    px_ranking *ranking = px_alloc(sizeof(*ranking));
    px_error err = PX_ERROR_INIT;
    px_partial *partial;
    const px_group *group;
    uint64_t before = UINT64_MAX, content = 0, count = 0;
    char last[PX_ROW_KEY_MAX + 1] = "";

    (void)state;
    assert_ok(px_partial_open(whole, &partial, &err), &err);
    assert_ok(px_ranking_open(ranking, partial, PX_BY_HOST, PX_MODALITY_COUNT, &little, &err),
              &err);
    for (;; count++) {
        assert_ok(px_ranking_next(ranking, &group, &err), &err);
        if (!group)
            break;
        assert_true(group->figures[PX_FIGURE_CONTENT] <= before);
        if (group->figures[PX_FIGURE_CONTENT] == before)
            assert_true(px_str_cmp(px_str_of(last), group->key) < 0);
        before = group->figures[PX_FIGURE_CONTENT];
        content += before;
        (void)snprintf(last, sizeof(last), "%.*s", PX_STR_ARG(group->key));
    }
    assert_int_equal(count, px_partial_count(partial, PX_BY_HOST));
    assert_true(content > 100000);
    assert_true(px_partial_count(partial, PX_BY_SAMPLE) >= 40);
    assert_true(px_partial_count(partial, PX_BY_DUPLICATE) > 300);
    px_ranking_close(ranking);
    assert_ok(px_ranking_open(ranking, partial, PX_BY_HOST, PX_MODALITY_IMAGE, &little, &err),
              &err);
    assert_ok(px_ranking_next(ranking, &group, &err), &err);
    assert_null(group);
    px_ranking_close(ranking);
    px_partial_close(partial);
    free(ranking);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads_and_memory),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_rank_of_scheduler),
        cmocka_unit_test(test_already),
        cmocka_unit_test(test_ranking),
    };
    px_error err = PX_ERROR_INIT;
    const char *paths[1];
    int failed;

    directory = px_test_directory();
    crawl = path_of("crawl");
    arena = px_arena_new();
    if (px_suffix_list_load(NULL, &list, &err) < 0 || mkdir(crawl, 0755) < 0)
        return 1;
    make_files();
    paths[0] = crawl;
    if (px_inputs_find(arena, paths, 1, &inputs, &n_inputs, &err) < 0)
        return 1;
    failed = cmocka_run_group_tests_name("scan_parts", tests, NULL, NULL);
    px_suffix_list_free(list);
    px_arena_free(arena);
    free(whole);
    free(crawl);
    px_test_remove(directory);
    return failed;
}
