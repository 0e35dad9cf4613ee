/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An error across the wall: {code as 4 bytes} message NUL { name NUL value NUL }...
 *
 * px_error keeps message ids and argument names as constants. A child's are copied once into a
 * table that lives as long as the process and holds a bounded number of bounded texts, so that a
 * hostile child can neither fill memory nor leave dangling pointers.
 */
#include <pthread.h>
#include <stdint.h>

#include "base/jail_frame.h"
#include "base/map.h"

#include "base/banned.h"

enum { INTERN_MAX_TEXTS = 2048, INTERN_MAX_BYTES = 512 };

static px_map interned;
static pthread_mutex_t intern_lock = PTHREAD_MUTEX_INITIALIZER;

/* The constant copy of text; NULL when it is too long, not UTF-8, or the table is full. */
static const char *intern(px_str text)
{
    char *copy;

    if (text.len == 0 || text.len > INTERN_MAX_BYTES || !px_utf8_valid(text, NULL))
        return NULL;
    (void)pthread_mutex_lock(&intern_lock);
    copy = px_map_get(&interned, text);
    if (!copy && px_map_count(&interned) < INTERN_MAX_TEXTS) {
        copy = px_alloc(text.len + 1);
        memcpy(copy, text.ptr, text.len);
        copy[text.len] = '\0';
        (void)px_map_put(&interned, px_str_n(copy, text.len), copy);
    }
    (void)pthread_mutex_unlock(&intern_lock);
    return copy;
}

void px_jail_error_write(px_builder *out, const px_error *err)
{
    uint32_t code = (uint32_t)err->code;

    px_builder_str(out, px_str_n((const char *)&code, sizeof(code)));
    px_builder_add(out, err->message ? err->message : "");
    px_builder_char(out, '\0');
    for (unsigned i = 0; i < err->n_args; i++) {
        px_builder_add(out, err->arg_names[i]);
        px_builder_char(out, '\0');
        px_builder_add(out, px_error_arg(err, err->arg_names[i]));
        px_builder_char(out, '\0');
    }
}

/* The value as valid UTF-8: what is not is left out. */
static void add_argument(px_error *err, px_str name, px_str value)
{
    const char *constant = intern(name);

    if (constant && px_utf8_valid(value, NULL))
        px_error_add(err, constant, value.ptr); /* ended by the NUL that was split off */
}

int px_jail_error_read(px_str bytes, px_error *err)
{
    px_str rest, message = PX_STR_NONE, name, value;
    const char *constant;
    uint32_t code = 0;
    int rc;

    if (bytes.len >= sizeof(code))
        memcpy(&code, bytes.ptr, sizeof(code));
    rest = px_str_sub(bytes, sizeof(code), bytes.len);
    (void)(px_str_split(&rest, '\0', &message));
    if (code == PX_OK || code >= PX_ERR_COUNT)
        code = PX_ERR_PARSER;
    constant = intern(message);
    rc = px_fail(err, (px_errcode)code,
                 constant ? constant : N_("the protected process failed without saying why"), NULL);
    while (err && px_str_split(&rest, '\0', &name) && rest.ptr &&
           px_str_split(&rest, '\0', &value) && rest.ptr)
        add_argument(err, name, value);
    return rc;
}
