/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Settings of the house, by name: a constant table says what each is for, which values it takes
 * and what holds where none is set.
 *
 * Values are kept in the table house_setting; secrets and certificates only as files of mode 0600
 * below keys/, named like the setting, so that neither the database nor a backup without keys holds
 * them. They are read when they are used: a running server follows changes at once.
 */
#ifndef PX_STORE_SETTING_H
#define PX_STORE_SETTING_H

#include "store/house.h"

enum { PX_SETTING_MAX = 4096, PX_SETTING_MAX_FILE = 256 * 1024 }; /* bytes of a value */

/* The form that a value must have: 0, or INVALID with the words for what is wrong as the error's
 * message and the value as its argument "value". */
typedef int px_setting_form(px_str value, px_error *err);

typedef struct px_setting {
    const char *name;    /* "mail.server" */
    const char *summary; /* message id */
    const char *value;   /* message id: what it looks like, for help; or NULL */
    px_setting_form *form;
    const char *standard; /* what holds where it is not set; "" for nothing */
    bool file;            /* a secret or certificates: kept below keys/, never shown */
} px_setting;

/* Sorted by name; the name is NULL after the last. */
extern const px_setting px_settings[];
const px_setting *px_setting_find(px_str name); /* NULL when there is none */

/* The value of one that is no file, or its standard, in the arena. */
int px_setting_get(px_db *db, px_arena *arena, const char *name, px_str *ret_value,
                   px_error *err) PX_MUST_CHECK;

/* The same for one whose values are yes and no. */
int px_setting_is(px_db *db, const char *name, bool *ret_yes, px_error *err) PX_MUST_CHECK;

/* What the file of such a setting holds, or "" where it is not set; READ_ONLY or IO where it cannot
 * be read. */
int px_setting_secret(const px_house *house, px_arena *arena, const char *name, px_str *ret_value,
                      px_error *err) PX_MUST_CHECK;

/* Whether it is set, in whichever place. */
int px_setting_is_set(const px_house *house, px_db *db, const char *name, bool *ret_set,
                      px_error *err) PX_MUST_CHECK;

/* Inside a deed: checks the form and keeps the value. Not for files (INVALID). */
int px_setting_put(px_db *db, const char *name, px_str value, px_error *err) PX_MUST_CHECK;

/* Checks the form and keeps the value, on disk when it returns. NOT_FOUND for a
 * name that is no setting. */
int px_setting_set(px_house *house, const char *name, px_str value, px_error *err) PX_MUST_CHECK;

/* Takes it away; fine where it is not set. */
int px_setting_unset(px_house *house, const char *name, px_error *err) PX_MUST_CHECK;

/* Where the site is, "https://code.example.eu", for addresses in mails: the setting site.address;
 * else where `serve` last listened (px_setting_served), else http://127.0.0.1:8080. */
int px_setting_site(px_db *db, px_arena *arena, px_str *ret_site, px_error *err) PX_MUST_CHECK;

/* Notes where `serve` listens now. */
int px_setting_served(px_house *house, px_str address, px_error *err) PX_MUST_CHECK;

/* The file of such a setting below the house, "keys/mail.password", in `index` order; NULL after
 * the last. For backup, restore and check. */
const char *px_setting_key_file(size_t index);

#endif
