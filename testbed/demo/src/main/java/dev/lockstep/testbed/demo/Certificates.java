/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.certify.Answer;
import dev.lockstep.cli.certify.CertificateCheck;
import dev.lockstep.cli.certify.CertificateFile;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps the certificates of a run, and has them checked against the target as {@code lockstep certify} does. */
final class Certificates {
    private final Path file;

    Certificates(Path folder) {
        this.file = folder.resolve("certificates.json");
    }

    /**
     * Writes the file and checks it.
     *
     * @return a line for each table
     */
    List<String> check(List<String> certificates, Database target) throws DemoFailedException, InterruptedException {
        List<String> answers = new ArrayList<>();
        try (ReadableDatabase database =
                ReadableDatabase.open(target.jdbcUrl(), Optional.of(target.user()), Optional.of(target.password()))) {
            Files.createDirectories(file.getParent());
            Files.write(file, certificates);
            CertificateCheck check = new CertificateCheck(database, Policy.EXACT, DigestAlgorithm.XXH3_128, 1);
            for (Certificate certificate : CertificateFile.read(file).values()) {
                Answer answer = check.check(certificate, certificate.table());
                if (!(answer instanceof Answer.Yes)) {
                    throw new DemoFailedException("the certificate of " + certificate.table()
                            + " is not what the target's rows add up to, see " + file + ": " + answer);
                }
                answers.add(String.format(
                        Locale.ROOT,
                        "certified at %s: %s, %,d rows, fingerprint %s; the target adds up to the same",
                        certificate.positions(),
                        certificate.table(),
                        certificate.total().rows(),
                        certificate.total().sum()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return answers;
    }
}
