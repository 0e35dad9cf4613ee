/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/note.h"

#include <assert.h>
#include <sodium.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/number.h"

#include "base/banned.h"

#define NOTE_DASH "\xE2\x80\x94 " /* U+2014 and a space */

enum {
    NOTE_MAX_BYTES = 1024 * 1024,
    NOTE_MAX_SIGNATURES = 64,
    NOTE_ED25519 = 0x01, /* signature type */
    NOTE_HASH_LEN = sizeof(((px_note_key *)NULL)->hash),
    NOTE_SIGNED_LEN = NOTE_HASH_LEN + crypto_sign_BYTES,
    NOTE_KEY_LEN = 1 + crypto_sign_PUBLICKEYBYTES,
};

/* ---- Keys */

/* What has the Unicode property White_Space. */
static bool note_is_space(unsigned c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

    return (c >= 0x09 && c <= 0x0D) || c == 0x85 || category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static bool note_name_valid(px_str name)
{
    if (name.len == 0 || !px_utf8_valid(name, NULL))
        return false;
    while (name.len) {
        size_t len;
        unsigned c = px_utf8_decode(name, &len);

        if (c == '+' || note_is_space(c))
            return false;
        name = px_str_sub(name, len, name.len);
    }
    return true;
}

static void note_key_hash(px_note_key *key)
{
    static const unsigned char middle[] = { '\n', NOTE_ED25519 };
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)key->name, strlen(key->name));
    crypto_hash_sha256_update(&state, middle, sizeof(middle));
    crypto_hash_sha256_update(&state, key->public_key, sizeof(key->public_key));
    crypto_hash_sha256_final(&state, digest);
    memcpy(key->hash, digest, sizeof(key->hash));
}

/* Fills everything but the seed. */
static int note_key_fill(px_note_key *key, px_str name, const unsigned char *public_key,
                         px_error *err)
{
    if (!note_name_valid(name) || name.len >= sizeof(key->name))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the name of a log must have 1 to 255 bytes, without spaces and plus "
                          "signs"),
                       NULL);
    *key = (px_note_key){ 0 };
    memcpy(key->name, name.ptr, name.len);
    memcpy(key->public_key, public_key, sizeof(key->public_key));
    note_key_hash(key);
    return 0;
}

int px_note_key_from_seed(px_note_key *ret_key, px_str name, const unsigned char seed[32],
                          px_error *err)
{
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    px_note_key key;
    int rc;

    (void)crypto_sign_seed_keypair(public_key, secret, seed); /* cannot fail */
    sodium_memzero(secret, sizeof(secret));
    rc = note_key_fill(&key, name, public_key, err);
    if (rc < 0)
        return rc;
    *ret_key = key;
    memcpy(ret_key->seed, seed, sizeof(ret_key->seed));
    return 0;
}

void px_note_verifier_print(const px_note_key *key, px_builder *out)
{
    unsigned char bytes[NOTE_KEY_LEN] = { NOTE_ED25519 };

    memcpy(bytes + 1, key->public_key, sizeof(key->public_key));
    px_builder_add(out, key->name);
    px_builder_char(out, '+');
    px_builder_hex(out, key->hash, sizeof(key->hash));
    px_builder_char(out, '+');
    px_base64_print(out, bytes, sizeof(bytes));
}

static int note_fail_verifier(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the key of a log has the form NAME+HASH+BASE64 of an Ed25519 key"), NULL);
}

int px_note_verifier_parse(px_str text, px_note_key *ret_key, px_error *err)
{
    unsigned char bytes[NOTE_KEY_LEN], hash[NOTE_HASH_LEN];
    px_str rest = text, name, digits;
    px_note_key key;
    size_t len;

    /* Neither a name nor the digits contain a plus sign; base64 may. */
    if (!text.ptr || !px_str_split(&rest, '+', &name) || !rest.ptr ||
        !px_str_split(&rest, '+', &digits) || !rest.ptr)
        return note_fail_verifier(err);
    if (px_parse_hex(digits, hash, sizeof(hash), NULL) < 0 ||
        !px_base64_parse(rest, bytes, sizeof(bytes), &len) || len != sizeof(bytes) ||
        bytes[0] != NOTE_ED25519 || note_key_fill(&key, name, bytes + 1, NULL) < 0)
        return note_fail_verifier(err);
    if (memcmp(key.hash, hash, sizeof(hash)) != 0)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the key of the log does not fit its hash; it was copied wrongly"), NULL);
    *ret_key = key;
    return 0;
}

/* ---- Signing */

/* UTF-8 without control characters below U+0020 other than the line feed. */
static bool note_text_valid(px_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x20 && text.ptr[i] != '\n')
            return false;
    return px_utf8_valid(text, NULL);
}

int px_note_sign(px_str text, const px_note_key *key, px_builder *out, px_error *err)
{
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    unsigned char signed_bytes[NOTE_SIGNED_LEN];

    if (!px_str_ends(text, PX_STR("\n")) || !note_text_valid(text))
        return px_fail(err, PX_ERR_INVALID,
                       N_("a text to sign must be UTF-8 without control characters, and end with "
                          "a line feed"),
                       NULL);
    memcpy(signed_bytes, key->hash, sizeof(key->hash));
    (void)crypto_sign_seed_keypair(public_key, secret, key->seed);
    (void)crypto_sign_detached(signed_bytes + sizeof(key->hash), NULL,
                               (const unsigned char *)text.ptr, text.len, secret);
    sodium_memzero(secret, sizeof(secret));
    px_builder_str(out, text);
    px_builder_add(out, "\n" NOTE_DASH);
    px_builder_add(out, key->name);
    px_builder_char(out, ' ');
    px_base64_print(out, signed_bytes, sizeof(signed_bytes));
    px_builder_char(out, '\n');
    return px_builder_check(out, err);
}

/* ---- Verifying */

typedef struct note_signature {
    px_str name, base64;
} note_signature;

static int note_fail_form(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("this is not a signed note"), NULL);
}

/* One signature line, its characters checked; how many bytes it holds comes later. */
static bool note_line_parse(px_str line, note_signature *ret_signature)
{
    px_str rest, name;

    if (!px_str_starts(line, PX_STR(NOTE_DASH)))
        return false;
    rest = px_str_sub(line, sizeof(NOTE_DASH) - 1, line.len);
    if (!px_str_split(&rest, ' ', &name) || !rest.ptr || !note_name_valid(name))
        return false;
    *ret_signature = (note_signature){ name, rest };
    return true;
}

/* True when the line's bytes are base64 of a key hash and at least one byte more. */
static bool note_base64_valid(px_str base64, unsigned char *scratch, size_t room, size_t *ret_len)
{
    return px_base64_parse(base64, scratch, room, ret_len) && *ret_len > NOTE_HASH_LEN;
}

/* Splits the note at its last empty line. */
static bool note_split(px_str note, px_str *ret_text, px_str *ret_lines)
{
    if (note.len > NOTE_MAX_BYTES || !px_str_ends(note, PX_STR("\n")) || !note_text_valid(note))
        return false;
    for (size_t i = note.len - 1; i > 0; i--) {
        if (note.ptr[i] == '\n' && note.ptr[i - 1] == '\n') {
            *ret_text = px_str_sub(note, 0, i);
            *ret_lines = px_str_sub(note, i + 1, note.len - 1); /* without the last line feed */
            return ret_lines->len > 0;
        }
    }
    return false;
}

bool px_note_names_key(px_str note, const px_note_key *key)
{
    px_str text, lines, line;
    unsigned char head[NOTE_HASH_LEN + 2];
    size_t len;

    assert(key);
    if (!note_split(note, &text, &lines))
        return false;
    while (px_str_split(&lines, '\n', &line)) {
        note_signature signature;

        /* Eight characters are six bytes: the key hash and two more. */
        if (note_line_parse(line, &signature) && px_str_is(signature.name, key->name) &&
            px_base64_parse(px_str_sub(signature.base64, 0, PX_BASE64_LEN(sizeof(head))), head,
                            sizeof(head), &len) &&
            len == sizeof(head) && memcmp(head, key->hash, sizeof(key->hash)) == 0)
            return true;
    }
    return false;
}

int px_note_verify(px_str note, const px_note_key *key, px_str *ret_text, px_error *err)
{
    PX_AUTO_FREE unsigned char *bytes = px_alloc(PX_MIN(note.len, (size_t)NOTE_MAX_BYTES) + 1);
    unsigned n_lines = 0, n_verified = 0;
    px_str text, lines, line;

    assert(key);
    if (!note_split(note, &text, &lines))
        return note_fail_form(err);
    while (px_str_split(&lines, '\n', &line)) {
        note_signature signature;
        size_t len;

        if (++n_lines > NOTE_MAX_SIGNATURES || !note_line_parse(line, &signature) ||
            !note_base64_valid(signature.base64, bytes, note.len, &len))
            return note_fail_form(err);
        if (!px_str_is(signature.name, key->name) ||
            memcmp(bytes, key->hash, sizeof(key->hash)) != 0)
            continue;
        /* A line of the known key that does not hold spoils the note. */
        if (len != NOTE_SIGNED_LEN ||
            crypto_sign_verify_detached(bytes + NOTE_HASH_LEN, (const unsigned char *)text.ptr,
                                        text.len, key->public_key) != 0)
            return px_fail(err, PX_ERR_NOT_VERIFIED, N_("the signature of '{name}' does not hold"),
                           "name", key->name, NULL);
        n_verified++;
    }
    if (n_verified == 0)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the note is not signed with the key of '{name}'"), "name", key->name,
                       NULL);
    *ret_text = text;
    return 0;
}

/* ---- Checkpoints */

void px_checkpoint_print(const px_checkpoint *checkpoint, px_builder *out)
{
    px_builder_str(out, checkpoint->origin);
    px_builder_format(out, "\n%llu\n", (unsigned long long)checkpoint->size);
    px_base64_print(out, checkpoint->root.bytes, sizeof(checkpoint->root.bytes));
    px_builder_char(out, '\n');
}

bool px_note_number_parse(px_str digits, uint64_t *ret_number)
{
    long long number;

    if (digits.len == 0 || !px_is_digit(digits.ptr[0]) ||
        (digits.ptr[0] == '0' && digits.len > 1) ||
        px_parse_int(digits, 0, INT64_MAX, &number, NULL) < 0)
        return false;
    *ret_number = (uint64_t)number;
    return true;
}

int px_checkpoint_parse(px_str text, px_checkpoint *ret_checkpoint, px_error *err)
{
    px_checkpoint checkpoint = { 0 };
    px_str rest = px_str_sub(text, 0, text.len - (text.len > 0)), line;
    bool good = px_str_ends(text, PX_STR("\n"));
    size_t len = 0;

    for (unsigned n = 0; good && n < 3; n++) {
        good = rest.ptr && px_str_split(&rest, '\n', &line) && line.len > 0;
        if (!good)
            break;
        if (n == 0)
            checkpoint.origin = line;
        else if (n == 1)
            good = px_note_number_parse(line, &checkpoint.size);
        else
            good =
                px_base64_parse(line, checkpoint.root.bytes, sizeof(checkpoint.root.bytes), &len) &&
                len == sizeof(checkpoint.root.bytes);
    }
    while (good && px_str_split(&rest, '\n', &line)) /* extension lines */
        good = line.len > 0;
    if (!good)
        return px_fail(err, PX_ERR_MALFORMED, N_("this is not the checkpoint of a log"), NULL);
    *ret_checkpoint = checkpoint;
    return 0;
}
