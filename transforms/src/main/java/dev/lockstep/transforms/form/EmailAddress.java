/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.form;

import java.util.Optional;

/**
 * An address of e-mail in the form that people have: a local part without blanks and quotes, and a domain of two labels
 * or more. What RFC 5322 allows beyond that no form of a web page takes. Immutable.
 */
public record EmailAddress(String local, String domain) {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    private static final int MAX_LABEL = 63;
    private static final String LOCAL_SIGNS = "!#$%&'*+/=?^_`{|}~.-";

    /** Empty when the text is no address. */
    public static Optional<EmailAddress> parse(String text) {
        int at = text.indexOf('@');
        if (at < 0 || at != text.lastIndexOf('@')) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        return isLocal(local) && isDomain(domain) ? Optional.of(new EmailAddress(local, domain)) : Optional.empty();
    }

    private static boolean isLocal(String local) {
        return !local.isEmpty()
                && local.length() <= MAX_LOCAL
                && !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..")
                && local.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || LOCAL_SIGNS.indexOf(c) >= 0);
    }

    private static boolean isDomain(String domain) {
        if (domain.length() > MAX_DOMAIN) {
            return false;
        }
        String[] labels = domain.split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty()
                    || label.length() > MAX_LABEL
                    || label.startsWith("-")
                    || label.endsWith("-")
                    || !label.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-')) {
                return false;
            }
        }
        String top = labels[labels.length - 1];
        return labels.length > 1 && top.length() > 1 && !Character.isDigit(top.codePointAt(0));
    }
}
