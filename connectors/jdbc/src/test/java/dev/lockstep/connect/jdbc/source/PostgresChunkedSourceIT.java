/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

class PostgresChunkedSourceIT extends ChunkedSourceContract {
    PostgresChunkedSourceIT() {
        super(SourceServer.POSTGRES);
    }
}
