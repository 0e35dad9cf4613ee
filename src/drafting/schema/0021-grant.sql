-- SPDX-License-Identifier: EUPL-1.2
-- Each request of somebody who has signed in reads the person's grants, ended ones as well.
CREATE INDEX grant_person ON grant_of_role (person);
