/* SPDX-License-Identifier: EUPL-1.2 */
/* Sources by the descriptions that lie beside the data, where nobody wrote a manifest. */
#include <fcntl.h>
#include <stdlib.h>

#include "base/file.h"
#include "corpus/description.h"
#include "corpus/manifest_priv.h"

#include "base/banned.h"

enum { HEAD = 4096 };

static px_str base_of(px_str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return px_str_sub(path, at, path.len);
}

/* By its name first: a folder of a million files is not opened for that. */
static bool is_description(const px_input *input)
{
    static const char *const names[] = { "README.md", "croissant.json", "metadata.json" };
    px_str name = px_str_of(input->name), base = base_of(name);
    PX_AUTO_CLOSE int fd = -1;
    char head[HEAD];
    bool known = false;
    ssize_t len;

    for (size_t i = 0; i < PX_COUNT(names); i++)
        known = known || px_str_is(base, names[i]);
    if (!known || !input->seekable || input->size > PX_DESCRIPTION_MAX)
        return false;
    fd = open(input->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    len = fd < 0 ? -1 : read(fd, head, sizeof(head));
    return len > 0 && px_description_is(name, px_str_n(head, (size_t)len));
}

size_t px_descriptions_find(px_input *inputs, size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        inputs[i].described = is_description(&inputs[i]);
        found += inputs[i].described;
    }
    return found;
}

/* The folder of a description is the source; its name, where that of the dataset is taken already
 * or missing, too. */
static int add_source(px_manifest *m, const px_input *input, px_error *err)
{
    px_str path = px_str_of(input->name), base = base_of(path);
    const char *folder = path.len > base.len
                             ? px_arena_cstr(m->arena, px_str_sub(path, 0, path.len - base.len - 1))
                             : ".";
    px_source *source = &m->sources[m->count];
    px_description d;
    int rc = px_description_read(input->name, m->arena, &d, err);

    if (rc < 0)
        return 0; /* it describes nothing that could be read; the scan goes on */
    *source = (px_source){ .name = d.name,
                           .kind = PX_STR(""),
                           .snapshot = d.version,
                           .link = d.link,
                           .licence = d.licence,
                           .description = PX_STR(""),
                           .crawler = PX_STR(""),
                           .crawled_by = PX_STR(""),
                           .known = PX_STR(""),
                           .stages = PX_STR(""),
                           .epochs = 1000,
                           .paths = px_arena_array(m->arena, 2, sizeof(char *)) };
    px_source_cut(source);
    if (source->name.len == 0)
        source->name = px_str_of(folder);
    for (const px_source *other = m->sources; other < source; other++)
        if (px_str_eq(other->name, source->name))
            source->name =
                px_str_of(px_arena_format(m->arena, "%.*s (%s)", PX_STR_ARG(source->name), folder));
    rc = px_source_path(m->arena, folder, &source->paths[0], err);
    if (rc >= 0)
        m->count++;
    return rc;
}

/* The deepest folder first: it is the one that describes what is in it. */
static int by_depth(const void *a, const void *b)
{
    const px_input *x = *(const px_input *const *)a, *y = *(const px_input *const *)b;
    size_t m = 0, n = 0;

    for (const char *p = x->name; *p; p++)
        m += *p == '/';
    for (const char *p = y->name; *p; p++)
        n += *p == '/';
    if (m != n)
        return m > n ? -1 : 1;
    return strcmp(x->name, y->name);
}

int px_manifest_of_descriptions(const px_input *inputs, size_t count, px_manifest **ret_manifest,
                                px_error *err)
{
    PX_AUTO_FREE const px_input **described = px_alloc((count + 1) * sizeof(px_input *));
    px_manifest *m = px_manifest_new("");
    size_t found = 0;
    int rc = 0;

    for (size_t i = 0; i < count; i++)
        if (inputs[i].described && !inputs[i].again)
            described[found++] = &inputs[i];
    qsort(described, found, sizeof(*described), by_depth);
    m->sources = px_arena_array(m->arena, found + 1, sizeof(*m->sources));
    for (size_t i = 0; rc >= 0 && i < found; i++)
        rc = add_source(m, described[i], err);
    if (rc >= 0)
        rc = px_manifest_hash(m, PX_STR(""), err);
    if (rc < 0) {
        px_manifest_free(m);
        return rc;
    }
    *ret_manifest = m;
    return 0;
}
