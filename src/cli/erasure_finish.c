/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/erasure_finish.h"

#include "cli/output.h"
#include "drafting/people/erasure.h"

#include "base/banned.h"

int px_erasure_finish_run(px_invocation *run, px_house *house, px_error *err)
{
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_house_reader(house, &db, err);

    if (rc >= 0)
        rc = px_erasure_finish(house, db, err);
    if (rc != -(int)PX_ERR_BUSY)
        return rc;
    *err = (px_error)PX_ERROR_INIT;
    px_say(run, N_("the server is reading: it takes the last traces out of the files itself"),
           NULL);
    return 0;
}
