/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.canonical.digest.HmacSha256;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.certify.Answer;
import dev.lockstep.cli.certify.CertificateCheck;
import dev.lockstep.cli.certify.CertificateFile;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep certify}. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = "Says whether tables are what their certificates say, from the database alone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every table has the rows and the fingerprint of its certificate",
            "1:a table has not",
            "2:a table could not be compared, whatever else was found",
            "3:the check failed"
        })
final class CertifyCommand implements Callable<Integer> {
    private final PrintStream out;

    @Option(
            names = "--certificate",
            required = true,
            paramLabel = "FILE",
            description = "Certificates, as the validator writes them.")
    private Path certificate;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "JDBC URL of the database.")
    private String url;

    @Option(names = "--user", paramLabel = "USER", description = "User of the database.")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File whose first line is the password.")
    private Path passwordFile;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "Environment variable that holds the password.")
    private String passwordVariable;

    @Option(
            names = "--table",
            paramLabel = "a=b,c",
            description = "Only these tables of the certificates, and what they are called here. Without: all.")
    private String tables;

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy that the certificates name.")
    private Path policy;

    @Option(
            names = "--digest-key-env",
            paramLabel = "NAME",
            description = "Environment variable with the key of hmac-sha-256, as base64.")
    private String keyVariable;

    @Option(names = "--digest-key-id", paramLabel = "ID", description = "Id of that key.")
    private String keyId;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            description = "Parts of a table read at the same time. Default: half the processors.")
    private Integer lanes;

    CertifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Certificate> certificates = CertificateFile.read(certificate);
        Map<String, String> names = names(certificates);
        Policy rules = policy == null ? Policy.EXACT : Policy.parse(Files.readString(policy));
        int parts = lanes == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : lanes;
        int code = ExitCode.EQUAL;
        try (ReadableDatabase database =
                Login.open(Login.address("database", url, user, passwordFile, passwordVariable))) {
            CertificateCheck check = new CertificateCheck(database, rules, algorithm(), parts);
            for (Map.Entry<String, String> name : names.entrySet()) {
                Answer answer = check.check(certificates.get(name.getKey()), name.getValue());
                out.println(text(answer, name.getValue()));
                code = Math.max(code, code(answer));
            }
        }
        return code;
    }

    private Map<String, String> names(Map<String, Certificate> certificates) {
        if (tables == null) {
            Map<String, String> all = new LinkedHashMap<>();
            certificates.keySet().forEach(table -> all.put(table, table));
            return all;
        }
        Map<String, String> wanted = Names.pairs(tables);
        for (String table : wanted.keySet()) {
            if (!certificates.containsKey(table)) {
                throw new IllegalArgumentException(certificate + " holds no certificate of table " + table
                        + ", but those of " + String.join(", ", certificates.keySet()));
            }
        }
        return wanted;
    }

    private DigestAlgorithm algorithm() {
        if (keyVariable == null) {
            return DigestAlgorithm.XXH3_128;
        }
        String key = System.getenv(keyVariable);
        if (key == null || keyId == null) {
            throw new IllegalArgumentException(
                    key == null
                            ? "The environment variable " + keyVariable + " is not set"
                            : "--digest-key-id is missing");
        }
        return new HmacSha256(Base64.getDecoder().decode(key), keyId);
    }

    private static int code(Answer answer) {
        if (answer instanceof Answer.Yes) {
            return ExitCode.EQUAL;
        }
        return answer instanceof Answer.No ? ExitCode.DIFFERENT : ExitCode.INCOMPLETE;
    }

    private static String text(Answer answer, String table) {
        Certificate certificate = answer.certificate();
        if (answer instanceof Answer.CouldNot couldNot) {
            return "COULD NOT SAY  " + table + ": " + String.join("; ", couldNot.reasons());
        }
        if (answer instanceof Answer.No no) {
            String where =
                    no.differing() == 0 ? "" : ", in " + no.differing() + " of " + Fingerprint.BUCKETS + " buckets";
            return "NO   " + table + ": certified " + rows(certificate.total()) + "; found " + rows(no.found()) + where;
        }
        return "YES  " + table + ": " + rows(certificate.total()) + ", as certified " + certificate.issuedAt();
    }

    private static String rows(Fingerprint.Bucket bucket) {
        return String.format(
                Locale.ROOT,
                "%,d rows, fingerprint %s",
                bucket.rows(),
                bucket.sum().toHex());
    }
}
