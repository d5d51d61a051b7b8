/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

class SqliteSnapshotThenPollIT extends SnapshotThenPollContract {
    SqliteSnapshotThenPollIT() {
        super(SourceServer.SQLITE);
    }
}
