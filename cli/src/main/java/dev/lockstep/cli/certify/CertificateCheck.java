/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.TableName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Makes rows and fingerprint of tables again, from the database alone. Confined to one thread. */
public final class CertificateCheck {
    private final ReadableDatabase database;
    private final Policy policy;
    private final DigestAlgorithm algorithm;
    private final int lanes;

    /** @param lanes how many parts of a table are read at the same time */
    public CertificateCheck(ReadableDatabase database, Policy policy, DigestAlgorithm algorithm, int lanes) {
        this.database = database;
        this.policy = policy;
        this.algorithm = algorithm;
        this.lanes = lanes;
    }

    /**
     * Checks one table.
     *
     * @param name what the table is called here, with or without schema
     * @throws dev.lockstep.connect.jdbc.read.DatabaseReadException when the database fails
     */
    public Answer check(Certificate certificate, String name) throws InterruptedException {
        List<TableName> found = tables(name);
        if (found.size() != 1) {
            return new Answer.CouldNot(
                    certificate, List.of((found.isEmpty() ? "no table is" : "several tables are") + " called " + name));
        }
        ReadTable table = database.describe(found.get(0));
        ReadingPlanner planner = new ReadingPlanner(certificate, table, rules(certificate.table()), algorithm);
        Reading reading = planner.plan();
        if (!planner.obstacles().isEmpty()) {
            return new Answer.CouldNot(certificate, planner.obstacles());
        }
        return read(certificate, reading);
    }

    private List<TableName> tables(String name) {
        List<TableName> full = database.tables().stream()
                .filter(table -> table.toString().equals(name))
                .toList();
        return full.isEmpty()
                ? database.tables().stream()
                        .filter(table -> table.table().equals(name))
                        .toList()
                : full;
    }

    /** By the name that the flow gives the table, which is not always what it is called here. */
    private TablePolicy rules(String certified) {
        int point = certified.indexOf('.');
        return policy.forTable(certified.substring(0, Math.max(0, point)), certified.substring(point + 1), algorithm);
    }

    private Answer read(Certificate certificate, Reading reading) throws InterruptedException {
        Fingerprint all = new Fingerprint(DigestAlgorithm.XXH3_128);
        Set<String> reasons = new TreeSet<>();
        List<Lane> parts = database.lanes(reading.table(), lanes);
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<LaneSum> sums = parts.stream()
                    .map(lane -> new LaneSum(database, reading, lane))
                    .toList();
            for (Future<LaneSum.Sum> sum : threads.invokeAll(sums)) {
                all.merge(sum.get().fingerprint());
                reasons.addAll(sum.get().reasons());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
        return reasons.isEmpty() ? answer(certificate, all) : new Answer.CouldNot(certificate, List.copyOf(reasons));
    }

    private static Answer answer(Certificate certificate, Fingerprint found) {
        if (found.total().equals(certificate.total())) {
            return new Answer.Yes(certificate);
        }
        List<Fingerprint.Bucket> buckets = certificate.buckets();
        long differing = IntStream.range(0, buckets.size())
                .filter(index -> !buckets.get(index).equals(found.bucket(index)))
                .count();
        return new Answer.No(certificate, found.total(), (int) differing);
    }
}
