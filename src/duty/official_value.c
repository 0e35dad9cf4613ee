/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/official_value.h"

#include "base/ascii.h"
#include "base/civil.h"
#include "base/macro.h"
#include "base/number.h"

#include "base/banned.h"

enum { MAGNITUDE_MAX = 60, DOMAIN_MAX = 253, LANGUAGES_MAX = 24, PERIODS_MAX = 1000 };
#define INTEGER_MAX 9007199254740991LL /* 2^53 - 1 */

/* What is being checked: the field, for messages. */
typedef struct checking {
    const px_official_field *field;
    px_error *err;
} checking;

/* ---- Failing */

static int wrong_text(const checking *c, const char *reason, px_str value)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(c->err, PX_ERR_INVALID, N_("{field}: {reason} ('{value}')"), "field",
                   c->field->name.ptr, "reason", reason, "value", px_str_excerpt(value, excerpt),
                   NULL);
}

static px_str string_of(const json_t *value)
{
    return px_str_n(json_string_value(value), json_string_length(value));
}

static int wrong(const checking *c, const char *reason, const json_t *value)
{
    char *dump = json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    int rc = wrong_text(c, reason, dump ? px_str_of(dump) : string_of(value));

    free(dump);
    return rc;
}

/* No key of the object is beside those named; NULL ends them. */
static int check_keys(const checking *c, const json_t *object, const char *const *known)
{
    const char *key;
    json_t *value;

    if (!json_is_object(object))
        return wrong(c, N_("this has to be an object"), object);
    json_object_foreach((json_t *)object, key, value)
    {
        size_t i = 0;

        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            return wrong_text(c, N_("there is no such key"), px_str_of(key));
    }
    return 0;
}

/* ---- Words */

/* Words that a document can hold: not empty, no control characters but line feeds. */
static int check_words(const checking *c, const json_t *value, size_t max, bool lines)
{
    px_str text = string_of(value);

    if (!json_is_string(value))
        return wrong(c, N_("this has to be a text"), value);
    if (px_str_trim(text).len == 0)
        return wrong_text(c, N_("this text is empty"), text);
    if (text.len > max)
        return wrong_text(c, N_("this text is too long"), text);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' && !(lines && text.ptr[i] == '\n'))
            return wrong_text(c, N_("this text has a control character"), text);
    return 0;
}

static bool is_language(const char *tag)
{
    size_t len = strlen(tag);

    for (size_t i = 0; i < len; i++)
        if (tag[i] < 'a' || tag[i] > 'z')
            return false;
    return len == 2 || len == 3;
}

/* {"en": "...", "fr": "..."} */
static int check_text(const checking *c, const json_t *value)
{
    const char *language;
    json_t *text;

    if (!json_is_object(value) || json_object_size(value) == 0 ||
        json_object_size(value) > LANGUAGES_MAX)
        return wrong(c, N_("this has to be an object of texts by language"), value);
    json_object_foreach((json_t *)value, language, text)
    {
        int rc;

        if (!is_language(language))
            return wrong_text(c, N_("there is no such language"), px_str_of(language));
        rc = check_words(c, text, PX_FIELD_TEXT_MAX, true);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int check_name(const checking *c, const json_t *value)
{
    return check_words(c, value, PX_FIELD_NAME_MAX, false);
}

/* Of a list: the same in all languages, or by language. */
static int check_cell_text(const checking *c, const json_t *value)
{
    return json_is_string(value) ? check_words(c, value, PX_FIELD_TEXT_MAX, true)
                                 : check_text(c, value);
}

static int check_link(const checking *c, const json_t *value)
{
    px_str link = string_of(value);
    int rc = check_words(c, value, PX_FIELD_LINK_MAX, false);

    if (rc < 0)
        return rc;
    if (!px_str_starts(link, PX_STR("https://")) && !px_str_starts(link, PX_STR("http://")))
        return wrong_text(c, N_("a link has to begin with https:// or http://"), link);
    if (px_str_find_char(link, ' ') < link.len)
        return wrong_text(c, N_("a link has no spaces"), link);
    return 0;
}

/* ---- Times */

static bool digits_at(px_str s, size_t at, size_t n, int *ret_value)
{
    long long value;
    px_error ignored = PX_ERROR_INIT;

    if (s.len < at + n || px_parse_int(px_str_sub(s, at, at + n), 0, 9999, &value, &ignored) < 0)
        return false;
    *ret_value = (int)value;
    return true;
}

static bool is_day(px_str s, bool with_day)
{
    px_civil civil = { .day = 1 };

    if (s.len != (with_day ? 10 : 7) || s.ptr[4] != '-' || !digits_at(s, 0, 4, &civil.year) ||
        !digits_at(s, 5, 2, &civil.month))
        return false;
    if (with_day && (s.ptr[7] != '-' || !digits_at(s, 8, 2, &civil.day)))
        return false;
    return px_civil_valid(&civil);
}

static int check_date(const checking *c, const json_t *value)
{
    if (!json_is_string(value) || !is_day(string_of(value), true))
        return wrong(c, N_("a date has to be of the form 2026-05-31"), value);
    return 0;
}

static int check_bare_month(const checking *c, const json_t *value)
{
    if (!json_is_string(value) || !is_day(string_of(value), false))
        return wrong(c, N_("a month has to be of the form 2026-05"), value);
    return 0;
}

static int check_month(const checking *c, const json_t *value)
{
    static const char *const keys[] = { "month", "words", NULL };
    int rc;

    if (!c->field->with_words || !json_is_object(value))
        return check_bare_month(c, value);
    rc = check_keys(c, value, keys);
    if (rc == 0)
        rc = check_bare_month(c, json_object_get(value, "month"));
    if (rc == 0 && json_object_get(value, "words"))
        rc = check_text(c, json_object_get(value, "words"));
    return rc;
}

static int check_bare_period(const checking *c, const json_t *value)
{
    static const char *const keys[] = { "name", "from", "to", NULL };
    const json_t *from = json_object_get(value, "from"), *to = json_object_get(value, "to");
    int rc = check_keys(c, value, keys);

    if (rc == 0)
        rc = check_bare_month(c, from);
    if (rc < 0 || (json_is_string(to) && px_str_is(string_of(to), "ongoing")))
        return rc;
    rc = check_bare_month(c, to);
    if (rc == 0 && px_str_cmp(string_of(to), string_of(from)) < 0)
        return wrong(c, N_("a period ends before it begins"), value);
    return rc;
}

static int check_period(const checking *c, const json_t *value)
{
    size_t n = json_array_size(value);
    int rc = 0;

    if (!json_is_array(value) || !c->field->by_name) {
        if (json_object_get(value, "name"))
            return wrong_text(c, N_("there is no such key"), PX_STR("name"));
        return check_bare_period(c, value);
    }
    if (n == 0 || n > PERIODS_MAX)
        return wrong(c, N_("this list is empty or too long"), value);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        rc = check_bare_period(c, json_array_get(value, i));
        if (rc == 0)
            rc = check_name(c, json_object_get(json_array_get(value, i), "name"));
    }
    return rc;
}

/* ---- Numbers */

/* "12", "0.5", "2.3e25" */
static bool is_number(px_str s)
{
    size_t i = 0, digits, exponent;
    px_error ignored = PX_ERROR_INIT;
    long long power;

    while (i < s.len && px_is_digit(s.ptr[i]))
        i++;
    digits = i;
    if (i < s.len && s.ptr[i] == '.') {
        size_t point = i++;

        while (i < s.len && px_is_digit(s.ptr[i]))
            i++;
        if (i == point + 1)
            return false;
    }
    if (digits == 0 || i > PX_FIELD_NUMBER_MAX)
        return false;
    if (i == s.len)
        return true;
    if (s.ptr[i] != 'e' && s.ptr[i] != 'E')
        return false;
    exponent = i + 1 + (i + 1 < s.len && s.ptr[i + 1] == '+');
    return px_parse_int(px_str_sub(s, exponent, s.len), -MAGNITUDE_MAX, MAGNITUDE_MAX, &power,
                        &ignored) == 0;
}

px_str px_value_number(const json_t *value, char buffer[32])
{
    if (json_is_string(value))
        return is_number(string_of(value)) ? string_of(value) : PX_STR("");
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > INTEGER_MAX)
        return PX_STR("");
    return px_str_n(buffer,
                    (size_t)snprintf(buffer, 32, "%lld", (long long)json_integer_value(value)));
}

/* Whether digits with perhaps a point and an exponent have no fraction: "12", "8.03e9". */
static bool is_whole(px_str number)
{
    px_error ignored = PX_ERROR_INIT;
    long long places = 0, zeros = 0, power = 0;
    bool fraction = false;
    size_t i = 0;

    for (; i < number.len && number.ptr[i] != 'e' && number.ptr[i] != 'E'; i++) {
        if (number.ptr[i] == '.') {
            fraction = true;
            continue;
        }
        places += fraction;
        zeros = number.ptr[i] == '0' ? zeros + 1 : 0;
    }
    i += 1 + (i + 1 < number.len && number.ptr[i + 1] == '+');
    if (i < number.len && px_parse_int(px_str_sub(number, i, number.len), -MAGNITUDE_MAX,
                                       MAGNITUDE_MAX, &power, &ignored) < 0)
        return false;
    return places - zeros <= power;
}

static int check_number(const checking *c, const json_t *value)
{
    char buffer[32];
    px_str number = px_value_number(value, buffer);

    if (number.len == 0)
        return wrong(c, N_("this has to be a number, such as 1200, \"0.5\" or \"2.3e25\""), value);
    if (c->field->whole && !is_whole(number))
        return wrong(c, N_("this has to be a whole number"), value);
    return 0;
}

static int check_numbers(const checking *c, const json_t *value)
{
    const char *key;
    json_t *number;

    if (!json_is_object(value) || json_object_size(value) == 0)
        return wrong(c, N_("this has to be an object of numbers"), value);
    json_object_foreach((json_t *)value, key, number)
    {
        size_t i = 0;
        int rc;

        while (i < c->field->n_parts && !px_str_is(c->field->parts[i].key, key))
            i++;
        if (i == c->field->n_parts)
            return wrong_text(c, N_("there is no such key"), px_str_of(key));
        rc = check_number(c, number);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int check_magnitude(const checking *c, const json_t *value)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > MAGNITUDE_MAX)
        return wrong(c, N_("a power of ten has to be a whole number from 0 to 60"), value);
    return 0;
}

static const px_form_range *range_of(const px_official_field *field, px_str modality, px_str id)
{
    for (size_t i = 0; i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].modality, modality) && px_str_eq(field->ranges[i].id, id))
            return &field->ranges[i];
    return NULL;
}

static int check_range_id(const checking *c, px_str modality, const json_t *value)
{
    if (!json_is_string(value) || !range_of(c->field, modality, string_of(value)))
        return wrong(c, N_("there is no such range"), value);
    return 0;
}

static int check_range(const checking *c, const json_t *value)
{
    return check_range_id(c, PX_STR(""), value);
}

/* ---- Modalities and choices */

static bool is_modality(const px_official_field *field, px_str name)
{
    for (size_t i = 0; i < field->n_modalities; i++)
        if (px_str_eq(field->modalities[i], name))
            return true;
    /* In lists every one may stand: they have no order. */
    return field->n_modalities == 0 && px_form_modality_title(name);
}

static bool is_option(const px_form_part *options, size_t n, const json_t *value)
{
    for (size_t i = 0; json_is_string(value) && i < n; i++)
        if (px_str_eq(options[i].key, string_of(value)))
            return true;
    return false;
}

/* An array in which each item is allowed and none stands twice. */
static int check_set(const checking *c, const json_t *value, const char *reason)
{
    const px_official_field *field = c->field;

    if (!json_is_array(value))
        return wrong(c, N_("this has to be an array"), value);
    if (field->one && json_array_size(value) > 1)
        return wrong(c, N_("only one of these can hold"), value);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        bool known = field->type == PX_FIELD_CHOICES
                         ? is_option(field->options, field->n_options, item)
                         : json_is_string(item) && is_modality(field, string_of(item));

        if (!known)
            return wrong(c, reason, item);
        for (size_t j = 0; j < i; j++)
            if (json_equal(item, json_array_get(value, j)))
                return wrong(c, N_("this stands twice"), item);
    }
    return 0;
}

static int check_modalities(const checking *c, const json_t *value)
{
    return check_set(c, value, N_("there is no such modality"));
}

static int check_choices(const checking *c, const json_t *value)
{
    static const char *const keys[] = { "choices", "words", NULL };
    const char *reason = N_("there is no such choice");
    int rc;

    if (!json_is_object(value))
        return check_set(c, value, reason);
    rc = check_keys(c, value, keys);
    if (rc == 0)
        rc = check_set(c, json_object_get(value, "choices"), reason);
    if (rc == 0 && json_object_get(value, "words"))
        rc = check_text(c, json_object_get(value, "words"));
    return rc;
}

/* Calls fn for what an object has of each modality. */
static int check_by_modality(const checking *c, const json_t *value,
                             int (*fn)(const checking *c, px_str modality, const json_t *value))
{
    const char *modality;
    json_t *of_it;

    if (!json_is_object(value) || json_object_size(value) == 0)
        return wrong(c, N_("this has to be an object by modality"), value);
    json_object_foreach((json_t *)value, modality, of_it)
    {
        int rc;

        if (!is_modality(c->field, px_str_of(modality)))
            return wrong_text(c, N_("there is no such modality"), px_str_of(modality));
        rc = fn(c, px_str_of(modality), of_it);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int check_modality_text(const checking *c, px_str modality, const json_t *value)
{
    (void)modality;
    return check_text(c, value);
}

static int check_text_by_modality(const checking *c, const json_t *value)
{
    return check_by_modality(c, value, check_modality_text);
}

/* {"value": ..., "unit": "tokens"}, of other modalities with their "name"; or {"range": "middle"}
 */
static int check_modality_size(const checking *c, px_str modality, const json_t *value)
{
    static const char *const keys[] = { "value", "unit", "name", NULL }, *const range[] = { "range",
                                                                                            NULL };
    bool other = px_str_is(modality, "other");
    int rc = 0;

    if (other && json_is_array(value)) {
        if (json_array_size(value) == 0 || json_array_size(value) > PERIODS_MAX)
            return wrong(c, N_("this list is empty or too long"), value);
        for (size_t i = 0; rc == 0 && i < json_array_size(value); i++)
            rc = json_is_array(json_array_get(value, i))
                     ? wrong(c, N_("this has to be an object"), value)
                     : check_modality_size(c, modality, json_array_get(value, i));
        return rc;
    }
    if (json_object_get(value, "range")) {
        rc = check_keys(c, value, range);
        return rc < 0 ? rc : check_range_id(c, modality, json_object_get(value, "range"));
    }
    rc = check_keys(c, value, keys);
    if (rc == 0)
        rc = check_number(c, json_object_get(value, "value"));
    if (rc == 0)
        rc = check_name(c, json_object_get(value, "unit"));
    if (rc == 0 && json_object_get(value, "name"))
        rc = check_cell_text(c, json_object_get(value, "name"));
    return rc;
}

static int check_size(const checking *c, const json_t *value)
{
    return check_by_modality(c, value, check_modality_size);
}

/* ---- Lists */

static int check_cell(const checking *c, const px_form_column *column, const json_t *value)
{
    switch (column->type) {
    case PX_COLUMN_NAME:
        return check_name(c, value);
    case PX_COLUMN_TEXT:
        return check_cell_text(c, value);
    case PX_COLUMN_LINK:
        return check_link(c, value);
    case PX_COLUMN_DATE:
        return check_date(c, value);
    case PX_COLUMN_MONTH:
        return check_bare_month(c, value);
    case PX_COLUMN_PERIOD:
        return check_bare_period(c, value);
    case PX_COLUMN_NUMBER:
        return check_number(c, value);
    case PX_COLUMN_MODALITY:
        return json_is_string(value) && is_modality(c->field, string_of(value))
                   ? 0
                   : wrong(c, N_("there is no such modality"), value);
    default:
        return is_option(column->options, column->n_options, value)
                   ? 0
                   : wrong(c, N_("there is no such choice"), value);
    }
}

static const px_form_column *column_of(const px_official_field *field, const char *key)
{
    for (size_t i = 0; i < field->n_columns; i++)
        if (px_str_is(field->columns[i].key, key))
            return &field->columns[i];
    return NULL;
}

static int check_row(const checking *c, const json_t *row)
{
    const char *key;
    json_t *value;

    if (!json_is_object(row))
        return wrong(c, N_("this has to be an object"), row);
    json_object_foreach((json_t *)row, key, value)
    {
        const px_form_column *column = column_of(c->field, key);
        int rc = column ? check_cell(c, column, value)
                        : wrong_text(c, N_("there is no such column"), px_str_of(key));

        if (rc < 0)
            return rc;
    }
    for (size_t i = 0; i < c->field->n_columns; i++)
        if (c->field->columns[i].required && !json_object_get(row, c->field->columns[i].key.ptr))
            return wrong_text(c, N_("a column is missing in a row"), c->field->columns[i].key);
    return 0;
}

static int check_list(const checking *c, const json_t *value)
{
    int rc = 0;

    if (!json_is_array(value))
        return wrong(c, N_("this has to be an array"), value);
    if (json_array_size(value) == 0 || json_array_size(value) > PX_FIELD_LIST_MAX)
        return wrong(c, N_("this list is empty or too long"), value);
    for (size_t i = 0; rc == 0 && i < json_array_size(value); i++)
        rc = check_row(c, json_array_get(value, i));
    return rc;
}

/* ---- Domains */

static int check_count(const checking *c, const json_t *object, const char *key, json_int_t min)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_integer(value) || json_integer_value(value) < min ||
        json_integer_value(value) > INTEGER_MAX)
        return wrong_text(c, N_("this number is missing or out of its bounds"), px_str_of(key));
    return 0;
}

static int check_domain(const checking *c, const json_t *value)
{
    static const char *const keys[] = { "domain", "bytes", NULL };
    int rc = check_keys(c, value, keys);

    if (rc == 0)
        rc = check_words(c, json_object_get(value, "domain"), DOMAIN_MAX, false);
    if (rc == 0 && json_object_get(value, "bytes"))
        rc = check_count(c, value, "bytes", 0);
    return rc;
}

/* What a list of domains may say beside the domains. */
static int check_domain_sums(const checking *c, const json_t *value)
{
    static const char *const numbers[] = { "total_domains", "bytes", "total_bytes", NULL };
    const json_t *file = json_object_get(value, "file");
    int rc = check_count(c, value, "count", 1);

    for (size_t i = 0; rc == 0 && numbers[i]; i++)
        if (json_object_get(value, numbers[i]))
            rc = check_count(c, value, numbers[i], 0);
    if (rc == 0 && json_object_get(value, "share_of_bytes"))
        rc = check_number(c, json_object_get(value, "share_of_bytes"));
    if (rc == 0 && json_object_get(value, "rule"))
        rc = check_name(c, json_object_get(value, "rule"));
    if (rc == 0 && file) {
        px_error ignored = PX_ERROR_INIT;
        unsigned char hash[32];

        if (!json_is_string(file) ||
            px_parse_hex(string_of(file), hash, sizeof(hash), &ignored) < 0)
            return wrong(c, N_("this has to be the SHA-256 of a file"), file);
    }
    return rc;
}

static int check_domains(const checking *c, const json_t *value)
{
    static const char *const keys[] = { "count",          "shown",       "total_domains",
                                        "bytes",          "total_bytes", "file",
                                        "share_of_bytes", "rule",        NULL };
    const json_t *shown = json_object_get(value, "shown");
    int rc = check_keys(c, value, keys);

    if (rc == 0)
        rc = check_domain_sums(c, value);
    if (rc < 0)
        return rc;
    if (!json_is_array(shown) || json_array_size(shown) > PX_FIELD_DOMAINS_MAX ||
        (json_int_t)json_array_size(shown) > json_integer_value(json_object_get(value, "count")))
        return wrong_text(c, N_("the domains shown are missing or too many"), PX_STR("shown"));
    for (size_t i = 0; rc == 0 && i < json_array_size(shown); i++)
        rc = check_domain(c, json_array_get(shown, i));
    return rc;
}

static int check_yes_no(const checking *c, const json_t *value)
{
    return json_is_boolean(value) ? 0 : wrong(c, N_("this has to be true or false"), value);
}

/* ---- Any value */

static bool is_only(const json_t *value, const char *key)
{
    return json_is_object(value) && json_object_size(value) == 1 && json_object_get(value, key);
}

bool px_value_is_not_applicable(const json_t *value)
{
    return is_only(value, "not_applicable");
}

bool px_value_is_not_available(const json_t *value)
{
    return is_only(value, "not_available");
}

int px_official_value_check(const px_official_field *field, const json_t *value, px_error *err)
{
    static int (*const checks[PX_FIELD_TYPE_COUNT])(const checking *c, const json_t *value) = {
        [PX_FIELD_TEXT] = check_text,
        [PX_FIELD_YES_NO] = check_yes_no,
        [PX_FIELD_DATE] = check_date,
        [PX_FIELD_MONTH] = check_month,
        [PX_FIELD_PERIOD] = check_period,
        [PX_FIELD_MODALITIES] = check_modalities,
        [PX_FIELD_NUMBER] = check_number,
        [PX_FIELD_NUMBERS] = check_numbers,
        [PX_FIELD_MAGNITUDE] = check_magnitude,
        [PX_FIELD_SIZE] = check_size,
        [PX_FIELD_RANGE] = check_range,
        [PX_FIELD_LIST] = check_list,
        [PX_FIELD_TEXT_BY_MODALITY] = check_text_by_modality,
        [PX_FIELD_CHOICES] = check_choices,
        [PX_FIELD_DOMAINS] = check_domains,
    };
    checking c = { .field = field, .err = err };

    if (px_value_is_not_available(value))
        return check_text(&c, json_object_get(value, "not_available"));
    if (px_value_is_not_applicable(value)) {
        if (!field->not_applicable && !field->optional && field->n_conditions == 0)
            return wrong_text(&c, N_("this field always applies"), field->id);
        return check_text(&c, json_object_get(value, "not_applicable"));
    }
    return checks[field->type](&c, value);
}

/* ---- Reading texts */

px_str px_value_text(const json_t *value, px_str language, px_str *ret_language)
{
    static const char *const tags[] = { "en", "fr" };
    bool french = px_str_is(px_str_sub(language, 0, 2), "fr");
    px_str found = json_is_string(value) ? string_of(value) : PX_STR(""), tag = PX_STR("");
    const char *key;
    json_t *text;

    for (size_t i = 0; i < PX_COUNT(tags) && found.len == 0; i++) {
        tag = px_str_of(tags[i ^ (size_t)french]);
        text = json_object_get(value, tag.ptr);
        found = json_is_string(text) ? string_of(text) : PX_STR("");
    }
    if (found.len == 0 && json_is_object(value))
        json_object_foreach((json_t *)value, key, text)
        {
            if (found.len > 0 || !json_is_string(text))
                continue;
            tag = px_str_of(key);
            found = string_of(text);
        }
    if (ret_language)
        *ret_language = json_is_string(value) ? PX_STR("") : tag;
    return found;
}

static size_t words_in(px_str text)
{
    size_t n = 0;
    bool inside = false;

    for (size_t i = 0; i < text.len; i++) {
        bool space = text.ptr[i] == ' ' || text.ptr[i] == '\n';

        n += !space && !inside;
        inside = !space;
    }
    return n;
}

size_t px_field_words(const json_t *value)
{
    size_t most = 0;
    const char *key;
    json_t *text;

    if (!json_is_object(value))
        return words_in(string_of(value));
    json_object_foreach((json_t *)value, key, text)
    {
        size_t n = px_field_words(text);

        most = PX_MAX(most, n);
    }
    return most;
}
