/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * One run of the demo. The component names are the names in {@code report.json}.
 *
 * @param outcome whether all went right, in one line
 * @param success every row was verified and exactly the planted harms were reported
 * @param versions of what took part, by name
 * @param settings the options of the run, by name
 * @param seconds how long each phase took, in order
 * @param rates rows per second
 * @param writer what the writer committed
 * @param tables one line per table, when every row was verified
 * @param harms one line per harmed row
 * @param falseAlarms rows reported as divergent that no harm explains
 */
@JsonPropertyOrder({
    "outcome",
    "success",
    "versions",
    "settings",
    "seconds",
    "rates",
    "writer",
    "tables",
    "harms",
    "falseAlarms"
})
public record DemoReport(
        String outcome,
        boolean success,
        Map<String, String> versions,
        Map<String, String> settings,
        Map<String, Double> seconds,
        Rates rates,
        Writer writer,
        List<Table> tables,
        List<Harmed> harms,
        List<String> falseAlarms) {

    /**
     * Speeds.
     *
     * @param snapshotRows rows in the source when the snapshot began
     * @param snapshotRowsPerSecond those rows, from the start of the connectors until the target held them all
     * @param endToEndRows rows verified in the end
     * @param endToEndRowsPerSecond the changes moved and proved, snapshot and writer together, from the start of the
     *     connectors until the last one was verified; includes the time the writer was let run
     */
    public record Rates(
            long snapshotRows, double snapshotRowsPerSecond, long endToEndRows, double endToEndRowsPerSecond) {}

    /** What the writer committed. */
    public record Writer(long transactions, long inserted, long updated, long deleted) {}

    /** A table: rows by SQL in the source, rows the validator verified, and the fingerprint both sides share. */
    public record Table(String table, long rows, long verified, String fingerprint) {}

    /**
     * A harmed row.
     *
     * @param columns the columns that the verdict names
     * @param secondsToDetection null if it was not found
     */
    public record Harmed(
            String harm, String table, String key, String kind, List<String> columns, Double secondsToDetection) {}
}
