/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reader of TZif files (RFC 8536, RFC 9636). A file of version 2 or higher holds the data
 * twice, first with 32-bit times for old readers, then with 64-bit times and a footer; only the
 * second is used. No count is trusted before the sum of the sizes has been held against the length.
 */
#include "base/ascii.h"
#include "base/civil_priv.h"
#include "base/file.h"

#include "base/banned.h"

#define HEADER_SIZE ((size_t)44)
#define TYPE_SIZE ((size_t)6)
#define MAX_TYPES 256
#define MAX_FILE ((size_t)1 << 20)
#define MAX_FOOTER ((size_t)256)

typedef struct tzif_header {
    int version; /* 1 to 4 */
    uint32_t n_utc, n_std, n_leaps, n_times, n_types, n_chars;
} tzif_header;

static uint32_t read_be32(const char *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;

    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t read_time(const char *bytes, size_t size)
{
    if (size == 4)
        return (int32_t)read_be32(bytes);
    return (int64_t)((uint64_t)read_be32(bytes) << 32 | read_be32(bytes + 4));
}

static int tzif_fail(const char *name, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, message, "zone", name, NULL);
}

static int tzif_truncated(const char *name, px_error *err)
{
    return tzif_fail(name, N_("the time zone file '{zone}' ends too early"), err);
}

/* Cuts a header off the head of *rest. */
static int tzif_header_read(px_str *rest, const char *name, tzif_header *ret_header, px_error *err)
{
    const char *p = rest->ptr;
    char version;

    if (rest->len < 4 || memcmp(p, "TZif", 4) != 0)
        return tzif_fail(name, N_("'{zone}' is not a time zone file"), err);
    if (rest->len < HEADER_SIZE)
        return tzif_truncated(name, err);
    version = p[4];
    if (version != '\0' && (version < '2' || version > '4'))
        return tzif_fail(name, N_("the time zone file '{zone}' has an unknown version"), err);
    *ret_header = (tzif_header){
        .version = version ? version - '0' : 1,
        .n_utc = read_be32(p + 20),
        .n_std = read_be32(p + 24),
        .n_leaps = read_be32(p + 28),
        .n_times = read_be32(p + 32),
        .n_types = read_be32(p + 36),
        .n_chars = read_be32(p + 40),
    };
    *rest = px_str_sub(*rest, HEADER_SIZE, rest->len);
    return 0;
}

/* Bytes of the data block; six counts of 32 bits times at most 12 cannot overflow 64 bits. */
static uint64_t block_size(const tzif_header *h, size_t time_size)
{
    return (uint64_t)h->n_times * (time_size + 1) + (uint64_t)h->n_types * TYPE_SIZE + h->n_chars +
           (uint64_t)h->n_leaps * (time_size + 4) + h->n_std + h->n_utc;
}

static int block_check_counts(const tzif_header *h, const char *name, px_error *err)
{
    if (h->n_leaps != 0)
        return tzif_fail(
            name, N_("the time zone file '{zone}' counts leap seconds; use the one without"), err);
    if (h->n_types == 0 || h->n_types > MAX_TYPES || h->n_chars == 0 ||
        (h->n_std != 0 && h->n_std != h->n_types) || (h->n_utc != 0 && h->n_utc != h->n_types))
        return tzif_fail(name,
                         N_("the time zone file '{zone}' has counts that contradict each "
                            "other"),
                         err);
    return 0;
}

/* An abbreviation goes into pages and logs: it is made of letters, digits, + and -. */
static bool abbreviation_valid(const char *chars, size_t len)
{
    size_t n = strnlen(chars, len);

    if (n == len)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!strchr("+-", chars[i]) && !px_is_alnum(chars[i]))
            return false;
    return true;
}

static int block_read_times(px_zone *zone, const char *block, size_t time_size, px_error *err)
{
    const char *indices = block + zone->n_times * time_size;

    zone->times = px_alloc_zero(zone->n_times, sizeof(*zone->times));
    zone->of_time = px_alloc_zero(zone->n_times, 1);
    for (size_t i = 0; i < zone->n_times; i++) {
        zone->times[i] = read_time(block + i * time_size, time_size);
        zone->of_time[i] = (unsigned char)indices[i];
        if (i > 0 && zone->times[i] <= zone->times[i - 1])
            return tzif_fail(zone->name,
                             N_("the clock changes in the time zone file '{zone}' are out of "
                                "order"),
                             err);
        if (zone->of_time[i] >= zone->n_types)
            return tzif_fail(zone->name,
                             N_("the time zone file '{zone}' refers to a local time that it does "
                                "not describe"),
                             err);
    }
    return 0;
}

static int block_read_types(px_zone *zone, const char *records, size_t n_chars, px_error *err)
{
    const char *chars = records + zone->n_types * TYPE_SIZE;

    zone->types = px_alloc_zero(zone->n_types, sizeof(*zone->types));
    zone->abbreviations = px_alloc(n_chars);
    memcpy(zone->abbreviations, chars, n_chars);
    for (size_t i = 0; i < zone->n_types; i++) {
        const char *record = records + i * TYPE_SIZE;
        int offset = (int)read_be32(record);
        size_t at = (unsigned char)record[5];

        if (offset < PX_ZONE_MIN_OFFSET || offset > PX_ZONE_MAX_OFFSET ||
            (unsigned char)record[4] > 1 || at >= n_chars ||
            !abbreviation_valid(chars + at, n_chars - at))
            return tzif_fail(zone->name,
                             N_("a local time in the time zone file '{zone}' is not valid"), err);
        zone->types[i] = (px_zone_type){ offset, zone->abbreviations + at };
    }
    return 0;
}

/* Reads the data block at the head of *rest and cuts it off. */
static int block_read(px_zone *zone, const tzif_header *h, size_t time_size, px_str *rest,
                      px_error *err)
{
    uint64_t size = block_size(h, time_size);
    int rc = block_check_counts(h, zone->name, err);

    if (rc < 0)
        return rc;
    if (size > rest->len)
        return tzif_truncated(zone->name, err);
    zone->n_times = h->n_times;
    zone->n_types = h->n_types;
    rc = block_read_times(zone, rest->ptr, time_size, err);
    if (rc < 0)
        return rc;
    rc = block_read_types(zone, rest->ptr + h->n_times * (time_size + 1), h->n_chars, err);
    *rest = px_str_sub(*rest, (size_t)size, rest->len);
    return rc;
}

/* "\n" TZ string "\n"; an empty string says that nothing is known after the last transition. */
static int footer_read(px_zone *zone, px_str rest, px_error *err)
{
    px_str text = px_str_sub(rest, 1, rest.len);
    size_t end = px_str_find_char(text, '\n');

    if (rest.len == 0 || end == text.len)
        return tzif_truncated(zone->name, err);
    text = px_str_sub(text, 0, end);
    zone->has_rule = text.len > 0;
    if (rest.ptr[0] != '\n' || text.len > MAX_FOOTER ||
        (zone->has_rule && !px_tz_rule_parse(text, &zone->rule)))
        return tzif_fail(
            zone->name, N_("the rule at the end of the time zone file '{zone}' is not valid"), err);
    return 0;
}

static int zone_read(px_zone *zone, px_str rest, px_error *err)
{
    tzif_header first = { 0 }, second = { 0 };
    uint64_t size;
    int rc = tzif_header_read(&rest, zone->name, &first, err);

    if (rc < 0)
        return rc;
    if (first.version == 1)
        return block_read(zone, &first, 4, &rest, err);
    size = block_size(&first, 4);
    if (size > rest.len)
        return tzif_truncated(zone->name, err);
    rest = px_str_sub(rest, (size_t)size, rest.len);
    rc = tzif_header_read(&rest, zone->name, &second, err);
    if (rc < 0)
        return rc;
    if (second.version != first.version)
        return tzif_fail(zone->name, N_("the time zone file '{zone}' names two versions"), err);
    rc = block_read(zone, &second, 8, &rest, err);
    if (rc < 0)
        return rc;
    return footer_read(zone, rest, err);
}

void px_zone_free(px_zone *zone)
{
    if (!zone)
        return;
    free(zone->times);
    free(zone->of_time);
    free(zone->types);
    free(zone->abbreviations);
    free(zone);
}

const char *px_zone_name(const px_zone *zone)
{
    return zone->name;
}

int px_zone_parse(px_str tzif, const char *name, px_zone **ret_zone, px_error *err)
{
    px_zone *zone = px_alloc_zero(1, sizeof(*zone));
    int rc;

    (void)snprintf(zone->name, sizeof(zone->name), "%s", name);
    rc = zone_read(zone, tzif, err);
    if (rc < 0) {
        px_zone_free(zone);
        return rc;
    }
    *ret_zone = zone;
    return 0;
}

bool px_zone_name_valid(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";
    size_t len = strnlen(name, PX_ZONE_NAME_MAX + 1);

    return len > 0 && len <= PX_ZONE_NAME_MAX && strspn(name, allowed) == len && name[0] != '/' &&
           name[len - 1] != '/' && !strstr(name, "//");
}

const char *px_zone_folder(void)
{
    const char *root = getenv("ZONEINFO");

    return root && *root ? root : "/usr/share/zoneinfo";
}

int px_zone_load(const char *name, px_zone **ret_zone, px_error *err)
{
    PX_AUTO_FREE char *path = NULL;
    PX_AUTO_FREE char *data = NULL;
    char excerpt[PX_EXCERPT_SIZE];
    size_t len;
    int rc;

    if (!px_zone_name_valid(name))
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{zone}' is not the name of a time zone; write one like "
                          "'Europe/Brussels'"),
                       "zone", px_str_excerpt(px_str_of(name), excerpt), NULL);
    path = px_path_join(px_zone_folder(), name);
    if (!px_path_exists(path) || px_path_is_dir(path))
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no time zone '{zone}' on this machine; check the spelling, or "
                          "install the package tzdata"),
                       "zone", name, NULL);
    rc = px_file_read(path, MAX_FILE, &data, &len, err);
    if (rc < 0)
        return rc;
    return px_zone_parse(px_str_n(data, len), name, ret_zone, err);
}
