/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of a model, and their digests. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/signing_priv.h"

#include "base/banned.h"

enum { DEPTH_MAX = 64, FILES_MAX = 4000000, CHUNK = 1 << 20 };

int px_signing_path_cmp(px_str a, px_str b)
{
    px_str left, right;

    for (;;) {
        bool more_a = px_str_split(&a, '/', &left), more_b = px_str_split(&b, '/', &right);
        int order;

        if (!more_a || !more_b)
            return (int)more_a - (int)more_b;
        order = px_str_cmp(left, right);
        if (order != 0)
            return order;
    }
}

/* ---- Walking */

typedef struct walk {
    const char *folder;
    char real[PATH_MAX]; /* the folder without links */
    const px_str *ignored;
    size_t n_ignored;
    bool follow_links;
    px_arena *arena;
    px_signing_files files;
    size_t paths_room, sizes_room;
} walk;

static int wrong(const char *message, px_str path, px_error *err)
{
    int rc = px_fail(err, PX_ERR_INVALID, message, NULL);
    char excerpt[PX_EXCERPT_SIZE];

    px_error_add(err, "path", px_str_excerpt(path, excerpt));
    return rc;
}

static bool is_ignored(const walk *w, px_str path)
{
    for (size_t i = 0; i < w->n_ignored; i++) {
        px_str ignored = w->ignored[i];

        if (px_str_starts(path, ignored) &&
            (path.len == ignored.len || path.ptr[ignored.len] == '/'))
            return true;
    }
    return false;
}

static int put_file(walk *w, px_str path, uint64_t size, px_error *err)
{
    px_signing_files *files = &w->files;

    if (files->count >= FILES_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("there are too many files in the folder"), NULL);
    if (!px_utf8_valid(path, NULL))
        return wrong(N_("the name of '{path}' is not UTF-8, as names in signatures are"), path,
                     err);
    files->paths =
        px_arena_grow(w->arena, files->paths, files->count, &w->paths_room, sizeof(*files->paths));
    files->sizes =
        px_arena_grow(w->arena, files->sizes, files->count, &w->sizes_room, sizeof(*files->sizes));
    files->paths[files->count] = px_arena_str(w->arena, path);
    files->sizes[files->count++] = size;
    return 0;
}

/* A link stands for a file inside the folder, where links are followed at all. */
static int put_link(walk *w, px_str path, px_error *err)
{
    const char *whole = px_arena_format(w->arena, "%s/%.*s", w->folder, PX_STR_ARG(path));
    char real[PATH_MAX];
    struct stat st;

    if (!w->follow_links)
        return wrong(N_("'{path}' is a link: take it away, or say --follow-links"), path, err);
    if (!realpath(whole, real) || stat(whole, &st) < 0)
        return wrong(N_("'{path}' is a link that leads nowhere"), path, err);
    if (!px_str_starts(px_str_of(real), px_str_of(w->real)) || real[strlen(w->real)] != '/')
        return wrong(N_("'{path}' is a link that leads out of the folder"), path, err);
    if (!S_ISREG(st.st_mode))
        return wrong(N_("'{path}' is a link to something else than a file"), path, err);
    return put_file(w, path, (uint64_t)st.st_size, err);
}

static int walk_folder(walk *w, int fd, px_str folder, unsigned depth, px_error *err);

static int walk_entry(walk *w, int in, const char *name, px_str folder, unsigned depth,
                      px_error *err)
{
    px_str path =
        px_str_of(folder.len ? px_arena_format(w->arena, "%.*s/%s", PX_STR_ARG(folder), name)
                             : px_arena_cstr(w->arena, px_str_of(name)));
    struct stat st;
    int fd;

    if (is_ignored(w, path))
        return 0;
    if (path.len > PX_SIGNING_PATH_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a path in the folder is too long"), NULL);
    if (fstatat(in, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path.ptr,
                             NULL);
    if (S_ISLNK(st.st_mode))
        return put_link(w, path, err);
    if (S_ISREG(st.st_mode))
        return put_file(w, path, (uint64_t)st.st_size, err);
    if (!S_ISDIR(st.st_mode))
        return wrong(N_("'{path}' is neither a file nor a folder"), path, err);
    fd = openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path.ptr,
                             NULL);
    return walk_folder(w, fd, path, depth + 1, err);
}

/* Takes the descriptor over. */
static int walk_folder(walk *w, int fd, px_str folder, unsigned depth, px_error *err)
{
    DIR *dir = fdopendir(fd);
    const struct dirent *entry;
    int rc = 0;

    if (!dir) {
        (void)close(fd);
        return px_fail_errno(err, errno, N_("cannot read the folder: {reason}"), NULL);
    }
    if (depth > DEPTH_MAX)
        rc = px_fail(err, PX_ERR_TOO_LARGE, N_("folders lie too deep in each other"), NULL);
    errno = 0;
    while (rc >= 0 && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            rc = walk_entry(w, fd, entry->d_name, folder, depth, err);
        errno = 0;
    }
    if (rc >= 0 && errno)
        rc = px_fail_errno(err, errno, N_("cannot read the folder: {reason}"), NULL);
    (void)closedir(dir);
    return rc;
}

typedef struct found {
    px_str path;
    uint64_t size;
} found;

static int compare_found(const void *a, const void *b)
{
    return px_signing_path_cmp(((const found *)a)->path, ((const found *)b)->path);
}

static void sort_files(px_signing_files *files)
{
    found *all = px_alloc((files->count + 1) * sizeof(*all));

    for (size_t i = 0; i < files->count; i++)
        all[i] = (found){ files->paths[i], files->sizes[i] };
    qsort(all, files->count, sizeof(*all), compare_found);
    for (size_t i = 0; i < files->count; i++) {
        files->paths[i] = all[i].path;
        files->sizes[i] = all[i].size;
    }
    free(all);
}

int px_signing_walk(const char *folder, const px_str *ignored, size_t n_ignored, bool follow_links,
                    px_arena *arena, px_signing_files *ret_files, px_error *err)
{
    walk w = { .folder = folder,
               .ignored = ignored,
               .n_ignored = n_ignored,
               .follow_links = follow_links,
               .arena = arena };
    struct stat st;
    int fd, rc;

    if (!realpath(folder, w.real) || stat(folder, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read the model '{path}': {reason}"), "path",
                             folder, NULL);
    if (S_ISREG(st.st_mode)) {
        rc = put_file(&w, PX_STR("."), (uint64_t)st.st_size, err);
    } else {
        fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            return px_fail_errno(err, errno, N_("cannot read the model '{path}': {reason}"), "path",
                                 folder, NULL);
        rc = walk_folder(&w, fd, PX_STR(""), 0, err);
    }
    if (rc < 0)
        return rc;
    sort_files(&w.files);
    *ret_files = w.files;
    return 0;
}

/* ---- Digests */

/* Adds bytes of the file up to `left`; UINT64_MAX: all of them. */
static int add_bytes(EVP_MD_CTX *context, int fd, const char *path, uint64_t left, px_error *err)
{
    PX_AUTO_FREE char *chunk = px_alloc(CHUNK);

    while (left > 0) {
        ssize_t n = read(fd, chunk, (size_t)PX_MIN(left, (uint64_t)CHUNK));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path,
                                 NULL);
        if (n == 0)
            break;
        if (EVP_DigestUpdate(context, chunk, (size_t)n) != 1)
            px_out_of_memory();
        if (left != UINT64_MAX)
            left -= (uint64_t)n;
    }
    return 0;
}

int px_signing_digest(const char *folder, px_str path, uint64_t start, uint64_t end,
                      px_signing_hash hash, unsigned char ret_digest[64], px_error *err)
{
    PX_AUTO_FREE char *whole = NULL;
    PX_AUTO_CLOSE int fd = -1;
    PX_AUTO_FREE char *name = px_alloc(path.len + 1);
    EVP_MD_CTX *context;
    int rc;

    memcpy(name, path.ptr, path.len);
    name[path.len] = '\0';
    whole = strcmp(name, ".") == 0 ? px_strdup(folder) : px_path_join(folder, name);
    fd = open(whole, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || (start && lseek(fd, (off_t)start, SEEK_SET) < 0))
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", whole, NULL);
    context = EVP_MD_CTX_new();
    if (!context ||
        EVP_DigestInit_ex(context, hash == PX_SIGNING_SHA256 ? EVP_sha256() : EVP_blake2b512(),
                          NULL) != 1)
        px_out_of_memory();
    rc = add_bytes(context, fd, whole, end ? end - start : UINT64_MAX, err);
    if (rc >= 0 && EVP_DigestFinal_ex(context, ret_digest, NULL) != 1)
        px_out_of_memory();
    EVP_MD_CTX_free(context);
    return rc;
}

void px_signing_root(const px_signed_manifest *manifest, unsigned char ret_root[32])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1)
        px_out_of_memory();
    for (size_t i = 0; i < manifest->n_resources; i++)
        if (EVP_DigestUpdate(context, manifest->resources[i].digest,
                             manifest->resources[i].digest_len) != 1)
            px_out_of_memory();
    if (EVP_DigestFinal_ex(context, ret_root, NULL) != 1)
        px_out_of_memory();
    EVP_MD_CTX_free(context);
}
