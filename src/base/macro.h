/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The few macros that every file may use: attributes, cleanup by scope, handing over ownership.
 *
 * Cleanup attributes take the place of goto ladders: a variable that owns something says so where
 * it is declared, PX_TAKE() hands the thing on and leaves the variable empty.
 */
#ifndef PX_BASE_MACRO_H
#define PX_BASE_MACRO_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PX_MUST_CHECK __attribute__((warn_unused_result))
#define PX_NORETURN __attribute__((noreturn))
#define PX_PRINTF(fmt, args) __attribute__((format(printf, fmt, args), nonnull(fmt)))
#define PX_SENTINEL __attribute__((sentinel))
#define PX_UNUSED __attribute__((unused))
#define PX_CLEANUP(fn) __attribute__((cleanup(fn)))

#define PX_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PX_MIN(a, b) ((a) < (b) ? (a) : (b))
#define PX_MAX(a, b) ((a) > (b) ? (a) : (b))

/* Gives the pointer away and empties the variable that owned it. */
#define PX_TAKE(p)                                                                                 \
    __extension__({                                                                                \
        __typeof__(p) taken_ = (p);                                                                \
        (p) = NULL;                                                                                \
        taken_;                                                                                    \
    })

/* Gives the descriptor away and leaves -1, which PX_AUTO_CLOSE passes over. */
#define PX_TAKE_FD(fd)                                                                             \
    __extension__({                                                                                \
        int taken_ = (fd);                                                                         \
        (fd) = -1;                                                                                 \
        taken_;                                                                                    \
    })

/* The value of a call that always returns less than 0. */
#define PX_NEGATIVE(call)                                                                          \
    __extension__({                                                                                \
        int negative_ = (call);                                                                    \
        if (negative_ >= 0)                                                                        \
            __builtin_unreachable();                                                               \
        negative_;                                                                                 \
    })

/* Marks a string for translation where it cannot be translated yet (tables, error messages). */
#define N_(text) (text)

/* The same for the two forms of a plural, for px_tr_plural: one element each of a table. */
#define N_PLURAL(one, many) one, many

static inline void px_cleanup_free(void *p)
{
    free(*(void **)p);
}

static inline void px_cleanup_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

static inline void px_cleanup_fclose(FILE **f)
{
    if (*f)
        (void)fclose(*f);
}

#define PX_AUTO_FREE PX_CLEANUP(px_cleanup_free)
#define PX_AUTO_CLOSE PX_CLEANUP(px_cleanup_close)
#define PX_AUTO_FCLOSE PX_CLEANUP(px_cleanup_fclose)

#endif
