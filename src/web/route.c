/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/route.h"

#include "base/banned.h"

const px_route px_routes[] = {
    /* Pages, in the languages of the site. */
    { "/", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_home,
      N_("Codes and the latest acts") },
    { "/codes/:code", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_code,
      N_("One code and its versions") },
    { "/codes/:code/p/:provision", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN,
      px_page_provision, N_("One provision through all versions") },
    { "/codes/:code/:version", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN,
      px_page_version, N_("The text of one version") },
    { "/search", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_search,
      N_("Words found in published versions") },
    { "/log", PX_GET, PX_ACTION_READ_LOG, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_log,
      N_("The log of acts, newest first") },
    { "/log/:act", PX_GET, PX_ACTION_READ_LOG, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_act,
      N_("One act of the log") },
    { "/about", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, px_page_about,
      N_("What the house is: accessibility, privacy, source") },
    { "/preference", PX_GET, PX_ACTION_SET_PREFERENCE, PX_ROUTE_LOCAL, px_page_preference,
      N_("The form for the appearance of the pages") },
    { "/preference", PX_POST, PX_ACTION_SET_PREFERENCE, PX_ROUTE_LOCAL | PX_ROUTE_FORM,
      px_page_preference, N_("Sets the appearance of the pages") },
    /* The same for all languages. */
    { "/codes/:code/:version/source/:language", PX_GET, PX_ACTION_READ_SITE, 0, px_web_source,
      N_("The file that a published text was imported from") },
    { "/log/checkpoint", PX_GET, PX_ACTION_READ_LOG, 0, px_web_checkpoint,
      N_("The newest signed checkpoint of the log (C2SP tlog-checkpoint)") },
    { "/log/proof/:act", PX_GET, PX_ACTION_READ_LOG, 0, px_web_proof,
      N_("The proof that an act is in the log (C2SP tlog-proof)") },
    { "/healthz", PX_GET, PX_ACTION_READ_HEALTH, PX_ROUTE_TWIN, px_web_health,
      N_("Whether the server works") },
    { "/openapi.json", PX_GET, PX_ACTION_READ_SITE, 0, px_web_openapi, N_("This description") },
    { "/robots.txt", PX_GET, PX_ACTION_READ_SITE, 0, px_web_robots,
      N_("What robots are asked to leave out") },
    { "/assets/:name", PX_GET, PX_ACTION_READ_SITE, 0, px_web_asset,
      N_("A file of the pages: style sheet, script, icon") },
    { "/favicon.ico", PX_GET, PX_ACTION_READ_SITE, 0, px_web_asset, N_("The icon of the site") },
};

const size_t px_route_count = PX_COUNT(px_routes);
