/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"
#include "cli/command.h"
#include "cli/output.h"
#include "web/server.h"

#include "base/banned.h"

typedef struct serve_told {
    const px_invocation *run;
    const char *url; /* without a slash at its end */
    bool offered;
} serve_told;

static void serve_ready(void *arg, const char *address, unsigned port)
{
    serve_told *told = arg;
    bool is_v6 = strchr(address, ':') != NULL;

    told->url = px_arena_format(told->run->arena, "http://%s%s%s:%u", is_v6 ? "[" : "", address,
                                is_v6 ? "]" : "", port);
    px_say(told->run, N_("serving {url}; stop with Ctrl-C"), "url",
           px_arena_format(told->run->arena, "%s/", told->url), NULL);
    (void)fflush(stdout);
}

static void serve_offer(void *arg, px_role role, const char *path)
{
    serve_told *told = arg;

    if (!told->offered)
        px_say(told->run, N_("this is a demonstration; each of these addresses signs in at once:"),
               NULL);
    told->offered = true;
    px_say(told->run, N_("  {role}: {url}"), "role",
           px_tr(told->run->language, px_role_title(role)), "url",
           px_arena_format(told->run->arena, "%s/%s%s", told->url,
                           px_language_tag(told->run->language), path),
           NULL);
    (void)fflush(stdout);
}

static int serve_numbers(const px_invocation *run, px_server_options *options, px_error *err)
{
    unsigned cache = 0;
    const struct {
        const char *name;
        long long min, max, fallback;
        unsigned *target;
    } numbers[] = {
        { "port", 0, 65535, 8080, &options->port },
        { "workers", 1, 256, 0, &options->workers },
        { "connections", 8, 65536, 0, &options->connections },
        { "timeout", 1, 3600, 0, &options->timeout_seconds },
        { "cache", 0, 65536, 64, &cache },
    };

    for (size_t i = 0; i < PX_COUNT(numbers); i++) {
        long long value;
        int rc = px_invocation_int(run, numbers[i].name, numbers[i].min, numbers[i].max,
                                   numbers[i].fallback, &value, err);

        if (rc < 0)
            return rc;
        *numbers[i].target = (unsigned)value;
    }
    options->cache_mib = cache ? (int)cache : -1;
    return 0;
}

static int serve_run(px_invocation *run, px_error *err)
{
    serve_told told = { .run = run };
    px_serve_options options = {
        .house = run->house,
        .server = { .address = px_invocation_option(run, "address"),
                    .behind_proxy = px_invocation_option(run, "behind-proxy") != NULL },
        .ready = serve_ready,
        .offer = px_invocation_option(run, "demonstration") ? serve_offer : NULL,
        .arg = &told,
    };
    int rc = serve_numbers(run, &options.server, err);

    if (rc < 0)
        return rc;
    px_log_set_level(px_invocation_option(run, "log") ? PX_LOG_INFO : PX_LOG_WARNING);
    return px_serve(&options, err);
}

static const px_option serve_options[] = {
    { "port", "N", N_("port to listen on; 0 takes a free one (default: 8080)"), .letter = 'p' },
    { "address", N_("ADDRESS"), N_("address to listen on (default: 127.0.0.1, this machine only)"),
      .letter = 'a' },
    { "workers", "N", N_("threads that answer requests (default: four a processor)") },
    { "connections", "N", N_("open connections at most (default: 1024)") },
    { "timeout", N_("SECONDS"), N_("longest wait for a silent visitor (default: 30)") },
    { "cache", N_("MIB"), N_("memory for pages that are kept, 0 for none (default: 64)") },
    { "behind-proxy", NULL,
      N_("a proxy such as nginx stands in front: believe its X-Forwarded-Proto and "
         "X-Forwarded-For") },
    { "demonstration", NULL,
      N_("print an address for each role that signs in with one click; only on this machine, and "
         "only of a house whose setting demonstration is yes") },
    { "log", NULL, N_("log every request, without personal data, on standard error") },
    { 0 },
};

static const px_example serve_examples[] = {
    { "serve", N_("serves ./house on http://127.0.0.1:8080/") },
    { "--house /srv/code serve --port 9000 --behind-proxy --log",
      N_("serves behind nginx, with a log") },
    { NULL, NULL },
};

const px_command px_cmd_serve = {
    .name = "serve",
    .summary = N_("serve the site"),
    .description = N_("Serves the house to browsers until it is told to stop (SIGTERM, or Ctrl-C). "
                      "One server at a time holds a house; other commands may write beside it.\n\n"
                      "Before the first request the server shuts itself in: it can then write "
                      "nothing outside the house and start no programs. Put a proxy such as nginx "
                      "in front for the Internet; an example comes with praxis."),
    .options = serve_options,
    .examples = serve_examples,
    .run = serve_run,
};
