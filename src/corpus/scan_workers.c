/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_workers.h"

#include <pthread.h>

#include "corpus/media/media_file.h"
#include "corpus/scan_reader.h"

#include "base/banned.h"

enum { BATCH_MAX = 256, SPARE_MAX = 64, SAMPLED_BATCH = 1024 };
#define BATCH_BYTES ((uint64_t)4 << 20)

typedef struct stretch {
    px_scan_part part; /* its pile is owned until it is merged */
    bool done;
} stretch;

/* An input that is cut, with stretches that are not merged yet. */
typedef struct open_input {
    struct open_input *next;          /* in scan_work.open */
    struct open_input *newer, **link; /* in scan_work.live */
    const px_input *input;
    px_sniffed sniffed;
    uint64_t length; /* of a stretch */
    stretch *stretches;
    size_t count, taken, merged;
    uint64_t expected; /* where the next record begins, by what is merged */
    uint64_t last_key; /* of the last sample of an archive that is merged */
    px_pile *pile;     /* what is merged; owned */
    bool merging;      /* by one of the workers */
} open_input;

typedef struct scan_work {
    const px_scan_job *job;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wake;
    open_input *open; /* with stretches that nobody has taken */
    open_input *live; /* all */
    size_t next_input;
    unsigned sniffing;         /* workers that may still add to `open` */
    px_pile *spare[SPARE_MAX]; /* for further stretches; owned */
    size_t n_spare;
    px_sample *sample;    /* owned; NULL: none is taken */
    uint64_t done, total; /* bytes */
    int rc;
    px_error err;
} scan_work;

/* What each worker has of its own. */
typedef struct worker {
    scan_work *work;
    px_scan_reader reader;
    px_pile *pile;          /* of finished inputs */
    px_sample_list sampled; /* of inputs that were read in one piece */
    uint64_t unsaved;       /* bytes of them */
} worker;

static void fail(scan_work *work, int rc, const px_error *err)
{
    if (work->rc >= 0) {
        work->rc = rc;
        work->err = *err;
    }
    (void)pthread_cond_broadcast(&work->wake);
}

static void lock(scan_work *work)
{
    (void)pthread_mutex_lock(&work->lock);
}

static void unlock(scan_work *work)
{
    (void)pthread_mutex_unlock(&work->lock);
}

/* ---- Piles that are used again; under the lock */

static px_pile *take_pile(scan_work *work)
{
    return work->n_spare ? work->spare[--work->n_spare] : px_pile_new(work->job->spilling);
}

static void give_pile(scan_work *work, px_pile *pile)
{
    if (work->n_spare == SPARE_MAX)
        px_pile_free(pile);
    else
        work->spare[work->n_spare++] = pile;
}

/* What was taken over narrows the sample down for all; under the lock. */
static void take_sampled(scan_work *work, px_sample_list *sampled)
{
    if (work->sample)
        px_sample_take(work->sample, sampled);
}

/* ---- Reading; without the lock */

static void read_part(worker *w, const open_input *in, size_t index, uint64_t from, bool exact)
{
    uint64_t to = index + 1 == in->count ? UINT64_MAX : in->length * (index + 1);
    stretch *s = &in->stretches[index];

    px_scan_reader_part(&w->reader, in->input, &in->sniffed, from, to, exact, &s->part);
}

/* Between two inputs: what the worker has is of whole inputs alone. */
static int save_finished(worker *w, uint64_t bytes, px_error *err)
{
    const px_scan_job *job = w->work->job;
    int rc = px_pile_failed(w->pile, err);

    w->unsaved += bytes;
    if (rc < 0 || !job->checkpoint || w->unsaved < job->every)
        return rc;
    w->unsaved = 0;
    rc = job->checkpoint(job->arg, w->pile, err);
    if (rc >= 0)
        px_pile_reset(w->pile);
    return rc;
}

/* ---- Merging; under the lock */

/*
 * Takes stretches over in their order. One that did not begin where the one before it ended has
 * taken something else for a record, or was not needed at all: then it is read again from there, or
 * dropped. Where a list of contents tells the units of the file, stretches need no check.
 */
static void check_stretch(worker *w, const open_input *in, size_t index)
{
    stretch *s = &in->stretches[index];
    uint64_t to = in->length * (index + 1);
    bool needed = index + 1 == in->count || in->expected < to;

    if (index == 0 || in->sniffed.access == PX_ACCESS_RANDOM ||
        (needed && s->part.ends.begin == in->expected) ||
        (!needed && s->part.ends.begin == PX_NOWHERE))
        return;
    px_pile_reset(s->part.pile);
    px_sample_list_free(&s->part.sampled);
    s->part.ends = PX_NO_STRETCH;
    if (in->expected < in->input->size && needed)
        read_part(w, in, index, in->expected, true);
}

static void open_input_free(open_input *in)
{
    for (size_t i = 0; i < in->count; i++) {
        px_pile_free(in->stretches[i].part.pile);
        px_sample_list_free(&in->stretches[i].part.sampled);
    }
    px_pile_free(in->pile);
    free(in->stretches);
    free(in);
}

/* All of its stretches are merged: it goes to what the worker has finished. */
static void finish_input(worker *w, open_input *in)
{
    scan_work *work = w->work;
    px_error err = PX_ERROR_INIT;
    int rc;

    *in->link = in->newer;
    if (in->newer)
        in->newer->link = in->link;
    unlock(work);
    px_pile_absorb(w->pile, in->pile);
    px_scan_reader_note(&w->reader, w->pile, in->input, &in->sniffed, in->stretches[0].part.schema);
    rc = save_finished(w, in->input->size, &err);
    open_input_free(in);
    lock(work);
    if (rc < 0)
        fail(work, rc, &err);
}

/* A sample of an archive that began in an earlier stretch is one. */
static void join_samples(worker *w, open_input *in, size_t index)
{
    px_scan_part *part = &in->stretches[index].part;

    if (index > 0 && part->ends.keys.first && part->ends.keys.first != in->last_key)
        px_scan_reader_sample(&w->reader, in->input, &in->sniffed, part);
    if (part->ends.keys.last)
        in->last_key = part->ends.keys.last;
}

static void merge_ready(worker *w, open_input *in)
{
    scan_work *work = w->work;

    if (in->merging)
        return;
    in->merging = true;
    while (in->merged < in->count && in->stretches[in->merged].done) {
        px_scan_part *part = &in->stretches[in->merged].part;

        unlock(work);
        check_stretch(w, in, in->merged);
        if (part->ends.begin != PX_NOWHERE)
            in->expected = part->ends.end;
        join_samples(w, in, in->merged);
        px_pile_absorb(in->pile, part->pile);
        lock(work);
        take_sampled(work, &part->sampled);
        px_sample_list_free(&part->sampled);
        give_pile(work, PX_TAKE(part->pile));
        in->merged++;
    }
    in->merging = false;
    if (in->merged == in->count)
        finish_input(w, in);
}

static void report_progress(scan_work *work, uint64_t bytes)
{
    const px_scan_options *options = work->job->options;

    work->done += bytes;
    if (options->progress)
        options->progress(options->progress_arg, work->done, work->total);
}

static void finish_stretch(worker *w, open_input *in, size_t index)
{
    uint64_t from = in->length * index;

    in->stretches[index].done = true;
    report_progress(w->work, PX_MIN(in->length, in->input->size - from));
    merge_ready(w, in);
}

/* ---- Taking work; under the lock */

/* Not where all before it is merged and a record of that goes beyond it. */
static bool is_needed(const open_input *in, size_t index)
{
    return in->sniffed.access == PX_ACCESS_RANDOM || in->merged < index ||
           in->expected < PX_MIN(in->length * (index + 1), in->input->size);
}

static void take_stretch(worker *w)
{
    scan_work *work = w->work;
    open_input *in = work->open;
    size_t index = in->taken++;

    if (in->taken == in->count)
        work->open = in->next;
    in->stretches[index].part.pile = take_pile(work);
    in->stretches[index].part.ends = PX_NO_STRETCH;
    if (is_needed(in, index)) {
        unlock(work);
        read_part(w, in, index, in->length * index, false);
        lock(work);
    }
    finish_stretch(w, in, index);
}

static uint64_t stretch_length(const scan_work *work)
{
    return work->job->options->stretch ? work->job->options->stretch : PX_SCAN_STRETCH;
}

/* Into how many stretches the input is cut. */
static size_t count_stretches(const scan_work *work, const px_input *input,
                              const px_sniffed *sniffed)
{
    uint64_t length = stretch_length(work);
    bool cuts =
        input->seekable &&
        (sniffed->access == PX_ACCESS_MEMBERS ||
         (sniffed->access == PX_ACCESS_RANDOM && !sniffed->codec && !sniffed->format->loose) ||
         (sniffed->access == PX_ACCESS_PLAIN &&
          (sniffed->format->find || sniffed->format->find_at)));

    return cuts ? (size_t)PX_MAX((input->size + length - 1) / length, (uint64_t)1) : 1;
}

/* Reads the first stretch of an input that is cut; others may take the rest meanwhile. */
static void read_first(worker *w, const px_input *input, const px_sniffed *sniffed, size_t count)
{
    scan_work *work = w->work;
    open_input *in = px_alloc_zero(1, sizeof(*in));

    in->input = input;
    in->sniffed = *sniffed;
    in->length = stretch_length(work);
    in->count = count;
    in->stretches = px_alloc_zero(count, sizeof(*in->stretches));
    in->taken = 1;
    lock(work);
    in->pile = take_pile(work);
    in->stretches[0].part.pile = take_pile(work);
    in->newer = work->live;
    in->link = &work->live;
    if (in->newer)
        in->newer->link = &in->newer;
    work->live = in;
    in->next = work->open;
    work->open = in;
    (void)pthread_cond_broadcast(&work->wake);
    unlock(work);
    px_scan_reader_stretch(&w->reader, input, &in->sniffed, 0, in->length, true,
                           &in->stretches[0].part);
    lock(work);
    finish_stretch(w, in, 0);
    unlock(work);
}

/* An input was read in one piece. */
static int finish_whole(worker *w, const px_input *input, const px_sniffed *sniffed,
                        const px_scan_part *part, px_error *err)
{
    w->sampled = part->sampled;
    if (w->sampled.count >= SAMPLED_BATCH) {
        lock(w->work);
        take_sampled(w->work, &w->sampled);
        unlock(w->work);
    }
    px_scan_reader_note(&w->reader, w->pile, input, sniffed, part->schema);
    return save_finished(w, input->size, err);
}

static int read_whole(worker *w, const px_input *input, const px_sniffed *sniffed, px_error *err)
{
    px_scan_part all = { .pile = w->pile, .sampled = w->sampled };

    px_scan_reader_stretch(&w->reader, input, sniffed, 0, UINT64_MAX, true, &all);
    return finish_whole(w, input, sniffed, &all, err);
}

/* Reads an image, sound or video, of which the head stands ready. */
static int read_media(worker *w, const px_input *input, const px_random *file, size_t head,
                      px_error *err)
{
    px_sniffed sniffed = { .access = PX_ACCESS_RANDOM, .format = &px_format_media };
    px_scan_part all = { .pile = w->pile, .sampled = w->sampled };

    px_scan_reader_media(&w->reader, input, file, head, &all);
    return finish_whole(w, input, &sniffed, &all, err);
}

static int pass_over(worker *w, const px_input *input, px_trouble_kind trouble, px_error *err)
{
    px_scan_trouble(w->pile, input, trouble, 0);
    px_scan_reader_note(&w->reader, w->pile, input, NULL, NULL);
    return save_finished(w, input->size, err);
}

/* Without the lock; *ret_open says that stretches are left, which report their progress. */
static int read_input(worker *w, const px_input *input, bool *ret_open, px_error *err)
{
    PX_AUTO_CLOSE int fd = -1;
    px_scan_reader *reader = &w->reader;
    px_random file;
    px_sniffed sniffed;
    size_t count, head = 0;
    int rc;

    *ret_open = false;
    if (input->again)
        return pass_over(w, input, PX_TROUBLE_AGAIN, err);
    if (input->described)
        return pass_over(w, input, PX_TROUBLE_DESCRIPTION, err);
    if (px_input_open(&reader->opener, input, &fd, err) < 0)
        return pass_over(w, input, PX_TROUBLE_UNREADABLE, err);
    file = (px_random){ .fd = fd, .size = input->size, .name = input->name };
    if (input->seekable)
        head = px_media_peek(&reader->tools, &file);
    if (head > 0)
        return read_media(w, input, &file, head, err);
    px_file_stream_open(&reader->file, fd, input->name, input->seekable, 0);
    rc = px_sniff(&reader->tools, &reader->file, reader->options, &sniffed, err);
    if (rc == -PX_ERR_IO || rc == -PX_ERR_READ_ONLY)
        return pass_over(w, input, PX_TROUBLE_UNREADABLE, err);
    if (rc < 0)
        return rc;
    if (sniffed.access == PX_ACCESS_NONE)
        return pass_over(w, input, sniffed.trouble, err);
    count = count_stretches(w->work, input, &sniffed);
    if (count == 1)
        return read_whole(w, input, &sniffed, err);
    *ret_open = true;
    read_first(w, input, &sniffed, count);
    return 0;
}

/* Takes the next input, or as many small ones as make up for one, but leaves some to others. */
static size_t choose_batch(const scan_work *work)
{
    const px_scan_job *job = work->job;
    const px_input *const *next = job->inputs + work->next_input;
    size_t left = job->count - work->next_input, most, n = 0;
    uint64_t bytes = 0;

    most = PX_MIN(left / (2 * (size_t)job->options->threads) + 1, (size_t)BATCH_MAX);
    while (n < most && next[n]->seekable && next[n]->size <= stretch_length(work) &&
           bytes + next[n]->size <= BATCH_BYTES)
        bytes += next[n++]->size;
    return PX_MAX(n, (size_t)1);
}

static void take_inputs(worker *w)
{
    scan_work *work = w->work;
    const px_input *const *inputs = work->job->inputs + work->next_input;
    size_t count = choose_batch(work);
    px_error err = PX_ERROR_INIT;
    uint64_t bytes = 0;
    int rc = 0;

    work->next_input += count;
    work->sniffing++;
    unlock(work);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        bool open;

        rc = read_input(w, inputs[i], &open, &err);
        bytes += open ? 0 : inputs[i]->size;
    }
    lock(work);
    work->sniffing--;
    (void)pthread_cond_broadcast(&work->wake);
    report_progress(work, bytes);
    if (rc < 0)
        fail(work, rc, &err);
}

static void *run_worker(void *arg)
{
    worker *w = arg;
    scan_work *work = w->work;

    lock(work);
    while (work->rc >= 0) {
        if (work->open)
            take_stretch(w);
        else if (work->next_input < work->job->count)
            take_inputs(w);
        else if (work->sniffing > 0)
            (void)pthread_cond_wait(&work->wake, &work->lock);
        else
            break;
    }
    unlock(work);
    return NULL;
}

/* With fewer threads than are wanted it only takes longer. */
static void run_workers(scan_work *work, px_pile **piles)
{
    unsigned threads = work->job->options->threads, started = 0;
    worker *workers = px_alloc_zero(threads, sizeof(*workers));
    pthread_t *ids = px_alloc_zero(threads, sizeof(*ids));

    for (unsigned i = 0; i < threads; i++) {
        piles[i] = px_pile_new(work->job->spilling);
        workers[i] = (worker){ .work = work, .pile = piles[i] };
        px_scan_reader_init(&workers[i].reader, work->job->options, work->sample);
    }
    while (started + 1 < threads &&
           pthread_create(&ids[started], NULL, run_worker, &workers[started + 1]) == 0)
        started++;
    (void)run_worker(&workers[0]);
    for (unsigned i = 0; i < started; i++)
        (void)pthread_join(ids[i], NULL);
    for (unsigned i = 0; i < threads; i++) {
        px_scan_reader_free(&workers[i].reader);
        px_sample_list_free(&workers[i].sampled);
    }
    free(workers);
    free(ids);
}

int px_scan_work(const px_scan_job *job, px_pile **ret_piles, px_error *err)
{
    scan_work work = { .job = job,
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .wake = PTHREAD_COND_INITIALIZER };

    for (size_t i = 0; i < job->count; i++)
        work.total += job->inputs[i]->size;
    if (px_text_options_sample(&job->options->texts))
        work.sample = px_sample_new(px_text_options_size(&job->options->texts));
    run_workers(&work, ret_piles);
    px_sample_free(work.sample);
    while (work.n_spare > 0)
        px_pile_free(work.spare[--work.n_spare]);
    while (work.live) {
        open_input *in = work.live; /* left over by a failure */

        work.live = in->newer;
        open_input_free(in);
    }
    if (work.rc < 0 && err)
        *err = work.err;
    return work.rc;
}
