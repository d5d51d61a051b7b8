/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

class PostgresSnapshotThenPollIT extends SnapshotThenPollContract {
    PostgresSnapshotThenPollIT() {
        super(SourceServer.POSTGRES);
    }
}
