/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/ascii.h"
#include "base/error.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

enum { LABEL_MAX = 32, GROWTH = 3 /* bytes of UTF-8 that one byte makes at most */ };

struct px_charset {
    const char *iconv;  /* glibc's name; NULL: read here */
    const char *labels; /* Encoding Standard, 4.2; with spaces between and round them */
    bool wide;
};

const px_charset px_charset_utf8 = {
    NULL, " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 ", false
};

/* x-user-defined is read so in pages (HTML Standard, 13.2.3.2). */
const px_charset px_charset_windows_1252 = {
    NULL,
    " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
    "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 "
    "x-user-defined ",
    false
};

/* Where the standard and glibc name supersets, the superset is taken, as browsers do. */
static const px_charset others[] = {
    { "CP1250", " cp1250 windows-1250 x-cp1250 ", false },
    { "CP1251", " cp1251 windows-1251 x-cp1251 ", false },
    { "CP1253", " cp1253 windows-1253 x-cp1253 ", false },
    { "CP1254",
      " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
      "latin5 windows-1254 x-cp1254 ",
      false },
    { "CP1255", " cp1255 windows-1255 x-cp1255 ", false },
    { "CP1256", " cp1256 windows-1256 x-cp1256 ", false },
    { "CP1257", " cp1257 windows-1257 x-cp1257 ", false },
    { "CP1258", " cp1258 windows-1258 x-cp1258 ", false },
    { "CP874", " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 ", false },
    { "IBM866", " 866 cp866 csibm866 ibm866 ", false },
    { "ISO-8859-2",
      " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 "
      "latin2 ",
      false },
    { "ISO-8859-3",
      " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 "
      "latin3 ",
      false },
    { "ISO-8859-4",
      " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 "
      "latin4 ",
      false },
    { "ISO-8859-5",
      " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
      "iso_8859-5:1988 ",
      false },
    { "ISO-8859-6",
      " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
      "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 ",
      false },
    { "ISO-8859-7",
      " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
      "iso_8859-7 iso_8859-7:1987 sun_eu_greek ",
      false },
    { "ISO-8859-8",
      " csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i "
      "iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual ",
      false },
    { "ISO-8859-10", " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 ", false },
    { "ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 ", false },
    { "ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 ", false },
    { "ISO-8859-15", " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 ", false },
    { "ISO-8859-16", " iso-8859-16 ", false },
    { "KOI8-R", " cskoi8r koi koi8 koi8-r koi8_r ", false },
    { "KOI8-U", " koi8-ru koi8-u ", false },
    { "MACINTOSH", " csmacintosh mac macintosh x-mac-roman ", false },
    { "MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian ", false },
    { "GB18030",
      " chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk ",
      false },
    { "BIG5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 ", false },
    { "EUC-JP-MS", " cseucpkdfmtjapanese euc-jp x-euc-jp ", false },
    { "ISO-2022-JP", " csiso2022jp iso-2022-jp ", true },
    { "CP932", " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis ", false },
    { "CP949",
      " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
      "ksc_5601 windows-949 ",
      false },
    { "UTF-16BE", " unicodefffe utf-16be ", true },
    { "UTF-16LE", " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le ", true },
};

bool px_charset_is_wide(const px_charset *charset)
{
    return charset->wide;
}

static bool has_label(const px_charset *charset, const char *label)
{
    return strstr(charset->labels, label) != NULL;
}

const px_charset *px_charset_of_label(px_str label)
{
    char padded[LABEL_MAX + 3] = " ";

    label = px_str_trim(label);
    if (label.len == 0 || label.len > LABEL_MAX || px_str_find_char(label, ' ') < label.len)
        return NULL;
    for (size_t i = 0; i < label.len; i++)
        padded[i + 1] = px_lower(label.ptr[i]);
    padded[label.len + 1] = ' ';
    if (has_label(&px_charset_utf8, padded))
        return &px_charset_utf8;
    if (has_label(&px_charset_windows_1252, padded))
        return &px_charset_windows_1252;
    for (size_t i = 0; i < PX_COUNT(others); i++)
        if (has_label(&others[i], padded))
            return &others[i];
    return NULL;
}

const px_charset *px_charset_of_mark(px_str bytes, size_t *ret_len)
{
    *ret_len = 3;
    if (px_str_starts(bytes, PX_STR("\xef\xbb\xbf")))
        return &px_charset_utf8;
    *ret_len = 2;
    if (px_str_starts(bytes, PX_STR("\xfe\xff")))
        return px_charset_of_label(PX_STR("utf-16be"));
    if (px_str_starts(bytes, PX_STR("\xff\xfe")))
        return px_charset_of_label(PX_STR("utf-16le"));
    *ret_len = 0;
    return NULL;
}

px_str px_charset_parameter(px_str content_type)
{
    px_str part;

    while (px_str_split(&content_type, ';', &part)) {
        size_t equals = px_str_find_char(part, '=');
        px_str value = px_str_trim(px_str_sub(part, equals + 1, part.len));

        if (!px_str_eq_nocase(px_str_trim(px_str_sub(part, 0, equals)), PX_STR("charset")))
            continue;
        if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
            value.ptr[value.len - 1] == value.ptr[0])
            value = px_str_sub(value, 1, value.len - 1);
        if (value.len > 0)
            return value;
    }
    return PX_STR_NONE;
}

/* ---- Conversion */

static char *room_for(px_converter *c, size_t len)
{
    size_t need = GROWTH * len + 64;

    if (c->room < need) {
        free(c->out);
        c->out = px_alloc(need);
        c->room = need;
    }
    return c->out;
}

static char *put_replacement(char *out)
{
    memcpy(out, "\xef\xbf\xbd", 3);
    return out + 3;
}

/* Maximal subparts of ill-formed sequences become one U+FFFD each (Unicode 15, 3.9, U+FFFD
 * substitution), as in browsers. */
static px_str repair(px_converter *c, px_str bytes)
{
    char *start = room_for(c, bytes.len), *out = start;

    while (bytes.len > 0) {
        bool bad;
        size_t n = px_text_step(bytes, &bad);

        if (bad) {
            out = put_replacement(out);
        } else {
            memcpy(out, bytes.ptr, n);
            out += n;
        }
        bytes = px_str_sub(bytes, n, bytes.len);
    }
    return px_str_n(start, (size_t)(out - start));
}

unsigned px_windows_1252(unsigned char byte)
{
    static const unsigned short high[32] = {
        0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
    };

    return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

size_t px_utf8_put(unsigned code, char *bytes)
{
    static const unsigned char marks[5] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = n; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(marks[n] | code);
    return n;
}

static px_str from_windows_1252(px_converter *c, px_str bytes)
{
    char *start = room_for(c, bytes.len), *out = start;

    for (size_t i = 0; i < bytes.len; i++)
        out += px_utf8_put(px_windows_1252((unsigned char)bytes.ptr[i]), out);
    return px_str_n(start, (size_t)(out - start));
}

static bool open_handle(px_converter *c, const px_charset *charset)
{
    iconv_t handle;

    if (c->charset == charset)
        return c->handle != NULL;
    if (c->handle)
        (void)iconv_close(c->handle);
    handle = iconv_open("UTF-8", charset->iconv);
    c->charset = charset;
    c->handle = handle == (iconv_t)-1 ? NULL : handle; /* a system without that module */
    return c->handle != NULL;
}

static px_str by_iconv(px_converter *c, px_str bytes, bool *ret_bad)
{
    char *start = room_for(c, bytes.len), *out = start, *in = (char *)bytes.ptr;
    size_t left = bytes.len, room = c->room;

    (void)iconv(c->handle, NULL, NULL, NULL, NULL);
    while (left > 0 && iconv(c->handle, &in, &left, &out, &room) == (size_t)-1) {
        if (room < 8)
            break; /* GROWTH bounds what sound sets make: never met */
        *ret_bad = true;
        out = put_replacement(out);
        room -= 3;
        if (errno != EILSEQ)
            break; /* cut off */
        in++;
        left--;
    }
    return px_str_n(start, (size_t)(out - start));
}

px_str px_converter_run(px_converter *c, const px_charset *charset, px_str bytes, bool *ret_bad)
{
    *ret_bad = false;
    if (charset->iconv && open_handle(c, charset))
        return by_iconv(c, bytes, ret_bad);
    if (charset->iconv || charset == &px_charset_windows_1252) {
        *ret_bad = charset->iconv != NULL;
        return from_windows_1252(c, bytes);
    }
    if (px_text_valid(bytes))
        return bytes;
    *ret_bad = true;
    return repair(c, bytes);
}

void px_converter_free(px_converter *c)
{
    if (c->handle)
        (void)iconv_close(c->handle);
    free(c->out);
    *c = (px_converter){ 0 };
}
