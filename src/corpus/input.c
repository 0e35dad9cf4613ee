/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/input.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>

#include "base/file.h"
#include "corpus/partial.h"

#include "base/banned.h"

enum { LIST_MAX = 256 << 20 };

typedef struct input_list {
    px_arena *arena;
    px_input *items;
    size_t count, room;
    const char *root; /* of the folder that is walked */
} input_list;

static void add_input(input_list *list, const char *name, const char *root, const struct stat *st)
{
    px_input input = { .name = name, .root = root, .times = 1 };

    input.seekable = S_ISREG(st->st_mode) && strcmp(name, "-") != 0;
    input.size = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0;
    input.device = st->st_dev;
    input.inode = st->st_ino;
    list->items = px_arena_grow(list->arena, list->items, list->count, &list->room, sizeof(input));
    list->items[list->count++] = input;
}

static int add_file(input_list *list, const char *name, px_error *err)
{
    struct stat st;

    if (strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, &st) < 0 : stat(name, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", name, NULL);
    add_input(list, name, name, &st);
    return 0;
}

/* A partial, or one that is being written: what was measured is no part of the corpus, and lies in
 * the same folder where people keep it there. */
static bool is_partial(const char *name)
{
    px_str path = px_str_of(name);
    char magic[sizeof(PX_PARTIAL_MAGIC)] = "";
    const char *slash = strrchr(name, '/');
    bool unfinished = strncmp(slash ? slash + 1 : name, ".praxis-", 8) == 0;
    PX_AUTO_CLOSE int fd = -1;
    ssize_t len;

    if (!unfinished && !px_str_ends(path, PX_STR(".partial")))
        return false;
    fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    len = fd < 0 ? -1 : read(fd, magic, sizeof(magic) - 1);
    return (unfinished && len == 0) ||
           (len == sizeof(magic) - 1 && memcmp(magic, PX_PARTIAL_MAGIC, sizeof(magic) - 1) == 0);
}

static int walk_file(void *arg, const char *path, const struct stat *st, px_error *err)
{
    input_list *list = arg;
    size_t root = strlen(list->root), len = strlen(path);
    bool slash = root == 0 || list->root[root - 1] != '/';
    char *name = px_arena_alloc(list->arena, root + slash + len + 1);

    (void)err;
    memcpy(name, list->root, root);
    name[root] = '/';
    memcpy(name + root + slash, path, len + 1);
    if (!is_partial(name))
        add_input(list, name, list->root, st);
    return 0;
}

static int add_path(input_list *list, const char *path, px_error *err);

static int add_pattern(input_list *list, const char *pattern, px_error *err)
{
    glob_t found = { 0 };
    int rc = glob(pattern, 0, NULL, &found);

    if (rc != 0) {
        globfree(&found);
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no file '{path}'"), "path", pattern,
                       NULL);
    }
    rc = 0;
    for (size_t i = 0; rc >= 0 && i < found.gl_pathc; i++)
        rc = add_path(list, px_arena_cstr(list->arena, px_str_of(found.gl_pathv[i])), err);
    globfree(&found);
    return rc;
}

static int add_path(input_list *list, const char *path, px_error *err)
{
    if (strcmp(path, "-") == 0)
        return add_file(list, path, err);
    if (px_path_is_dir(path)) {
        list->root = path;
        return px_dir_walk_stat(path, walk_file, list, err);
    }
    if (!px_path_exists(path) && strpbrk(path, "*?["))
        return add_pattern(list, path, err);
    return add_file(list, path, err);
}

/* One path a line; empty lines and those that begin with # are passed over. */
static int add_list(input_list *list, const char *path, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len, before = list->count;
    px_str rest, line;
    int rc = px_file_read(path, LIST_MAX, &data, &len, err);

    if (rc < 0)
        return rc;
    rest = px_str_n(data, len);
    while (rc >= 0 && px_str_line(&rest, &line)) {
        line = px_str_trim(line);
        if (line.len > 0 && line.ptr[0] != '#')
            rc = add_path(list, px_arena_cstr(list->arena, line), err);
    }
    if (rc >= 0 && list->count == before)
        return px_fail(err, PX_ERR_INVALID, N_("the list '{path}' names no file"), "path", path,
                       NULL);
    return rc;
}

static int compare_names(const void *a, const void *b)
{
    const px_input *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* One folder is walked in this order. */
static bool is_sorted(const input_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (compare_names(&list->items[i - 1], &list->items[i]) > 0)
            return false;
    return true;
}

static int compare_files(const void *a, const void *b)
{
    const px_input *x = *(px_input *const *)a, *y = *(px_input *const *)b;

    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    if (x->inode != y->inode)
        return x->inode < y->inode ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* One of each name, which stand together. */
static void drop_repeats(input_list *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && strcmp(list->items[kept - 1].name, list->items[i].name) == 0)
            list->items[kept - 1].times++;
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* Marks other names of the same file: all but the first in the order of names. */
static void mark_again(input_list *list)
{
    PX_AUTO_FREE px_input **order = px_alloc((list->count + 1) * sizeof(px_input *));

    for (size_t i = 0; i < list->count; i++)
        order[i] = &list->items[i];
    qsort(order, list->count, sizeof(px_input *), compare_files);
    for (size_t i = 1; i < list->count; i++)
        order[i]->again = order[i]->seekable && order[i]->device == order[i - 1]->device &&
                          order[i]->inode == order[i - 1]->inode;
}

int px_inputs_find(px_arena *arena, const char *const *paths, size_t n_paths, px_input **ret_inputs,
                   size_t *ret_count, px_error *err)
{
    input_list list = { .arena = arena };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < n_paths; i++)
        rc = paths[i][0] == '@' && !px_path_exists(paths[i]) ? add_list(&list, paths[i] + 1, err)
                                                             : add_path(&list, paths[i], err);
    *ret_inputs = NULL;
    *ret_count = 0;
    if (rc < 0 || !list.items)
        return rc;
    if (!is_sorted(&list))
        qsort(list.items, list.count, sizeof(px_input), compare_names);
    drop_repeats(&list);
    mark_again(&list);
    *ret_inputs = list.items;
    *ret_count = list.count;
    return 0;
}
