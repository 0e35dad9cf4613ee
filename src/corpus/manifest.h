/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A manifest says where the inputs of a scan come from: what kind of source the public summary of
 * training content would call it, its name, version, link and licence, the stages of training that
 * used it, and how often. docs/format-manifest.md describes it, data/schemas/corpus-manifest.json
 * is its JSON Schema. Where it is silent, a Croissant file or a dataset card that it names speaks
 * (corpus/description.h). A scan without a manifest runs just as well; its sources are unknown.
 */
#ifndef PX_CORPUS_MANIFEST_H
#define PX_CORPUS_MANIFEST_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "corpus/input.h"

typedef struct px_source {
    px_str name;     /* one source has it: the key of its rows */
    px_str kind;     /* a key of data/source_kinds.tsv; "" where nobody says */
    px_str snapshot; /* version or snapshot: "CC-MAIN-2024-10" */
    px_str link, licence;
    px_str description; /* how a part of it was selected, what is in it */
    px_str crawler;     /* of crawled ones: the name that it announces */
    px_str crawled_by;  /* "provider" or "commissioned" */
    px_str known;       /* of private ones: "public" where it is known that they exist */
    px_str stages;      /* of training, with commas: "pre-training,post-training" */
    uint64_t epochs;    /* thousandths: how often it was gone through; 1000 where nobody says */
    const char *
        *paths; /* of its inputs, as px_manifest_source_of reads them; NULL after the last */
} px_source;

typedef struct px_manifest {
    px_arena *arena; /* owns all of it */
    const char *path;
    char sha256[65]; /* of what it says, in hexadecimal digits */
    px_source *sources;
    size_t count;
} px_manifest;

/* Reads the file, of at most PX_MANIFEST_MAX bytes. MALFORMED where it is no JSON, INVALID with the
 * argument key and the source where a value is not as it should be. */
#define PX_MANIFEST_MAX ((size_t)16 << 20)
int px_manifest_read(const char *path, px_manifest **ret_manifest, px_error *err) PX_MUST_CHECK;
/* NULL is fine. */
void px_manifest_free(px_manifest *manifest);

/* Marks the inputs that are descriptions (corpus/description.h): they are no content. Returns how
 * many there are. */
size_t px_descriptions_find(px_input *inputs, size_t count);

/* A manifest of what they say: each is a source of all that is in its folder and in no deeper one
 * with a description. Their kind is unknown: nobody but the provider can tell it. */
int px_manifest_of_descriptions(const px_input *inputs, size_t count, px_manifest **ret_manifest,
                                px_error *err) PX_MUST_CHECK;

/* The first source with a path that fits the input, or NULL. A path is a file, a folder with all
 * below it, or a pattern: * and ? stay within a folder, ** does not. Paths that do not begin with /
 * are counted from the folder of the manifest. */
const px_source *px_manifest_source_of(const px_manifest *manifest, const char *input);

#endif
