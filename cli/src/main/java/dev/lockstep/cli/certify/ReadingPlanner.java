/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.EncodingVersion;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.cli.row.RowColumn;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import java.util.ArrayList;
import java.util.List;

/** Decides how a table is read for its certificate, or why it cannot be. Owned by one table's planning. */
final class ReadingPlanner {
    private final Certificate certificate;
    private final ReadTable table;
    private final TablePolicy policy;
    private final DigestAlgorithm algorithm;
    private final List<String> obstacles = new ArrayList<>();

    ReadingPlanner(Certificate certificate, ReadTable table, TablePolicy policy, DigestAlgorithm algorithm) {
        this.certificate = certificate;
        this.table = table;
        this.policy = policy;
        this.algorithm = algorithm;
    }

    /** Why there can be no reading; only what {@link #plan} has found is in it. */
    List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    Reading plan() {
        contract();
        List<String> key = certificate.key().orElse(table.keyColumns());
        if (key.isEmpty()) {
            obstacles.add("the certificate names no key, and the table has none");
        }
        List<String> compared = certificate.columns().orElseGet(this::all);
        List<String> names = new ArrayList<>(compared);
        key.stream().filter(column -> !names.contains(column)).forEach(names::add);
        List<RowColumn> columns = new ArrayList<>();
        names.forEach(name -> add(name, compared.contains(name), columns));
        return new Reading(
                table, names, columns, key.stream().map(names::indexOf).toList(), algorithm);
    }

    private void contract() {
        require("encoding", String.valueOf(certificate.encoding()), String.valueOf(EncodingVersion.CURRENT));
        require("algorithm", certificate.algorithm(), algorithm.name());
        require("policy", certificate.policy(), policy.id());
    }

    private void require(String what, String certified, String here) {
        if (!certified.equals(here)) {
            obstacles.add("it was certified under " + what + " " + certified + ", and would be read under " + what + " "
                    + here);
        }
    }

    private List<String> all() {
        for (UnreadableColumn column : table.unreadable()) {
            if (!policy.rules(column.name()).isIgnored()) {
                obstacles.add("column " + column.name() + " has type " + column.declaredType()
                        + ", which cannot be read (" + column.reason() + ")");
            }
        }
        return table.columns().stream()
                .map(ReadColumn::name)
                .filter(name -> !policy.rules(name).isIgnored())
                .toList();
    }

    private void add(String name, boolean compared, List<RowColumn> columns) {
        ReadColumn column = table.column(name).orElse(null);
        if (column == null) {
            obstacles.add("column " + name + " is not there, or cannot be read");
            return;
        }
        ColumnRules rules = policy.rules(name);
        try {
            columns.add(new RowColumn(
                    rules.encoder(name, column.schema(), Placeholder.DEFAULT),
                    rules.isIgnored() ? ColumnRules.NONE : rules,
                    compared && !rules.isIgnored()));
        } catch (UnencodableValueException e) {
            obstacles.add("column " + name + " has no canonical form: " + e.getMessage());
        }
    }
}
