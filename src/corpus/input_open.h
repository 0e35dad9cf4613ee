/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening inputs one after the other: those of one folder relative to it, which saves the system
 * the way there for each. For one thread. */
#ifndef PX_CORPUS_INPUT_OPEN_H
#define PX_CORPUS_INPUT_OPEN_H

#include "corpus/input.h"

typedef struct px_opener {
    const char *folder; /* the path of the last input; borrowed; NULL at first */
    size_t len;         /* of the path of its folder, with the slash */
    bool is_open;
    int fd; /* of the folder, where is_open */
} px_opener;

/* Opens the input for reading; the caller closes it. Inputs live as long as the opener. */
int px_input_open(px_opener *opener, const px_input *input, int *ret_fd,
                  px_error *err) PX_MUST_CHECK;

/* Closes the folder that it holds open; it can be used again. */
void px_opener_close(px_opener *opener);

#endif
