/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import dev.lockstep.canonical.certificate.Certificate;
import dev.lockstep.canonical.digest.Fingerprint;
import java.util.List;

/** Whether a table is what its certificate says. */
public sealed interface Answer {
    Certificate certificate();

    /** The table has the rows and the fingerprint. */
    record Yes(Certificate certificate) implements Answer {}

    /**
     * It has not.
     *
     * @param found its rows and their sum
     * @param differing how many buckets differ; 0 when the certificate tells none
     */
    record No(Certificate certificate, Fingerprint.Bucket found, int differing) implements Answer {}

    /** It could not be compared. */
    record CouldNot(Certificate certificate, List<String> reasons) implements Answer {
        public CouldNot {
            reasons = List.copyOf(reasons);
        }
    }
}
