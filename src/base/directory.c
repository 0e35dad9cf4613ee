/* SPDX-License-Identifier: EUPL-1.2 */
/* Paths and directories, the second half of file.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"

#include "base/banned.h"

bool px_path_exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

bool px_path_is_dir(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *px_path_join(const char *directory, const char *name)
{
    px_builder path = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&path, directory);
    if (path.len > 0 && path.ptr[path.len - 1] != '/')
        px_builder_char(&path, '/');
    px_builder_add(&path, name);
    return px_builder_detach(&path, NULL);
}

static int directory_fail(const char *path, int errnum, px_error *err)
{
    return px_fail_errno(err, errnum, N_("cannot open the directory '{path}': {reason}"), "path",
                         path, NULL);
}

int px_fd_sync_dir(const char *path, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return directory_fail(path, errno, err);
    if (fsync(fd) < 0 && errno != EINVAL) /* EINVAL: the file system has nothing to sync here */
        return px_fail_errno(err, errno, N_("cannot write the directory '{path}': {reason}"),
                             "path", path, NULL);
    return 0;
}

/* Makes one directory, unless it is there, and puts its entry on disk. */
static int dir_make_one(const char *path, unsigned mode, px_error *err)
{
    PX_AUTO_FREE char *parent = NULL;

    if (px_path_is_dir(path))
        return 0;
    if (mkdir(path, mode) < 0) {
        int errnum = errno;

        if (errnum == EEXIST && px_path_is_dir(path))
            return 0; /* somebody was quicker */
        return px_fail_errno(err, errnum, N_("cannot make the directory '{path}': {reason}"),
                             "path", path, NULL);
    }
    parent = px_path_join(path, "..");
    return px_fd_sync_dir(parent, err);
}

int px_dir_make(const char *path, unsigned mode, px_error *err)
{
    PX_AUTO_FREE char *part = px_strdup(path);

    for (char *slash = strchr(part, '/'); slash; slash = strchr(slash + 1, '/')) {
        int rc = 0;

        *slash = '\0';
        if (*part) /* what goes above it must let us in, whatever the mode says */
            rc = dir_make_one(part, mode | S_IWUSR | S_IXUSR, err);
        *slash = '/';
        if (rc < 0)
            return rc;
    }
    return dir_make_one(path, mode, err);
}

static void dir_close(DIR **dir)
{
    if (*dir)
        (void)closedir(*dir);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The next entry without "." and ".."; NULL at the end (errno 0) or on failure (errno set). */
static struct dirent *dir_next(DIR *dir)
{
    struct dirent *entry;

    do {
        errno = 0;
        entry = readdir(dir);
    } while (entry && is_dots(entry->d_name));
    return entry;
}

int px_dir_check_empty(const char *path, const char *but, px_error *err)
{
    PX_CLEANUP(dir_close) DIR *dir = opendir(path);
    struct dirent *entry;

    if (!dir && errno == ENOENT)
        return 0;
    if (!dir)
        return directory_fail(path, errno, err);
    do
        entry = dir_next(dir);
    while (entry && but && strcmp(entry->d_name, but) == 0);
    if (!entry && errno != 0)
        return directory_fail(path, errno, err);
    if (!entry)
        return 0;
    return px_fail(err, PX_ERR_EXISTS,
                   N_("the directory '{path}' is not empty, it holds '{entry}'; name another"),
                   "path", path, "entry", entry->d_name, NULL);
}

/* One walk over a tree. */
typedef struct walk {
    const char *root;
    px_file_stat_fn *fn;
    void *arg;
    px_builder path; /* of the place we are at, relative to root; "" is root itself */
} walk;

/* The entries of one directory. A directory's name ends with "/", so that the order of the names
 * is the order of the paths ("a-b" comes before "a/c"). */
typedef struct walk_names {
    char **items;
    size_t count, room;
} walk_names;

static void walk_names_free(walk_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static int name_cmp(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int walk_fail(const walk *w, int errnum, px_error *err)
{
    PX_AUTO_FREE char *path = px_path_join(w->root, px_builder_cstr(&w->path));

    return directory_fail(path, errnum, err);
}

static int walk_too_large(const walk *w, px_error *err)
{
    PX_AUTO_FREE char *path = px_path_join(w->root, px_builder_cstr(&w->path));

    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("'{path}' has too many entries or lies too many directories deep"), "path",
                   path, NULL);
}

/* True when the entry can hold files or is one. */
static bool entry_kind(int fd, const struct dirent *entry, bool *ret_is_dir)
{
    struct stat st;

    if (entry->d_type != DT_UNKNOWN) {
        *ret_is_dir = entry->d_type == DT_DIR;
        return *ret_is_dir || entry->d_type == DT_REG;
    }
    if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return false;
    *ret_is_dir = S_ISDIR(st.st_mode);
    return *ret_is_dir || S_ISREG(st.st_mode);
}

static void walk_names_add(walk_names *names, const char *name, bool is_dir)
{
    px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (names->count == names->room) {
        names->room = PX_MAX(names->room * 2, (size_t)32);
        names->items = px_realloc(names->items, names->room * sizeof(*names->items));
    }
    px_builder_add(&text, name);
    if (is_dir)
        px_builder_char(&text, '/');
    names->items[names->count++] = px_builder_detach(&text, NULL);
}

/* Lists the directory behind fd, which stays open. */
static int walk_list(const walk *w, int fd, walk_names *names, px_error *err)
{
    PX_CLEANUP(dir_close) DIR *dir = NULL;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    struct dirent *entry;

    if (copy < 0)
        return walk_fail(w, errno, err);
    dir = fdopendir(copy);
    if (!dir) {
        int errnum = errno;

        (void)close(copy);
        return walk_fail(w, errnum, err);
    }
    while ((entry = dir_next(dir)) != NULL) {
        bool is_dir;

        if (!entry_kind(fd, entry, &is_dir))
            continue;
        if (names->count == PX_WALK_MAX_ENTRIES)
            return walk_too_large(w, err);
        walk_names_add(names, entry->d_name, is_dir);
    }
    if (errno != 0)
        return walk_fail(w, errno, err);
    if (names->count > 1)
        qsort(names->items, names->count, sizeof(*names->items), name_cmp);
    return 0;
}

static int walk_file(walk *w, int fd, const char *name, px_error *err)
{
    struct stat st;

    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT ? 0 : walk_fail(w, errno, err);
    if (!S_ISREG(st.st_mode))
        return 0; /* replaced since it was listed */
    return w->fn(w->arg, px_builder_cstr(&w->path), &st, err);
}

static int walk_directory(walk *w, int fd, unsigned depth, px_error *err);

/* `name` with its "/"; w->path ends with it. */
static int walk_enter(walk *w, int parent, const char *name, unsigned depth, px_error *err)
{
    PX_AUTO_CLOSE int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
        return 0; /* gone or replaced since it was listed */
    if (fd < 0)
        return walk_fail(w, errno, err);
    if (depth == PX_WALK_MAX_DEPTH)
        return walk_too_large(w, err);
    return walk_directory(w, fd, depth + 1, err);
}

static int walk_directory(walk *w, int fd, unsigned depth, px_error *err)
{
    PX_CLEANUP(walk_names_free) walk_names names = { 0 };
    size_t before = w->path.len;
    int rc = walk_list(w, fd, &names, err);

    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        const char *name = names.items[i];

        px_builder_add(&w->path, name);
        if (name[strlen(name) - 1] == '/')
            rc = walk_enter(w, fd, name, depth, err);
        else
            rc = walk_file(w, fd, name, err);
        px_builder_cut(&w->path, before);
    }
    return rc;
}

int px_dir_walk_stat(const char *root, px_file_stat_fn *fn, void *arg, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    walk w = { .root = root, .fn = fn, .arg = arg, .path = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    int rc;

    if (fd < 0)
        return directory_fail(root, errno, err);
    rc = walk_directory(&w, fd, 0, err);
    px_builder_free(&w.path);
    return rc;
}

/* Whoever wants no more of a file than its size. */
typedef struct size_walk {
    px_file_fn *fn;
    void *arg;
} size_walk;

static int pass_size(void *arg, const char *path, const struct stat *st, px_error *err)
{
    const size_walk *w = arg;

    return w->fn(w->arg, path, (uint64_t)st->st_size, err);
}

int px_dir_walk(const char *root, px_file_fn *fn, void *arg, px_error *err)
{
    size_walk w = { fn, arg };

    return px_dir_walk_stat(root, pass_size, &w, err);
}
