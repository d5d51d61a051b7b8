/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteChunkedSourceIT extends ChunkedSourceContract {
    SqliteChunkedSourceIT() {
        super(SourceServer.SQLITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, n INTEGER)",
                "CREATE TABLE t (k TEXT PRIMARY KEY, n INTEGER)",
                "CREATE TABLE t (k TEXT COLLATE NOCASE, n INTEGER, PRIMARY KEY (k, n)) WITHOUT ROWID",
                "CREATE TABLE t (k TEXT, n INTEGER)"
            })
    void readsWhateverTheKeyIs(String table) {
        SourceServer.Database database = SourceServer.SQLITE.create();
        database.run(
                table,
                "INSERT INTO t SELECT char(65 + n % 57) || n, n FROM (" + database.numbers(12_000) + ")",
                "DELETE FROM t WHERE n = 5");
        try (FakeSourceWorker worker =
                new FakeSourceWorker(config(database, "page.rows", "900", "lanes.per.table", "3"), 2).start()) {
            worker.pollToEnd();
            assertThat(worker.values("t.t", "n"))
                    .hasSize(11_999)
                    .doesNotHaveDuplicates()
                    .doesNotContain("5");
        }
    }
}
