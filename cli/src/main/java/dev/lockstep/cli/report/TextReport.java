/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.report;

import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.compare.TableResult;
import dev.lockstep.cli.engine.Counts;
import dev.lockstep.cli.engine.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people, with some keys of each kind of finding. */
public final class TextReport implements Report {
    private final PrintStream out;
    private final int samples;
    private final Map<Finding.Kind, List<String>> shown = new EnumMap<>(Finding.Kind.class);

    /** @param samples how many keys of each kind are shown for a table */
    public TextReport(PrintStream out, int samples) {
        this.out = out;
        this.samples = samples;
    }

    @Override
    public void begin(String sourceProduct, String targetProduct, String policyId) {
        out.println("source: " + sourceProduct);
        out.println("target: " + targetProduct);
        out.println("policy: " + policyId);
    }

    @Override
    public void beginTable(String source, String target) {
        shown.clear();
    }

    @Override
    public void finding(Finding.Kind kind, String key, long sourceRows, long targetRows, List<String> columns) {
        List<String> lines = shown.computeIfAbsent(kind, any -> new ArrayList<>());
        if (lines.size() < samples) {
            String rows = sourceRows > 1 || targetRows > 1
                    ? "  (" + sourceRows + " at the source, " + targetRows + " at the target)"
                    : "";
            lines.add("    " + kind + " " + key + (columns.isEmpty() ? "" : "  " + String.join(", ", columns)) + rows);
        }
    }

    @Override
    public void endTable(TableResult result) {
        out.println();
        out.println(result.outcome() + "  " + title(result));
        if (result.compared()) {
            counts(result);
        }
        result.gaps().forEach(gap -> out.println("  incomplete: " + gap));
        result.notes().forEach(note -> out.println("  note: " + note));
        result.grades().forEach((column, grade) -> out.println("  column " + column + ": " + grade));
        for (Finding.Kind kind : Finding.Kind.values()) {
            shown.getOrDefault(kind, List.of()).forEach(out::println);
        }
    }

    private static String title(TableResult result) {
        if (result.source().isEmpty() || result.source().equals(result.target())) {
            return result.target();
        }
        return result.target().isEmpty() ? result.source() : result.source() + " = " + result.target();
    }

    private void counts(TableResult result) {
        Counts counts = result.counts();
        out.println("  key: " + (result.key().isEmpty() ? "none" : String.join(", ", result.key())));
        out.println("  rows: " + number(result.sourceRows()) + " at the source, " + number(result.targetRows())
                + " at the target, in " + String.format(Locale.ROOT, "%.1f s", result.millis() / 1000.0));
        out.println("  equal " + number(counts.equal())
                + (counts.masked() > 0 ? " (" + number(counts.masked()) + " of them only under the policy)" : "")
                + ", different " + number(counts.different())
                + ", missing " + number(counts.missing())
                + ", unexpected " + number(counts.unexpected())
                + (counts.collisions() > 0 ? ", keys with several rows " + number(counts.collisions()) : ""));
        String source = result.sourceFingerprint().sum().toHex();
        String target = result.targetFingerprint().sum().toHex();
        out.println("  fingerprint: " + (source.equals(target) ? source + " on both sides" : source + " / " + target));
    }

    @Override
    public void end(Outcome outcome) {
        out.println();
        out.println(outcome);
        out.flush();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
