/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "base/file.h"
#include "base/number.h"

#include "base/banned.h"

#define RUN_SUFFIX ".partial"

static void keep_run(px_scan_folder *f, char *path)
{
    if (f->n_runs == f->runs_room) {
        f->runs_room = PX_MAX(2 * f->runs_room, (size_t)16);
        f->runs = px_realloc(f->runs, f->runs_room * sizeof(*f->runs));
    }
    f->runs[f->n_runs++] = path;
}

/* Runs are named by their numbers; one that was not finished has still its first name. */
static int find_run(void *arg, const char *name, uint64_t size, px_error *err)
{
    px_scan_folder *f = arg;
    PX_AUTO_FREE char *path = px_path_join(f->path, name);
    px_str number = px_str_of(name);
    long long value;

    (void)size;
    (void)err;
    if (px_str_starts(number, PX_STR(".praxis-")))
        (void)unlink(path);
    if (!px_str_ends(number, PX_STR(RUN_SUFFIX)) ||
        px_parse_int(px_str_sub(number, 0, number.len - strlen(RUN_SUFFIX)), 0, UINT32_MAX - 1,
                     &value, NULL) < 0)
        return 0;
    f->next = PX_MAX(f->next, (unsigned)value + 1);
    keep_run(f, PX_TAKE(path));
    return 0;
}

/* With the same settings and the same part of the same inputs. */
static int check_head(const px_scan_folder *f, const px_partial *run, px_error *err)
{
    if (px_partial_head_same(f->head, px_partial_head_of(run)))
        return 0;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("'{path}' holds what is finished of another scan, which was interrupted; "
                      "finish that one with its inputs and options, or remove the folder"),
                   "path", f->path, NULL);
}

static int read_run(const px_scan_folder *f, const char *path, px_finished_fn *finished, void *arg,
                    px_error *err)
{
    px_partial *run;
    px_rows *files;
    const px_row *row = NULL;
    int rc = px_partial_open(path, &run, err);

    if (rc < 0)
        return rc;
    rc = px_partial_verify(run, err);
    if (rc >= 0)
        rc = check_head(f, run, err);
    files = px_partial_rows(run, PX_BY_FILE);
    while (rc >= 0) {
        rc = px_rows_next(files, &row, err);
        if (rc < 0 || !row)
            break;
        rc = finished(arg, row, err);
    }
    px_rows_close(files);
    px_partial_close(run);
    return rc;
}

static int lock_folder(px_scan_folder *f, px_error *err)
{
    f->lock = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->lock < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", f->path,
                             NULL);
    if (flock(f->lock, LOCK_EX | LOCK_NB) < 0)
        return px_fail(err, PX_ERR_BUSY, N_("another scan is writing into '{path}'"), "path",
                       f->path, NULL);
    return 0;
}

int px_scan_folder_open(px_scan_folder *f, const char *output, const px_partial_head *head,
                        px_finished_fn *finished, void *arg, px_error *err)
{
    size_t len = strlen(output);
    int rc;

    *f = (px_scan_folder){ .head = head, .lock = -1, .mutex = PTHREAD_MUTEX_INITIALIZER };
    f->path = px_alloc(len + sizeof(".work"));
    (void)snprintf(f->path, len + sizeof(".work"), "%s.work", output);
    rc = px_dir_make(f->path, 0755, err);
    if (rc >= 0)
        rc = lock_folder(f, err);
    if (rc >= 0)
        rc = px_dir_walk(f->path, find_run, f, err);
    for (size_t i = 0; rc >= 0 && i < f->n_runs; i++)
        rc = read_run(f, f->runs[i], finished, arg, err);
    if (rc < 0)
        px_scan_folder_close(f);
    return rc;
}

int px_scan_folder_add(px_scan_folder *f, px_rows *rows, px_error *err)
{
    PX_AUTO_FREE char *path = NULL;
    char name[32];
    unsigned number;
    int rc;

    (void)pthread_mutex_lock(&f->mutex);
    number = f->next++;
    (void)pthread_mutex_unlock(&f->mutex);
    (void)snprintf(name, sizeof(name), "%06u" RUN_SUFFIX, number);
    path = px_path_join(f->path, name);
    rc = px_partial_save(path, f->head, rows, err);
    if (rc < 0)
        return rc;
    (void)pthread_mutex_lock(&f->mutex);
    keep_run(f, PX_TAKE(path));
    (void)pthread_mutex_unlock(&f->mutex);
    return 0;
}

void px_scan_folder_remove(px_scan_folder *f)
{
    for (size_t i = 0; i < f->n_runs; i++)
        (void)unlink(f->runs[i]);
    (void)rmdir(f->path);
}

void px_scan_folder_close(px_scan_folder *f)
{
    for (size_t i = 0; i < f->n_runs; i++)
        free(f->runs[i]);
    free(f->runs);
    free(f->path);
    if (f->lock >= 0)
        (void)close(f->lock);
    *f = (px_scan_folder){ .lock = -1 };
}
