/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSnapshotThenPollIT extends SnapshotThenPollContract {
    MariaDbSnapshotThenPollIT() {
        super(SourceServer.MARIADB);
    }
}
