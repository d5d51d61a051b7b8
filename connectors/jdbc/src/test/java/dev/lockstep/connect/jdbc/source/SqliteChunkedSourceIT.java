/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

class SqliteChunkedSourceIT extends ChunkedSourceContract {
    SqliteChunkedSourceIT() {
        super(SourceServer.SQLITE);
    }
}
