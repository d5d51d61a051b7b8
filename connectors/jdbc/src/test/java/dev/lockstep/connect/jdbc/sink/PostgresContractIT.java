/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

class PostgresContractIT extends TargetContract {
    private static final TargetDatabase DATABASE = new TargetDatabase();

    @Override
    String url() {
        return DATABASE.url();
    }

    @Override
    String user() {
        return "postgres";
    }

    @Override
    String timestampType() {
        return "timestamp";
    }

    @Override
    String schema() {
        return "public";
    }
}
