/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"

#include "base/banned.h"

#define LIST_HEAD "praxis export 1\n"

enum { MAX_LIST = 256 << 20 };

struct px_static_folder {
    px_arena *arena;
    char *path;   /* where the copy is to be */
    char *beside; /* where it is written */
    px_str *files;
    size_t count, room;
    px_str *old; /* files of the copy that was there */
    size_t n_old;
    bool replaces; /* there was one */
    bool finished;
};

/* ---- What is there */

/* What we write: no way out of the folder. */
static bool folder_is_inside(px_str file)
{
    px_str part;

    for (px_str rest = file; px_str_split(&rest, '/', &part);)
        if (part.len == 0 || px_str_is(part, ".") || px_str_is(part, ".."))
            return false;
    return true;
}

/* Reads the list of an earlier copy; false where there is none, or none of ours. */
static int folder_read_list(px_static_folder *f, px_map *known, bool *ret_is_copy, px_error *err)
{
    PX_AUTO_FREE char *list = px_path_join(f->path, PX_STATIC_LIST);
    PX_AUTO_FREE char *data = NULL;
    size_t len, room = 0;
    px_str rest, line;
    int rc;

    *ret_is_copy = false;
    if (!px_path_exists(list))
        return 0;
    rc = px_file_read(list, MAX_LIST, &data, &len, err);
    if (rc < 0)
        return rc;
    if (!px_str_starts(px_str_n(data, len), PX_STR(LIST_HEAD)))
        return 0;
    rest = px_str_sub(px_arena_str(f->arena, px_str_n(data, len)), sizeof(LIST_HEAD) - 1, len);
    while (px_str_line(&rest, &line)) {
        if (line.len == 0)
            continue;
        if (!folder_is_inside(line))
            return 0;
        f->old = px_arena_grow(f->arena, f->old, f->n_old, &room, sizeof(*f->old));
        f->old[f->n_old++] = line;
        (void)px_map_put(known, line, f);
    }
    (void)px_map_put(known, PX_STR(PX_STATIC_LIST), f);
    *ret_is_copy = true;
    return 0;
}

typedef struct folder_walk {
    const px_static_folder *folder;
    const px_map *known;
} folder_walk;

static int folder_check_file(void *arg, const char *path, uint64_t size, px_error *err)
{
    const folder_walk *walk = arg;

    (void)size;
    if (px_map_get(walk->known, px_str_of(path)))
        return 0;
    return px_fail(err, PX_ERR_EXISTS,
                   N_("'{folder}' holds '{file}', which no export wrote; move it away, or export "
                      "into another folder"),
                   "folder", walk->folder->path, "file", path, NULL);
}

static int folder_check(px_static_folder *f, px_error *err)
{
    px_map known = PX_MAP_INIT;
    folder_walk walk = { f, &known };
    int rc;

    if (!px_path_exists(f->path))
        return 0;
    rc = folder_read_list(f, &known, &f->replaces, err);
    if (rc >= 0 && f->replaces)
        rc = px_dir_walk(f->path, folder_check_file, &walk, err);
    else if (rc >= 0 && px_dir_check_empty(f->path, NULL, err) < 0)
        rc = px_fail(err, PX_ERR_EXISTS,
                     N_("'{folder}' is not empty and holds no earlier export; name a new folder"),
                     "folder", f->path, NULL);
    px_map_free(&known);
    return rc;
}

/* ---- Writing */

static int folder_make_beside(px_static_folder *f, px_error *err)
{
    mode_t mask = umask(0);
    char *made;

    (void)umask(mask);
    f->beside = px_strdup(px_arena_format(f->arena, "%s.XXXXXX", f->path));
    made = mkdtemp(f->beside);
    if (made && chmod(made, 0777 & ~mask) == 0)
        return 0;
    (void)px_fail_errno(err, errno, N_("cannot make a folder beside '{path}': {reason}"), "path",
                        f->path, NULL);
    if (!made) {
        free(f->beside);
        f->beside = NULL;
    }
    return -err->code;
}

/* A folder that is put in its place by its name needs one. */
static int folder_check_name(const char *path, px_error *err)
{
    const char *slash = strrchr(path, '/');
    px_str name = px_str_of(slash ? slash + 1 : path);

    if (name.len && !px_str_is(name, ".") && !px_str_is(name, ".."))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{path}' does not name a folder; write its name, such as 'public'"), "path",
                   path, NULL);
}

int px_static_folder_start(const char *path, px_static_folder **ret_folder, px_error *err)
{
    PX_AUTO_STATIC_FOLDER px_static_folder *f = px_alloc_zero(1, sizeof(*f));
    PX_AUTO_FREE char *parent = NULL;
    size_t len = strlen(path);
    int rc;

    while (len > 1 && path[len - 1] == '/')
        len--;
    f->arena = px_arena_new();
    f->path = px_arena_cstr(f->arena, px_str_n(path, len));
    rc = folder_check_name(f->path, err);
    if (rc >= 0)
        rc = folder_check(f, err);
    if (rc < 0)
        return rc;
    parent = px_strdup(f->path);
    if (strrchr(parent, '/') && strrchr(parent, '/') != parent) {
        *strrchr(parent, '/') = '\0';
        rc = px_dir_make(parent, 0777, err);
    }
    if (rc >= 0)
        rc = folder_make_beside(f, err);
    if (rc < 0)
        return rc;
    *ret_folder = PX_TAKE(f);
    return 0;
}

/* Makes the folders above a file of the copy. */
static int folder_make_above(const char *beside, char *path, px_error *err)
{
    for (char *slash = path + strlen(beside) + 1; (slash = strchr(slash, '/')); slash++) {
        int made;

        *slash = '\0';
        made = mkdir(path, 0777);
        if (made < 0 && errno != EEXIST)
            return px_fail_errno(err, errno, N_("cannot make the directory '{path}': {reason}"),
                                 "path", path, NULL);
        *slash = '/';
    }
    return 0;
}

int px_static_folder_write(px_static_folder *f, px_str file, px_str data, px_error *err)
{
    PX_AUTO_FREE char *path = px_path_join(f->beside, px_arena_cstr(f->arena, file));
    PX_AUTO_CLOSE int fd = -1;
    int rc = folder_make_above(f->beside, path, err);

    if (rc < 0)
        return rc;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    f->files = px_arena_grow(f->arena, f->files, f->count, &f->room, sizeof(*f->files));
    f->files[f->count++] = px_arena_str(f->arena, file);
    return px_fd_write(fd, path, data, err);
}

static int file_order(const void *a, const void *b)
{
    return px_str_cmp(*(const px_str *)a, *(const px_str *)b);
}

static int folder_write_list(px_static_folder *f, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(MAX_LIST);
    int rc;

    qsort(f->files, f->count, sizeof(*f->files), file_order);
    px_builder_add(&list, LIST_HEAD);
    for (size_t i = 0; i < f->count; i++) {
        px_builder_str(&list, f->files[i]);
        px_builder_char(&list, '\n');
    }
    rc = px_builder_check(&list, err);
    return rc < 0 ? rc
                  : px_static_folder_write(f, PX_STR(PX_STATIC_LIST), px_builder_view(&list), err);
}

/* ---- Into its place */

/* Removes the files and the folders that are empty then. */
static void folder_remove(const char *root, const px_str *files, size_t count)
{
    PX_AUTO_FREE char *list = px_path_join(root, PX_STATIC_LIST);

    (void)unlink(list);
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        char *name;
        size_t len;

        px_builder_format(&path, "%s/%.*s", root, PX_STR_ARG(files[i]));
        name = px_builder_detach(&path, &len);
        (void)unlink(name);
        while (len > strlen(root) && name[len - 1] != '/')
            len--;
        for (; len > strlen(root); len--)
            if (name[len - 1] == '/') {
                name[len - 1] = '\0';
                if (rmdir(name) < 0)
                    break;
            }
        free(name);
    }
    (void)rmdir(root);
}

static int folder_sync(const px_static_folder *f, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(f->beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 || syncfs(fd) < 0)
        return px_fail_errno(err, errno, N_("cannot write the directory '{path}': {reason}"),
                             "path", f->beside, NULL);
    return 0;
}

/* Both change places; where the file system cannot do that, one after the other. */
static int folder_swap(const px_static_folder *f)
{
    PX_AUTO_FREE char *away = NULL;

    if (!px_path_exists(f->path))
        return rename(f->beside, f->path);
    if (renameat2(AT_FDCWD, f->beside, AT_FDCWD, f->path, RENAME_EXCHANGE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    away = px_strdup(px_arena_format(f->arena, "%s.old", f->beside));
    if (rename(f->path, away) < 0)
        return -1;
    if (rename(f->beside, f->path) < 0) {
        (void)rename(away, f->path);
        return -1;
    }
    return rename(away, f->beside);
}

int px_static_folder_finish(px_static_folder *f, px_error *err)
{
    bool was_there = px_path_exists(f->path);
    int rc = folder_write_list(f, err);

    if (rc >= 0)
        rc = folder_sync(f, err);
    if (rc < 0)
        return rc;
    if (folder_swap(f) < 0)
        return px_fail_errno(err, errno, N_("cannot put the export in place as '{path}': {reason}"),
                             "path", f->path, NULL);
    f->finished = true;
    if (was_there)
        folder_remove(f->beside, f->old, f->n_old);
    return 0;
}

bool px_static_folder_replaces(const px_static_folder *folder)
{
    return folder->replaces;
}

void px_static_folder_free(px_static_folder *f)
{
    if (!f)
        return;
    if (f->beside && !f->finished)
        folder_remove(f->beside, f->files, f->count);
    free(f->beside);
    px_arena_free(f->arena);
    free(f);
}
