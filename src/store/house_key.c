/* SPDX-License-Identifier: EUPL-1.2 */
/* The keys of a house: files of one line of 64 hexadecimal digits, and the log's word for its own.
 */
#include <string.h>

#include "base/builder.h"
#include "base/file.h"
#include "base/number.h"
#include "base/random.h"
#include "store/house_priv.h"
#include "store/ledger.h"

#include "base/banned.h"

static int key_write(const char *path, const unsigned char key[32], px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(128);
    int rc;

    px_builder_hex(&text, key, 32);
    px_builder_char(&text, '\n');
    rc = px_file_create(path, px_builder_view(&text), 0600, err);
    explicit_bzero(text.ptr, text.len);
    return rc;
}

static int key_make(const char *path, px_error *err)
{
    unsigned char key[32];
    int rc;

    px_random_bytes(key, sizeof(key));
    rc = key_write(path, key, err);
    explicit_bzero(key, sizeof(key));
    return rc;
}

static int key_read(const char *path, unsigned char ret_key[32], px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len = 0;
    int rc = px_file_read(path, 128, &text, &len, err);

    if (rc < 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("cannot read the key '{path}' of the house; restore it from where the "
                          "keys are kept"),
                       "path", path, NULL);
    rc = px_parse_hex(px_str_trim(px_str_n(text, len)), ret_key, 32, NULL);
    explicit_bzero(text, len);
    if (rc < 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the key '{path}' is not a line of 64 hexadecimal digits; restore it "
                          "from where the keys are kept"),
                       "path", path, NULL);
    return 0;
}

int px_house_make_keys(const char *path, px_error *err)
{
    static const char *const names[] = { PX_HOUSE_KEY_LOG, PX_HOUSE_KEY_WEB };
    PX_AUTO_FREE char *directory = px_path_join(path, "keys");
    int rc = px_dir_make(directory, 0700, err);

    for (size_t i = 0; i < PX_COUNT(names) && rc >= 0; i++) {
        PX_AUTO_FREE char *file = px_path_join(path, names[i]);

        if (!px_path_exists(file))
            rc = key_make(file, err);
    }
    return rc;
}

int px_house_read_log_key(const char *path, const char *origin, px_note_key *ret_key, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(path, PX_HOUSE_KEY_LOG);
    unsigned char seed[32];
    int rc = key_read(file, seed, err);

    if (rc < 0)
        return rc;
    rc = px_note_key_from_seed(ret_key, px_str_of(origin), seed, err);
    explicit_bzero(seed, sizeof(seed));
    return rc;
}

static int load_web_key(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(house->path, PX_HOUSE_KEY_WEB);
    int rc = key_read(file, house->web_key, err);

    if (rc >= 0)
        house->has_web_key = true;
    return rc;
}

/* The log's key, which must be the one that the house names; for reading the verifier is enough. */
static int load_log_key(px_house *house, const char *verifier, px_error *err)
{
    px_note_key named, key;
    int rc = px_note_verifier_parse(px_str_of(verifier), &named, err);

    if (rc < 0)
        return rc;
    house->log_key = named;
    rc = px_house_read_log_key(house->path, house->origin, &key, err);
    if (rc >= 0 && memcmp(key.public_key, named.public_key, sizeof(named.public_key)) != 0)
        rc = px_fail(err, PX_ERR_DAMAGED,
                     N_("keys/log.key in '{path}' is not the key of this house's log; put the "
                        "right one back"),
                     "path", house->path, NULL);
    if (rc >= 0)
        house->log_key = key;
    explicit_bzero(&key, sizeof(key));
    return rc;
}

int px_house_load_keys(px_house *house, const char *verifier, px_error *err)
{
    int rc = load_log_key(house, verifier, err);

    return rc < 0 ? rc : load_web_key(house, err);
}

int px_house_adopt_key(px_db *db, const px_note_key *key, px_error *err)
{
    PX_AUTO_BUILDER px_builder verifier = PX_BUILDER_INIT(1024);
    int rc = px_ledger_adopt_key(db, key, err);

    if (rc < 0)
        return rc;
    px_note_verifier_print(key, &verifier);
    return px_house_set(db, PX_HOUSE_SETTING_LOG, px_builder_view(&verifier), err);
}
