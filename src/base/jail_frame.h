/* SPDX-License-Identifier: EUPL-1.2 */
/* What jail.c and jail_child.c say to each other; private to the two. */
#ifndef PX_BASE_JAIL_FRAME_H
#define PX_BASE_JAIL_FRAME_H

#include <stdint.h>

#include "base/jail.h"

#define JAIL_MAGIC 0x70786a31U    /* "pxj1" */
#define JAIL_PING UINT32_MAX      /* index of no parser: answer at once */
#define JAIL_MAX_ERROR (8 * 1024) /* bytes of an error's payload */

typedef struct jail_request {
    uint32_t index; /* in the table of parsers or tools */
} jail_request;

typedef struct jail_frame {
    uint32_t magic;
    int32_t rc; /* 0: the payload is the result; below 0: it is an error */
    uint64_t len;
} jail_frame;

/* The two processes; each returns when the control socket is closed. */
void px_jail_zygote(int control, const px_jail_parser *parsers, size_t n_parsers);
void px_jail_runner(int control, const px_jail_tool *tools, size_t n_tools);

/* The loop of such a process: forks a child for each request, which runs the job with its row of
 * the table (count rows, each of size bytes) and two descriptors, the input and the socket of the
 * result. */
typedef void jail_job_fn(const void *row, int input, int result);
void px_jail_serve(int control, jail_job_fn *job, const void *rows, size_t size, size_t count);

/* Asks a process for a job: sends the index with the two descriptors. PARSER where it is gone. */
int px_jail_ask(int control, uint32_t index, int input, int result, px_error *err) PX_MUST_CHECK;

/* Reads len bytes before the deadline (px_monotonic_ns): 1, 0 when the other side ended first, -1
 * on time-out. */
int px_jail_read_until(int fd, void *buffer, size_t len, int64_t deadline_ns);

/* Reads a whole memory file into memory that is never freed: a child's input. NULL on failure. */
char *px_jail_read_input(int fd, size_t *ret_len);

/* Writes all bytes; false with errno. SIGPIPE must be ignored. */
bool px_jail_write_all(int fd, px_str data);

/* An error as bytes: code, message id and arguments, each text ended by NUL. */
void px_jail_error_write(px_builder *out, const px_error *err);

/* Reads one that an untrusted child wrote, fills err and returns its negative code. */
int px_jail_error_read(px_str bytes, px_error *err);

#endif
