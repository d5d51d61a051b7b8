/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import java.util.List;
import java.util.stream.Stream;

/** The plugin classes users name in their configurations. */
final class OurPlugins {
    static final String SINK = "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector";
    static final String SOURCE = "dev.lockstep.connect.jdbc.source.ChunkedJdbcSourceConnector";
    static final String OBSERVER = "dev.lockstep.connect.jdbc.observe.JdbcObserverConnector";
    static final String JSON_CONVERTER = "dev.lockstep.connect.json.StreamedJsonConverter";
    static final String STAMP_DIGEST = "dev.lockstep.transforms.StampDigest";

    /** All that our transforms' plugin brings, predicates too. */
    static final List<String> TRANSFORMS = Stream.of(
                    "StampDigest",
                    "MapFields$Key",
                    "MapFields$Value",
                    "CleanFields$Key",
                    "CleanFields$Value",
                    "ProtectFields$Key",
                    "ProtectFields$Value",
                    "EvolveSchema$Key",
                    "EvolveSchema$Value",
                    "FilterRecords",
                    "ValidateRecords",
                    "RecordMatches")
            .map("dev.lockstep.transforms."::concat)
            .toList();

    private OurPlugins() {}
}
