/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rules are nodes of a tree of labels from the right, kept in one hash table: the key of a node is
 * the text of its labels ("co.uk"), whose hash grows label by label from the right, so that one
 * walk over the host meets all nodes that matter.
 */
#include "corpus/suffix.h"

#include <idn2.h>
#include <openssl/sha.h>

#include "base/arena.h"
#include "base/builder.h"
#include "base/embedded.h"
#include "base/file.h"

#include "base/banned.h"

/* Flags of a node, each for one section: shifted by it. */
enum { RULE = 1, WILDCARD = 4, EXCEPTION = 16 };

#define HASH_START 0xcbf29ce484222325U
#define HASH_STEP 0x100000001b3U

typedef struct suffix_node {
    uint64_t hash;
    px_str name; /* ptr NULL: free slot */
    unsigned flags;
} suffix_node;

struct px_suffix_list {
    px_arena *arena;
    suffix_node *nodes; /* owned */
    size_t room, used, n_rules;
    char *version; /* in the arena */
    char sha256[2 * SHA256_DIGEST_LENGTH + 1];
};

/* ---- The table */

static suffix_node *find_node(const px_suffix_list *list, uint64_t hash, px_str name)
{
    size_t at = hash & (list->room - 1);

    while (list->nodes[at].name.ptr &&
           !(list->nodes[at].hash == hash && px_str_eq(list->nodes[at].name, name)))
        at = (at + 1) & (list->room - 1);
    return &list->nodes[at];
}

static void grow(px_suffix_list *list)
{
    suffix_node *old = list->nodes;
    size_t room = list->room;

    list->room = room ? 2 * room : 1 << 12;
    list->nodes = px_alloc_zero(list->room, sizeof(*old));
    for (size_t i = 0; i < room; i++)
        if (old[i].name.ptr)
            *find_node(list, old[i].hash, old[i].name) = old[i];
    free(old);
}

/* The node of the name and, made with it, those of all its parents. */
static suffix_node *make_nodes(px_suffix_list *list, px_str name)
{
    uint64_t hash = HASH_START;
    suffix_node *node = NULL;

    for (size_t at = name.len; at-- > 0;) {
        px_str part = px_str_sub(name, at, name.len);

        hash = (hash ^ (unsigned char)name.ptr[at]) * HASH_STEP;
        if (at > 0 && name.ptr[at - 1] != '.')
            continue;
        if (2 * (list->used + 1) > list->room)
            grow(list);
        node = find_node(list, hash, part);
        if (!node->name.ptr) {
            *node = (suffix_node){ .hash = hash, .name = part };
            list->used++;
        }
    }
    return node;
}

/* ---- Reading */

/* The rule's name in ASCII, as hosts are looked up; PX_STR_NONE where it cannot be. */
static px_str rule_name(px_suffix_list *list, px_str text)
{
    PX_AUTO_FREE char *copy = NULL;
    char *ascii = NULL;
    px_str name = PX_STR_NONE;
    bool plain = text.len > 0;

    for (size_t i = 0; i < text.len; i++)
        plain = plain && text.ptr[i] > ' ' && text.ptr[i] < 0x7f;
    if (plain)
        return px_arena_lower(list->arena, text);
    copy = px_alloc(text.len + 1);
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (text.len &&
        idn2_to_ascii_8z(copy, &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) == IDN2_OK)
        name = px_arena_str(list->arena, px_str_of(ascii));
    idn2_free(ascii);
    return name;
}

static bool read_rule(px_suffix_list *list, px_str line, px_suffix_section section)
{
    unsigned flag = RULE;
    px_str name;

    if (line.len > 1 && line.ptr[0] == '!') {
        flag = EXCEPTION;
        line = px_str_sub(line, 1, line.len);
    } else if (px_str_starts(line, PX_STR("*."))) {
        flag = WILDCARD;
        line = px_str_sub(line, 2, line.len);
    }
    name = rule_name(list, line);
    if (name.len == 0 || px_str_find_char(name, '*') < name.len)
        return px_str_is(line, "*");
    make_nodes(list, name)->flags |= flag * (unsigned)section;
    list->n_rules++;
    return true;
}

static void read_comment(px_suffix_list *list, px_str line, px_suffix_section *section)
{
    static const px_str version = PX_STR_INIT("// VERSION: ");

    if (px_str_starts(line, version) && !list->version)
        list->version = px_arena_cstr(list->arena, px_str_sub(line, version.len, line.len));
    if (px_str_starts(line, PX_STR("// ===BEGIN PRIVATE DOMAINS")))
        *section = PX_SUFFIX_PRIVATE;
    else if (px_str_starts(line, PX_STR("// ===BEGIN ICANN DOMAINS")))
        *section = PX_SUFFIX_ICANN;
}

int px_suffix_list_parse(px_str text, px_suffix_list **ret_list, px_error *err)
{
    px_suffix_list *list = px_alloc_zero(1, sizeof(*list));
    px_suffix_section section = PX_SUFFIX_ICANN;
    unsigned char digest[SHA256_DIGEST_LENGTH];
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(sizeof(list->sha256));
    px_str line;
    long long number = 0;

    list->arena = px_arena_new();
    grow(list);
    (void)SHA256((const unsigned char *)text.ptr, text.len, digest);
    px_builder_hex(&hex, digest, sizeof(digest));
    memcpy(list->sha256, px_builder_cstr(&hex), sizeof(list->sha256));
    while (px_str_line(&text, &line)) {
        line = px_str_trim(line);
        number++;
        if (px_str_starts(line, PX_STR("//")))
            read_comment(list, line, &section);
        else if (line.len && !read_rule(list, line, section)) {
            char excerpt[PX_EXCERPT_SIZE], digits[24];

            (void)snprintf(digits, sizeof(digits), "%lld", number);
            px_suffix_list_free(list);
            return px_fail(err, PX_ERR_MALFORMED,
                           N_("line {line} of the list of public suffixes is no rule: '{rule}'"),
                           "line", digits, "rule", px_str_excerpt(line, excerpt), NULL);
        }
    }
    *ret_list = list;
    return 0;
}

int px_suffix_list_load(const char *path, px_suffix_list **ret_list, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len;
    int rc;

    for (const px_embedded *file = px_embedded_tables; !path && file->name; file++)
        if (px_str_is(px_str_of(file->name), "public_suffix_list.dat"))
            return px_suffix_list_parse(px_embedded_str(file), ret_list, err);
    rc = px_file_read(path, PX_SUFFIX_LIST_MAX, &data, &len, err);
    return rc < 0 ? rc : px_suffix_list_parse(px_str_n(data, len), ret_list, err);
}

void px_suffix_list_free(px_suffix_list *list)
{
    if (!list)
        return;
    px_arena_free(list->arena);
    free(list->nodes);
    free(list);
}

const char *px_suffix_list_version(const px_suffix_list *list)
{
    return list->version ? list->version : "";
}

const char *px_suffix_list_sha256(const px_suffix_list *list)
{
    return list->sha256;
}

size_t px_suffix_list_count(const px_suffix_list *list)
{
    return list->n_rules;
}

/* ---- Looking up */

size_t px_suffix_registrable(const px_suffix_list *list, px_suffix_section section, px_str host)
{
    uint64_t hash = HASH_START;
    bool wildcard = false;
    size_t suffix = host.len; /* where the public suffix begins; none yet */

    for (size_t at = host.len; at-- > 0;) {
        const suffix_node *node;

        hash = (hash ^ (unsigned char)host.ptr[at]) * HASH_STEP;
        if (at > 0 && host.ptr[at - 1] != '.')
            continue;
        node = find_node(list, hash, px_str_sub(host, at, host.len));
        if (node->flags & EXCEPTION * (unsigned)section)
            return at;
        /* A last label that no rule names is a suffix, too (the rule "*"). */
        if (suffix == host.len || wildcard || (node->flags & RULE * (unsigned)section))
            suffix = at;
        if (!node->name.ptr)
            break;
        wildcard = (node->flags & WILDCARD * (unsigned)section) != 0;
    }
    if (suffix == 0)
        return host.len;
    for (size_t at = suffix - 1; at-- > 0;) /* host.ptr[suffix - 1] is the dot */
        if (host.ptr[at] == '.')
            return at + 1;
    return 0;
}
